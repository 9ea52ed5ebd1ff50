import { createHash } from 'node:crypto'
import type { Ctx } from '../../platform/context.ts'
import { getUnitDetail } from '../organisations/index.ts'
import { blankElements } from './blank.ts'
import { type Finding, mayPublish } from './rules.ts'
import type { ItemElements, SaveForm } from './schema.ts'
import { ChangedMeanwhile, change, draftOf, editorOf, findingsOf, note, refuse, type Step } from './step.ts'
import * as store from './store.ts'

/** What came of saving: what is still to be put right, and the count of changes for the next save. */
export type Saved = { findings: Finding[]; changedIn: number }

/**
 * Saves the draft of an implementation list. It may be incomplete; what is found is told, not refused.
 * @throws ChangedMeanwhile when someone else was quicker, with what they saved; Refused when there is no draft
 */
export function saveDraft(ctx: Ctx, id: number, form: SaveForm): Promise<Saved> {
  return change(ctx, id, 'catalogue.fill', { changedIn: form.changedIn }, (step) =>
    writeDraft(ctx, step, draftOf(step), form),
  )
}

type Covers = readonly (keyof ItemElements)[]

const part = (elements: ItemElements, covers: Covers): Partial<ItemElements> =>
  Object.fromEntries(covers.map((name) => [name, elements[name]]))

/** A mark of what these elements say: another one once somebody has changed one of them. */
export const markOf = (elements: ItemElements, covers: Covers): string =>
  createHash('sha256')
    .update(JSON.stringify(part(elements, covers)))
    .digest('base64url')
    .slice(0, 22)

/**
 * Saves one section of a draft: its own elements alone, so that whoever fills in another section at the same time is not in
 * the way.
 * @param form.elements - the list with the section as it was filled in; all but `covers` is left aside
 * @param form.mark - `markOf` the section when the form was opened
 * @param form.noteWas - the note when the form was opened: one that was left as it was takes nobody else's away
 * @throws ChangedMeanwhile when someone else has changed this section, with what they saved; Refused when there is no draft
 */
export function saveSection(
  ctx: Ctx,
  id: number,
  form: { covers: Covers; elements: ItemElements; mark: string; note: string; noteWas: string },
): Promise<Saved> {
  return change(ctx, id, 'catalogue.fill', {}, async (step) => {
    const draft = draftOf(step)
    if (markOf(draft.elements, form.covers) !== form.mark) throw new ChangedMeanwhile(draft, step.item.changedIn)
    const elements = { ...draft.elements, ...part(form.elements, form.covers) }
    return writeDraft(ctx, step, draft, { elements, note: joined(draft.note, form) })
  })
}

/** Of two notes written at the same time both are kept. */
function joined(saved: string, { note, noteWas }: { note: string; noteWas: string }): string {
  const mine = note.trim()
  if (mine === noteWas || mine === saved) return saved
  return saved === noteWas || saved === '' ? mine : `${saved}；${mine}`.slice(0, 500)
}

/** Writes what was filled in and notes the first day on which every check holds. */
export async function writeDraft(
  ctx: Ctx,
  { tx, item }: Step,
  draft: store.Version,
  { elements, note: why }: { elements: ItemElements; note: string },
  act = 'saved',
): Promise<Saved> {
  const findings = await findingsOf(tx, item, elements)
  const filledOn = mayPublish(findings) ? (draft.filledOn ?? ctx.today) : null
  await store.changeVersion(tx, draft.id, { elements, note: why.trim(), editedBy: editorOf(ctx), filledOn })
  // Until something is published, lists on the desk call the item as its draft does.
  const changedIn = await store.changeItem(
    tx,
    id(item),
    item.versionId === null && elements.name.trim() !== '' ? { name: elements.name.trim() } : {},
  )
  await note(ctx, tx, item, act, {
    version: draft.version,
    open: findings.filter((f) => f.severity === 'error').length,
  })
  return { findings, changedIn }
}

const id = (item: store.Item) => item.id

/**
 * Begins the next version: a draft that starts from what was published last, or from the superior's entry.
 * @returns its number
 * @throws Refused while there is a draft already
 */
export function beginVersion(ctx: Ctx, itemId: number): Promise<number> {
  return change(ctx, itemId, 'catalogue.fill', {}, async (step) => (await begin(ctx, step)).version)
}

/** The same within a step. */
export async function begin(ctx: Ctx, step: Step): Promise<store.Version> {
  const { tx, item, draft, published } = step
  if (draft) refuse('draftExists', `第 ${draft.version} 版正在填报`, '请接着填，或者先撤销它')
  const [last] = published
  const version = (last?.version ?? 0) + 1
  const elements = last?.elements ?? (await fresh(step))
  const findings = await findingsOf(tx, item, elements)
  const filledOn = mayPublish(findings) ? ctx.today : null
  await store.insertDraft(tx, { itemId: item.id, version, elements, editedBy: editorOf(ctx), filledOn, note: '' })
  await store.changeItem(tx, item.id, {})
  await note(ctx, tx, item, 'draftBegun', { version, from: last?.version ?? null })
  return store.getVersion(tx, item.id, version)
}

async function fresh({ tx, item }: Step): Promise<ItemElements> {
  const unit = await getUnitDetail(tx, item.unitCode)
  if (item.basicCode !== null) return blankElements(await store.getBasic(tx, item.basicCode), unit)
  const none = {
    legalBasis: '',
    exerciseLevels: [],
    statutoryLimit: { unit: 'none' as const, days: null, note: '' },
    serviceTargets: [],
  }
  return blankElements({ name: item.name, standard: none }, unit)
}

/** Gives up a draft. What was published stays as it is. */
export function withdrawDraft(ctx: Ctx, itemId: number, form: { changedIn?: number } = {}): Promise<void> {
  return change(ctx, itemId, 'catalogue.fill', form, async (step) => {
    const { id: draftId, version, elements } = draftOf(step)
    await store.deleteVersion(step.tx, draftId)
    await store.changeItem(step.tx, itemId, {})
    // The record of what was given up stays with the act, so that nothing typed is gone for good.
    await note(ctx, step.tx, step.item, 'draftWithdrawn', { version, elements })
  })
}
