import { day, dayOf, yearOf } from '../../core/day.ts'
import { Invalid, NotFound, Refused } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { publicChanged } from '../../platform/page-cache.ts'
import { findingsInAll, readFiles } from './readings.service.ts'
import { indexNumber, problemInConfirmation, problemInSchedule, problemsInSubmission, withReason } from './rules.ts'
import {
  type Channel,
  type ChannelForm,
  type ConfirmForm,
  channels as channelNames,
  type Document,
  type ForceForm,
  type PublishForm,
  type RepealForm,
  type WithdrawForm,
} from './schema.ts'
import { move, vectorOf, writeAct } from './service.ts'
import * as store from './store.ts'

/** Chosen channels as rows. */
function chosen(form: ChannelForm, publishedAt: Date): store.ChannelRow[] {
  return channelNames
    .filter((c) => form.channels.includes(c))
    .map((channel) => ({ channel, publishedAt, reference: form[`reference_${channel}`]?.trim() ?? '' }))
}

/**
 * Publishes an approved document at once, or sets a time for it. One information, however many channels carry it.
 * @basis 《政府信息公开条例》第二十三条、第二十六条
 */
export async function publish(ctx: Ctx, id: number, form: PublishForm): Promise<void> {
  if (form.publishAt !== '') return schedule(ctx, id, form)
  await move(ctx, id, 'publish', async (tx, document) => {
    await confirmFindings(ctx, tx, document, form)
    await store.dropPlannedChannels(tx, id)
    await store.addChannels(tx, id, chosen(form, ctx.now))
    await goOut(ctx, tx, document, { publishedBy: ctx.actor.accountId ?? ctx.actor.name })
    await writeAct(ctx, tx, 'published', document, { channels: form.channels })
  })
}

async function schedule(ctx: Ctx, id: number, form: PublishForm): Promise<void> {
  const publishAt = new Date(`${form.publishAt}:00+08:00`)
  const problem = problemInSchedule(publishAt, ctx.now)
  if (problem) throw new Invalid([problem])
  await move(ctx, id, 'schedule', async (tx, document) => {
    await confirmFindings(ctx, tx, document, form)
    await store.dropPlannedChannels(tx, id)
    await store.addChannels(tx, id, chosen(form, publishAt))
    await store.updateDocument(tx, id, {
      state: 'scheduled',
      publishAt,
      publishedBy: ctx.actor.accountId ?? ctx.actor.name,
    })
    await ctx.jobs.add(tx, 'disclosure.publishDue', {}, { runAt: publishAt, key: `disclosure.publishDue:${id}` })
    await writeAct(ctx, tx, 'scheduled', document, { publishAt, channels: form.channels })
  })
}

/** Notes who has looked at what the check for personal data found. Throws Invalid when nobody says so. */
async function confirmFindings(ctx: Ctx, tx: Db, document: Document, form: ConfirmForm): Promise<void> {
  const problem = problemInConfirmation(document.personalData, form.personalDataConfirmed)
  if (problem) throw new Invalid([problem])
  if (document.personalData.length === 0) return
  await store.updateDocument(tx, document.id, { personalDataConfirmedBy: ctx.actor.accountId ?? ctx.actor.name })
  await writeAct(ctx, tx, 'personalDataConfirmed', document, { findings: document.personalData.length })
}

/** Takes the set time back; the approval stands. */
export async function unschedule(ctx: Ctx, id: number): Promise<void> {
  await move(ctx, id, 'unschedule', async (tx, document) => {
    await store.dropPlannedChannels(tx, id)
    await store.updateDocument(tx, id, { state: 'approved', publishAt: null, publishedBy: null })
    await writeAct(ctx, tx, 'unscheduled', document)
  })
}

/**
 * Publishes what its time has come for, in the name of who set the time. Run by the clock; one that has been taken back
 * meanwhile is left alone.
 */
export async function publishDue(ctx: Ctx): Promise<number> {
  let published = 0
  for (const id of await store.listDue(ctx.db, ctx.now))
    await ctx.db.transaction().execute(async (tx) => {
      const document = await store.lockDocument(tx, id)
      if (document.state !== 'scheduled' || !document.publishAt || document.publishAt > ctx.now) return
      await store.setChannelTimes(tx, id, ctx.now)
      await goOut(ctx, tx, document, { publishedBy: document.publishedBy ?? ctx.actor.name })
      await writeAct(ctx, tx, 'published', document, {
        scheduledBy: document.publishedBy,
        publishAt: document.publishAt,
      })
      published++
    })
  return published
}

/**
 * Publishes without a second person when it cannot wait. Who did it and why stays with the document for good.
 * @basis 国办发〔2016〕61号:重大突发事件权威信息发布
 */
export async function forcePublish(ctx: Ctx, id: number, form: ForceForm): Promise<void> {
  await readFiles(ctx, await store.listAttachments(ctx.db, id))
  await move(ctx, id, 'force', async (tx, document) => {
    const [attachments, explained] = [await store.listAttachments(tx, id), await store.listExplained(tx, id)]
    const findings = await findingsInAll(tx, document, attachments)
    const problems = problemsInSubmission(
      { ...document, attachments: attachments.length, explains: explained.length },
      findings,
      form.personalDataReason,
    )
    if (problems.length > 0) throw new Invalid(problems)
    const by = ctx.actor.accountId ?? ctx.actor.name
    await store.dropPlannedChannels(tx, id)
    await store.addChannels(tx, id, chosen(form, ctx.now))
    await store.updateDocument(tx, id, {
      personalData: JSON.stringify(withReason(findings, form.personalDataReason)),
      ...(findings.length > 0 ? { personalDataConfirmedBy: by } : {}),
    })
    await goOut(ctx, tx, document, {
      publishedBy: by,
      secrecyReviewedBy: by,
      secrecyNote: form.secrecyNote,
      forcedReason: form.reason,
    })
    await writeAct(ctx, tx, 'forced', document, {
      reason: form.reason,
      secrecyNote: form.secrecyNote,
      channels: form.channels,
      from: document.state,
    })
  })
}

