import { type Day, day } from '../../core/day.ts'
import { Forbidden, Invalid, NotFound, type Problem, Refused } from '../../core/errors.ts'
import { holds, systemActor } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { toHtml } from '../../platform/html.ts'
import { publicChanged } from '../../platform/page-cache.ts'
import { getUnit } from '../organisations/index.ts'
import {
  type CorrectionMoveName,
  correctionMoves,
  problemsInCorrection,
  refuseCorrecting,
  refuseCorrectionMove,
  validityCorrected,
} from './corrections.rules.ts'
import type { CorrectedContent, Correction, CorrectionForm, KeptFile } from './corrections.schema.ts'
import * as corrections from './corrections.store.ts'
import { explainedIn } from './draft.service.ts'
import { findingsInAll, readFiles } from './readings.service.ts'
import { problemInConfirmation, problemsInDraft, problemsInSubmission, withReason } from './rules.ts'
import type { ApproveForm, ConfirmForm, Document, SubmitForm } from './schema.ts'
import { personOf, vectorOf, writeAct } from './service.ts'
import * as store from './store.ts'

type Change = (tx: Db, document: Document, correction: Correction) => Promise<void>

/** Locks a document that the actor may see on the desk. Throws NotFound, Forbidden. */
async function take(ctx: Ctx, tx: Db, id: number) {
  const document = await store.lockDocument(tx, id)
  const unit = await getUnit(tx, document.unitCode)
  if (!holds(ctx.actor, 'disclosure.view', unit.path)) throw new Forbidden(`“${unit.name}”的信息不在您的管理范围内`)
  return { document, person: personOf(ctx, unit) }
}

/** Makes one move on the open correction of a document, in one transaction. Throws NotFound, Forbidden, Refused. */
async function moveCorrection(ctx: Ctx, documentId: number, name: CorrectionMoveName, change: Change): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const { document, person } = await take(ctx, tx, documentId)
    const correction = await corrections.findOpen(tx, documentId)
    if (!correction) throw new NotFound('这份信息的更正稿')
    const refusal = refuseCorrectionMove(name, document, correction, person)
    if (refusal) throw new Refused(refusal)
    await change(tx, document, correction)
  })
}

/**
 * Begins the correction of a published document, or saves the one that is open. What the public reads stays as it is.
 * Throws Invalid, Refused.
 */
export async function saveCorrection(ctx: Ctx, documentId: number, form: CorrectionForm): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const { document, person } = await take(ctx, tx, documentId)
    const by = ctx.actor.accountId ?? ctx.actor.name
    const correction = await corrections.findOpen(tx, documentId)
    const subject = correction ?? { state: 'draft' as const, draftedBy: by, reviewedBy: null }
    const refusal = refuseCorrecting(document) ?? refuseCorrectionMove('save', document, subject, person)
    if (refusal) throw new Refused(refusal)
    if ((correction?.saves ?? 0) !== form.saves)
      throw new Invalid([
        { field: 'note', message: '另一位同事刚刚保存了更正稿：请先看更正稿，确认后再保存，以您的为准' },
      ])
    const content = await contentIn(ctx, tx, documentId, form)
    if (correction)
      await corrections.updateCorrection(tx, correction.id, {
        ...{ content, note: form.note.trim(), state: 'draft', saves: correction.saves + 1 },
      })
    else
      await corrections.insertCorrection(tx, {
        ...{ documentId, content, note: form.note.trim(), draftedBy: by },
        attachments: await corrections.keptFiles(tx, documentId),
      })
    await writeAct(ctx, tx, correction ? 'correctionSaved' : 'correctionDrafted', document, { note: form.note })
  })
}

async function contentIn(ctx: Ctx, tx: Db, id: number, form: CorrectionForm): Promise<CorrectedContent> {
  const problems: Problem[] = problemsInDraft(form, ctx.today)
  const explained = await explainedIn(tx, form.explains, problems)
  if (problems.length > 0) throw new Invalid(problems)
  return {
    title: form.title.trim(),
    documentNumber: form.documentNumber.trim() || null,
    issuingBody: form.issuingBody.trim(),
    subjectCategory: form.subjectCategory,
    keywords: form.keywords,
    source: form.source,
    abstract: form.abstract,
    body: toHtml(form.body),
    fullText: form.fullText === 'yes',
    writtenOn: day(form.writtenOn),
    effectiveOn: (form.effectiveOn || null) as Day | null,
    expiresOn: (form.expiresOn || null) as Day | null,
    explained: explained.filter((e) => e !== id).sort((a, b) => a - b),
  }
}

/** Adds stored files to the open correction. Throws Invalid when there would be too many. */
export async function attachToCorrection(ctx: Ctx, documentId: number, files: readonly KeptFile[]): Promise<void> {
  await moveCorrection(ctx, documentId, 'save', async (tx, document, { id, attachments, saves }) => {
    const most = ctx.settings.limits.uploadsPerDocument
    if (attachments.length + files.length > most)
      throw new Invalid([{ field: 'files', message: `一份信息最多 ${most} 个附件，请减少或合并` }])
    const added = files.map(({ sha256, name }) => ({ sha256, name }))
    await corrections.updateCorrection(tx, id, {
      ...{ attachments: [...attachments, ...added], state: 'draft', saves: saves + 1 },
    })
    await ctx.jobs.add(tx, 'disclosure.readFiles', { digests: files.map((f) => f.sha256) })
    await writeAct(ctx, tx, 'correctionSaved', document, { attached: files.map((f) => f.name) })
  })
}

