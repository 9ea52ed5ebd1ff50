import { type Day, day } from '../../core/day.ts'
import { Invalid, NotFound, type Problem, Refused } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { toHtml } from '../../platform/html.ts'
import { reachUnit } from '../organisations/index.ts'
import { findColumn } from './columns.store.ts'
import { problemsInDraft, publicationDue } from './rules.ts'
import type { Document, DraftForm, EditForm } from './schema.ts'
import { move, vectorOf, writeAct } from './service.ts'
import * as store from './store.ts'

/** Another person saved the document after this one began to write: neither text is lost, a person joins them. */
export class SavedMeanwhile extends Refused {
  readonly saved: Document

  constructor(saved: Document) {
    super({
      code: 'disclosure.savedMeanwhile',
      message: '在您修改期间，另一位同事已经保存了这份信息',
      next: '下面同时列出两份内容，请合并后再保存',
    })
    this.saved = saved
  }
}

/**
 * Begins a document. Its clock for publication is known from the first day.
 * @returns the number of the new document
 * @basis 《政府信息公开条例》第二十六条
 */
export async function createDraft(ctx: Ctx, form: DraftForm): Promise<number> {
  const unit = await reachUnit(ctx, form.unitCode, 'disclosure.draft')
  return ctx.db.transaction().execute(async (tx) => {
    const { values, explained } = await checked(ctx, tx, form)
    const id = await store.insertDocument(tx, {
      ...values,
      regionCode: unit.regionCode,
      state: 'draft',
      draftedBy: ctx.actor.accountId ?? ctx.actor.name,
      search: vectorOf({ ...values, indexNumber: null }),
    })
    await store.linkExplained(tx, id, explained)
    await store.keepVersion(tx, id, 1, ctx.actor, ctx.now, { ...values, explained })
    await writeAct(ctx, tx, 'drafted', { id, unitCode: form.unitCode }, { title: values.title })
    return id
  })
}

/** Saves a draft. Throws SavedMeanwhile when `form.version` is not the one that stands, Invalid, Refused. */
export async function saveDraft(ctx: Ctx, id: number, form: EditForm): Promise<void> {
  await move(ctx, id, 'save', async (tx, document) => {
    if (document.version !== form.version) throw new SavedMeanwhile(document)
    if (form.unitCode !== document.unitCode) await reachUnit(ctx, form.unitCode, 'disclosure.draft')
    const { values, explained } = await checked(ctx, tx, form, id)
    await write(ctx, tx, document, values, explained)
    await writeAct(ctx, tx, 'saved', document, { version: document.version + 1 })
  })
}

/** Takes an earlier version up again as the newest. Nothing between is lost. */
export async function restoreVersion(ctx: Ctx, id: number, version: number): Promise<void> {
  await move(ctx, id, 'save', async (tx, document) => {
    const { content } = await store.getVersion(tx, id, version)
    const { explained, ...values } = content as unknown as Values & { explained: number[] }
    if (values.unitCode !== document.unitCode) await reachUnit(ctx, values.unitCode, 'disclosure.draft')
    // The calendar may have been corrected since: the last day is reckoned anew, not taken from the version.
    const dueOn = publicationDue(ctx.law.regime(values.regime), ctx.calendar, values)
    await write(ctx, tx, document, { ...values, dueOn }, explained ?? [])
    await writeAct(ctx, tx, 'restored', document, { from: version, version: document.version + 1 })
  })
}

/** Gives up a draft. The record stays. */
export async function discard(ctx: Ctx, id: number): Promise<void> {
  await move(ctx, id, 'discard', async (tx, document) => {
    await store.updateDocument(tx, id, { state: 'discarded' })
    await writeAct(ctx, tx, 'discarded', document)
  })
}

/** Adds files that have been stored already. Throws Invalid when there would be too many. */
export async function attach(ctx: Ctx, id: number, files: readonly { sha256: string; name: string }[]): Promise<void> {
  await move(ctx, id, 'save', async (tx, document) => {
    const present = await store.listAttachments(tx, id)
    const most = ctx.settings.limits.uploadsPerDocument
    if (present.length + files.length > most)
      throw new Invalid([{ field: 'files', message: `一份信息最多 ${most} 个附件，请减少或合并` }])
    await store.addAttachments(tx, id, files, present.length)
    await ctx.jobs.add(tx, 'disclosure.readFiles', { digests: files.map((f) => f.sha256) })
    await writeAct(ctx, tx, 'attached', document, { names: files.map((f) => f.name) })
  })
}

