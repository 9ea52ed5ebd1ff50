import { type Day, isDay } from '../../core/day.ts'
import { Invalid, type Problem } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { publicChanged } from '../../platform/page-cache.ts'
import { keepDepartures } from './deviations.ts'
import { levelLabels } from './labels.ts'
import { mayPublish } from './rules.ts'
import type { CancelForm, PublishForm, ReturnForm } from './schema.ts'
import { change, draftOf, editorOf, findingsOf, note, refuse, refuseWhileWaiting } from './step.ts'
import * as store from './store.ts'

/** A day from today on. Throws Invalid. */
function dayAhead(ctx: Ctx, field: string, typed: string, label: string): Day {
  if (!isDay(typed)) throw new Invalid([{ field, message: `请填写${label}，写成 2018-12-01 的样子` }])
  if (typed < ctx.today) throw new Invalid([{ field, message: `${label}不能早于今天` }])
  return typed
}

/**
 * Publishes a draft from a day on; the version before holds until then. A second person does it than who filled it in.
 * @throws Refused for one's own draft or while another version waits; Invalid with all that is still to be put right
 * @basis 国办函〔2016〕108号
 */
export function publishVersion(ctx: Ctx, id: number, form: PublishForm): Promise<void> {
  return change(ctx, id, 'catalogue.publish', { changedIn: form.changedIn }, async (step) => {
    const { tx, item } = step
    const draft = draftOf(step)
    refuseWhileWaiting(ctx, step)
    if (draft.editedBy === editorOf(ctx))
      refuse('ownDraft', '这一版是您自己填报的，不能由您自己发布', '请另一位有发布权限的同事审核发布')
    const effectiveOn = dayAhead(ctx, 'effectiveOn', form.effectiveOn, '生效日期')
    const findings = await findingsOf(tx, item, draft.elements)
    if (!mayPublish(findings))
      throw new Invalid(
        findings
          .filter((f) => f.severity === 'error')
          .map(({ field, message }): Problem => ({ field: `elements.${field}`, message })),
      )
    const before = step.published.find((v) => v.state === 'published')
    if (before) await store.changeVersion(tx, before.id, { endedOn: effectiveOn })
    await store.changeVersion(tx, draft.id, {
      ...{ state: 'published', publishedOn: ctx.today, effectiveOn, reviewedBy: editorOf(ctx) },
      filledOn: draft.filledOn ?? ctx.today,
    })
    await note(ctx, tx, item, 'published', { version: draft.version, effectiveOn })
    await store.changeItem(tx, id, {})
    if (effectiveOn <= ctx.today) await goInto(tx, id, { ...draft, effectiveOn }, ctx.today)
  })
}

/**
 * Sends a draft that was thought complete back to who fills it in, with what is to be put right. It counts as filled in
 * again when it is saved anew.
 * @throws Invalid without a note; Refused when there is no draft, ChangedMeanwhile
 */
export function returnDraft(ctx: Ctx, id: number, form: ReturnForm): Promise<void> {
  return change(ctx, id, 'catalogue.publish', { changedIn: form.changedIn }, async (step) => {
    const draft = draftOf(step)
    const why = form.note.trim()
    if (why === '') throw new Invalid([{ field: 'note', message: '请写明要改什么，填报的人照着改' }])
    await store.changeVersion(step.tx, draft.id, { filledOn: null })
    await store.changeItem(step.tx, id, {})
    await note(ctx, step.tx, step.item, 'returned', { version: draft.version, note: why })
  })
}

/** Lets a version hold: the public reads it from now on, and the one before has ended. */
async function goInto(tx: Db, itemId: number, version: store.Version, today: Day): Promise<void> {
  for (const old of await store.listVersions(tx, itemId))
    if (old.id !== version.id && old.state === 'published' && old.endedOn !== null && old.endedOn <= today)
      await store.changeVersion(tx, old.id, { state: 'replaced' })
  await store.changeItem(tx, itemId, { ...store.publicColumns(version.elements), versionId: version.id })
  await keepDepartures(tx, { items: [itemId] })
  await publicChanged(tx)
}

/**
 * Takes back a version that has been published but does not hold yet; it is a draft again.
 * @throws Refused when none waits, or when a new draft has been begun meanwhile
 */