/** Takes a file off the open correction, by its place in the list from 0. The published document keeps it until then. */
export async function detachFromCorrection(ctx: Ctx, documentId: number, place: number): Promise<void> {
  await moveCorrection(ctx, documentId, 'save', async (tx, document, { id, attachments, saves }) => {
    const removed = attachments[place]
    if (!removed) throw new NotFound('这个附件')
    await corrections.updateCorrection(tx, id, {
      ...{ attachments: attachments.toSpliced(place, 1), state: 'draft', saves: saves + 1 },
    })
    await writeAct(ctx, tx, 'correctionSaved', document, { detached: removed.name })
  })
}

/**
 * Hands the correction in for review, after the same checks as a first publication.
 * @basis 国办发〔2016〕80号;《个人信息保护法》第二十五条
 */
export async function submitCorrection(ctx: Ctx, documentId: number, form: SubmitForm): Promise<void> {
  await readFiles(ctx, (await corrections.findOpen(ctx.db, documentId))?.attachments ?? [])
  await moveCorrection(ctx, documentId, 'submit', async (tx, document, correction) => {
    const { content, attachments } = correction
    const findings = await findingsInAll(tx, content, attachments)
    const counts = { attachments: attachments.length, explains: content.explained.length }
    const problems = [
      ...problemsInCorrection(await standing(tx, document), correction),
      ...problemsInSubmission({ ...document, ...content, ...counts }, findings, form.personalDataReason),
    ]
    if (problems.length > 0) throw new Invalid(problems)
    const reason = form.personalDataReason.trim()
    await corrections.updateCorrection(tx, correction.id, {
      ...{ state: 'inReview', submittedAt: ctx.now, personalData: withReason(findings, reason) },
      ...{ reviewedBy: null, reviewedAt: null, secrecyNote: null, reviewNote: null },
    })
    await writeAct(ctx, tx, 'correctionSubmitted', document, {
      personalData: findings.length,
      ...(findings.length > 0 ? { reason } : {}),
    })
  })
}

/** What the public reads now, in the shape of a correction. */
export async function standing(db: Db, document: Document) {
  const explained = (await store.listExplained(db, document.id)).map((d) => d.id)
  return {
    content: corrections.correctedOf(document, explained),
    attachments: await corrections.keptFiles(db, document.id),
  }
}

/** Takes the correction back from review to work on it. */
export async function recallCorrection(ctx: Ctx, documentId: number): Promise<void> {
  await step(ctx, documentId, 'recall', 'correctionRecalled', {})
}

/** Gives the correction up; the document stays as it is, and so does the record. */
export async function discardCorrection(ctx: Ctx, documentId: number): Promise<void> {
  await step(ctx, documentId, 'discard', 'correctionDiscarded', {})
}

/** Sends the correction back to its drafter with what is to be changed. */
export async function returnCorrection(ctx: Ctx, documentId: number, note: string): Promise<void> {
  const undone = { reviewedBy: null, reviewedAt: null, secrecyNote: null }
  await step(ctx, documentId, 'return', 'correctionReturned', { ...undone, reviewNote: note }, { note })
}

/** @basis 《政府信息公开条例》第十七条 */
export async function approveCorrection(ctx: Ctx, documentId: number, form: ApproveForm): Promise<void> {
  const reviewed = { reviewedBy: ctx.actor.accountId ?? ctx.actor.name, reviewedAt: ctx.now }
  const notes = { secrecyNote: form.secrecyNote, reviewNote: form.note }
  await step(ctx, documentId, 'approve', 'correctionApproved', { ...reviewed, ...notes }, { ...form })
}

async function step(
  ctx: Ctx,
  documentId: number,
  name: CorrectionMoveName,
  act: string,
  change: Parameters<typeof corrections.updateCorrection>[2],
  data: Record<string, unknown> = {},
): Promise<void> {
  await moveCorrection(ctx, documentId, name, async (tx, document, correction) => {
    await corrections.updateCorrection(tx, correction.id, { ...change, state: correctionMoves[name].to })
    await writeAct(ctx, tx, act, document, data)
  })
}

/**
 * Puts an approved correction in the place of what stands. Index number, day of publication and channels stay, so the
 * document still counts once; what stood before is kept as a version, and the page says what was corrected and when.
 * @basis 《政府信息公开条例》第六条:及时、准确地公开政府信息
 */
export async function publishCorrection(ctx: Ctx, documentId: number, form: ConfirmForm): Promise<void> {
  await moveCorrection(ctx, documentId, 'publish', async (tx, document, correction) => {
    const problem = problemInConfirmation(correction.personalData, form.personalDataConfirmed)
    if (problem) throw new Invalid([problem])
    const by = ctx.actor.accountId ?? ctx.actor.name
    const { explained, ...values } = correction.content
    const corrected: Document = {
      ...document,
      ...values,
      version: document.version + 1,
      validity: validityCorrected(document.validity, values.expiresOn, ctx.today),
    }
    // One that came in with its text already published has no version of its own yet.
    await corrections.keepStanding(tx, document, document.publishedAt ?? document.createdAt, systemActor('系统'))
    const { version, validity } = corrected
    await store.updateDocument(tx, documentId, { ...values, version, validity, search: vectorOf(corrected) })
    await store.linkExplained(tx, documentId, explained)
    await corrections.replaceFiles(tx, documentId, correction.attachments)
    await corrections.keepStanding(tx, corrected, ctx.now, ctx.actor)
    await corrections.updateCorrection(tx, correction.id, {
      ...{ state: 'published', version, publishedAt: ctx.now, publishedBy: by },
      ...(correction.personalData.length > 0 ? { personalDataConfirmedBy: by } : {}),
    })
    await writeAct(ctx, tx, 'corrected', document, {
      ...{ note: correction.note, version },
      ...(correction.personalData.length > 0 ? { personalDataConfirmed: correction.personalData.length } : {}),
    })
    await publicChanged(tx)
  })
}