/** What publication does to a document, and to the one it takes the place of. */
async function goOut(
  ctx: Ctx,
  tx: Db,
  document: Document,
  change: { publishedBy: string; secrecyReviewedBy?: string; secrecyNote?: string; forcedReason?: string },
): Promise<void> {
  const { id, unitCode } = document
  if (document.secrecyReviewedBy === null && change.secrecyReviewedBy === undefined)
    throw new Refused({
      code: 'disclosure.noSecrecyReview',
      message: '没有保密审查意见的信息不能发布',
      basis: '《政府信息公开条例》第十七条',
      next: '请退回，由审核人填写保密审查意见',
    })
  const year = yearOf(ctx.today)
  const number =
    document.indexNumber ??
    indexNumber(ctx.settings.site.regionCode, unitCode, year, await store.takeSerial(tx, unitCode, year))
  const expired = document.expiresOn !== null && document.expiresOn < ctx.today && document.validity === 'inForce'
  await store.updateDocument(tx, id, {
    ...change,
    state: 'published',
    publishedAt: ctx.now,
    indexNumber: number,
    search: vectorOf({ ...document, indexNumber: number }),
    ...(expired ? { validity: 'expired' as const } : {}),
  })
  if (document.replacesId !== null) await endOld(ctx, tx, document.replacesId, id, document.effectiveOn ?? ctx.today)
  await publicChanged(tx)
}

async function endOld(ctx: Ctx, tx: Db, oldId: number, newId: number, on: Document['writtenOn']): Promise<void> {
  const old = await store.lockDocument(tx, oldId)
  if (old.validity === 'repealed') return
  await store.updateDocument(tx, oldId, { validity: 'repealed', repealedById: newId, repealedOn: on })
  await writeAct(ctx, tx, 'repealed', old, { by: newId, repealedOn: on })
}

/** Notes that a published document also went out elsewhere. It still counts as one information. */
export async function addChannel(ctx: Ctx, id: number, form: ChannelForm): Promise<void> {
  await move(ctx, id, 'addChannel', async (tx, document) => {
    const added = await store.addChannels(tx, id, chosen(form, ctx.now))
    if (added.length === 0) throw new Invalid([{ field: 'channels', message: '所选渠道都已经登记过了' }])
    await writeAct(ctx, tx, 'channelAdded', document, { channels: added satisfies Channel[] })
    await publicChanged(tx)
  })
}

/**
 * Takes a published document down: its text stays under a notice, or only a word on where to go. The record, its index
 * number and its place in the statistics remain.
 */
export async function withdraw(ctx: Ctx, id: number, form: WithdrawForm): Promise<void> {
  await move(ctx, id, 'withdraw', async (tx, document) => {
    await store.updateDocument(tx, id, {
      state: 'withdrawn',
      withdrawal: form.withdrawal,
      withdrawnAt: ctx.now,
      withdrawnReason: form.reason,
      movedTo: form.movedTo || null,
    })
    await writeAct(ctx, tx, 'withdrawn', document, form)
    await publicChanged(tx)
  })
}

/**
 * Marks a published document as no longer in force, by a newer one or by decision. It stays readable, and marked.
 * @basis 国办发〔2018〕37号:规范性文件清理结果向社会公布
 */
export async function repeal(ctx: Ctx, id: number, form: RepealForm): Promise<void> {
  await move(ctx, id, 'repeal', async (tx, document) => {
    const [by] = form.by === '' ? [] : await store.findReferred(tx, [form.by.trim()])
    if (form.by !== '' && (!by || by.id === id))
      throw new Invalid([{ field: 'by', message: '没有找到这份文件，请填写它的索引号' }])
    const repealedOn = day(form.repealedOn)
    if (repealedOn < document.writtenOn)
      throw new Invalid([{ field: 'repealedOn', message: '废止日期不能早于成文日期' }])
    await store.updateDocument(tx, id, { validity: 'repealed', repealedOn, repealedById: by?.id ?? null })
    await writeAct(ctx, tx, 'repealed', document, { ...form, by: by?.id ?? null })
    await publicChanged(tx)
  })
}

/** Marks what is past its last day as expired. Run by the clock every night. */
export async function expireValidity(ctx: Ctx): Promise<number> {
  return ctx.db.transaction().execute(async (tx) => {
    const expired = await store.expireUntil(tx, dayOf(ctx.now))
    for (const document of expired) await writeAct(ctx, tx, 'expired', document, { expiresOn: document.expiresOn })
    if (expired.length > 0) await publicChanged(tx)
    return expired.length
  })
}

/** A file that the public may read now: as long as its document is published. Throws NotFound. */
export async function publicAttachment(db: Db, attachmentId: number) {
  const attachment = await store.findAttachment(db, attachmentId)
  if (attachment?.state !== 'published') throw new NotFound('这个附件')
  return attachment
}