/** Takes a file off a draft. Its bytes stay in the store, for the record. */
export async function detach(ctx: Ctx, id: number, attachmentId: number): Promise<void> {
  await move(ctx, id, 'save', async (tx, document) => {
    const removed = await store.removeAttachment(tx, id, attachmentId)
    if (!removed) throw new NotFound('这个附件')
    await writeAct(ctx, tx, 'detached', document, removed)
  })
}

type Values = Awaited<ReturnType<typeof checked>>['values']

/** The form as it is stored, after the checks that need more than its shape. Throws Invalid with all problems at once. */
async function checked(ctx: Ctx, tx: Db, form: DraftForm, id?: number) {
  const problems: Problem[] = problemsInDraft(form, ctx.today)
  const column = await findColumn(tx, form.columnCode)
  if (!column) problems.push({ field: 'columnCode', message: '没有这个栏目，请从列表中选择' })
  else if (column.closedOn)
    problems.push({ field: 'columnCode', message: `栏目“${column.name}”已经关闭，请选择别的栏目` })
  const explained = await explainedIn(tx, form.explains, problems)
  const [replaced] = form.replaces === '' ? [] : await store.findReferred(tx, [form.replaces.trim()])
  if (form.replaces !== '' && (!replaced || replaced.id === id))
    problems.push({ field: 'replaces', message: '没有找到要替代的文件，请填写它的索引号' })
  if (problems.length > 0) throw new Invalid(problems)
  const writtenOn = day(form.writtenOn)
  const regime = ctx.law.regimes.findLast((r) => r.validFrom <= writtenOn) ?? ctx.law.regimes[0]
  if (!regime) throw new NotFound('适用的法规版本')
  const values = {
    unitCode: form.unitCode,
    columnCode: form.columnCode,
    kind: form.kind,
    title: form.title.trim(),
    documentNumber: form.documentNumber.trim() || null,
    issuingBody: form.issuingBody.trim(),
    subjectCategory: form.subjectCategory,
    keywords: form.keywords,
    source: form.source,
    abstract: form.abstract,
    body: toHtml(form.body),
    fullText: form.fullText === 'yes',
    writtenOn,
    effectiveOn: (form.effectiveOn || null) as Day | null,
    expiresOn: (form.expiresOn || null) as Day | null,
    validity: form.kind === 'document' || form.kind === 'normative' ? ('inForce' as const) : ('none' as const),
    replacesId: replaced?.id ?? null,
    attribute: form.attribute,
    attributeGround: form.attribute === 'proactive' ? null : form.attributeGround.trim() || null,
    regime: regime.code,
    dueOn: publicationDue(regime, ctx.calendar, { writtenOn, attribute: form.attribute }),
  }
  return { values, explained }
}

/** Documents named as explained, by their numbers; one that is not found is told. */
export async function explainedIn(tx: Db, typed: string, problems: Problem[]): Promise<number[]> {
  const references = typed.split(/[\s,\uFF0C、;\uFF1B]+/).filter((r) => r !== '')
  const explained = await store.findReferred(tx, references)
  if (explained.length < references.length)
    problems.push({ field: 'explains', message: '有文件没有找到，请填写索引号，多份之间用空格隔开' })
  return explained.map((d) => d.id)
}

async function write(
  ctx: Ctx,
  tx: Db,
  document: Document,
  values: Values,
  explained: readonly number[],
): Promise<void> {
  const version = document.version + 1
  await store.updateDocument(tx, document.id, {
    ...values,
    state: 'draft',
    version,
    search: vectorOf({ ...values, indexNumber: document.indexNumber }),
  })
  await store.linkExplained(tx, document.id, explained)
  await store.keepVersion(tx, document.id, version, ctx.actor, ctx.now, { ...values, explained })
}