export function takeBack(ctx: Ctx, id: number): Promise<void> {
  return change(ctx, id, 'catalogue.publish', {}, async (step) => {
    const { tx, item, draft, published } = step
    const waiting =
      published.find((v) => v.effectiveOn !== null && v.effectiveOn > ctx.today) ??
      refuse('nothingWaits', '没有已发布而尚未生效的版本', '已经生效的请填报新版本来更正')
    if (draft) refuse('draftExists', `第 ${draft.version} 版正在填报`, '请先撤销它，再收回')
    await store.changeVersion(tx, waiting.id, { state: 'draft', publishedOn: null, effectiveOn: null, reviewedBy: '' })
    const before = published.find((v) => v.id !== waiting.id && v.endedOn === waiting.effectiveOn)
    if (before) await store.changeVersion(tx, before.id, { endedOn: null })
    await store.changeItem(tx, id, {})
    await note(ctx, tx, item, 'publicationTakenBack', { version: waiting.version, effectiveOn: waiting.effectiveOn })
  })
}

/**
 * Cancels an item from a day on. Its page goes on saying so; cases that have begun are handled to their end.
 * @throws Invalid for a day before today; Refused while sub or handling items stand below it, or a version waits
 */
export function cancelItem(ctx: Ctx, id: number, form: CancelForm): Promise<void> {
  return change(ctx, id, 'catalogue.publish', {}, async (step) => {
    const { tx, item, draft, published } = step
    const on = dayAhead(ctx, 'on', form.on, '取消日期')
    const parts = await store.listParts(tx, id)
    if (parts.length > 0)
      refuse(
        'hasParts',
        `下面还有${parts.map((p) => `${levelLabels[p.level]}“${p.name}”`).join('、')}`,
        '请先逐个取消它们',
      )
    refuseWhileWaiting(ctx, step)
    if (draft) await store.deleteVersion(tx, draft.id)
    const current = published.find((v) => v.state === 'published')
    if (current) await store.changeVersion(tx, current.id, { endedOn: on })
    await tx
      .updateTable('delegations')
      .set({ endedOn: on })
      .where('itemId', '=', id)
      .where('endedOn', 'is', null)
      .execute()
    await store.changeItem(tx, id, { cancelledOn: on, cancelReason: form.reason.trim() })
    await note(ctx, tx, item, 'cancelled', {
      on,
      reason: form.reason.trim(),
      ...(draft ? { elements: draft.elements } : {}),
    })
    await publicChanged(tx)
  })
}

/**
 * Lets every version whose first day has come take effect, and ends those whose last day has passed. Run by the clock;
 * run again it changes nothing twice. @returns how many took effect
 */
export async function takeEffect(ctx: Ctx): Promise<number> {
  const due = await ctx.db
    .selectFrom('itemVersions as v')
    .innerJoin('serviceItems as i', 'i.id', 'v.itemId')
    .select(['v.id', 'v.itemId'])
    .where('v.state', '=', 'published')
    .where('v.effectiveOn', '<=', ctx.today)
    .where((w) => w.or([w('v.endedOn', 'is', null), w('v.endedOn', '>', ctx.today)]))
    .where((w) => w.or([w('i.versionId', 'is', null), w('i.versionId', '<>', w.ref('v.id'))]))
    .orderBy('v.itemId')
    .execute()
  let count = 0
  for (const { id, itemId } of due)
    await ctx.db.transaction().execute(async (tx) => {
      const item = await store.lockItem(tx, itemId)
      // Between the list and the lock it may have been taken back, or another clock may have been here.
      const version = (await store.listVersions(tx, itemId)).find((v) => v.id === id && v.state === 'published')
      if (!version || item.versionId === id || item.cancelledOn !== null) return
      await goInto(tx, itemId, version, ctx.today)
      await note(ctx, tx, item, 'tookEffect', { version: version.version })
      count++
    })
  await ctx.db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('itemVersions')
      .set({ state: 'replaced' })
      .where('state', '=', 'published')
      .where('endedOn', '<=', ctx.today)
      .executeTakeFirst()
    if (numUpdatedRows > 0n) await publicChanged(tx)
  })
  return count
}
