import { randomUUID } from 'node:crypto'
import { addDays, clockOf } from '../../core/day.ts'
import { Forbidden, Invalid, NotFound, type Problem, type Refusal, Refused, TooMany } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { queryCodeOf } from '../../platform/query-code.ts'
import { findItemOn, getItemVersion, type ItemVersion } from '../catalogue/index.ts'
import { addressKey, countTries, knownPerson } from '../identity/index.ts'
import { getUnit, type Unit } from '../organisations/index.ts'
import type { KnownApplicant } from './answers.ts'
import type { Draft, DraftFile } from './drafts.store.ts'
import * as drafts from './drafts.store.ts'
import { examine, once, type Registered, register, reusableFor } from './intake.service.ts'
import type { MaterialFile } from './materials.ts'
import { refuseSubmission } from './rules.ts'
import type { CaseForm, DraftForm, GivenMaterial } from './schema.ts'

/** The citizen or firm that is signed in. Throws Forbidden for anyone else. */
function account({ actor }: Ctx): string {
  if (actor.kind !== 'citizen' || actor.accountId === undefined)
    throw new Forbidden('请先登录个人或者法人账号，再在网上申请')
  return actor.accountId
}

/** A draft as its pages show it. */
export type DraftView = {
  draft: Draft
  /** The version it was begun under. */
  version: ItemVersion
  files: DraftFile[]
  /** Materials that the same person gave before and may use again, by key. */
  reusable: Awaited<ReturnType<typeof reusableFor>>
  /** Why it can not be sent now, such as a version that ended; what was typed stays. */
  refusal: Refusal | undefined
}

/**
 * Begins an online application, or takes up the one that was begun for this item. What the account tells is filled in.
 * Throws NotFound when the item is not open today, Refused when it is not done online.
 */
export async function beginDraft(ctx: Ctx, itemCode: string, choices: Record<string, string> = {}): Promise<string> {
  const accountId = account(ctx)
  const version = await findItemOn(ctx.db, itemCode, ctx.today)
  if (!version) throw new NotFound('这个事项，或者它现在不办理')
  refuseOffline(version)
  const begun = await drafts.findDraftFor(ctx.db, accountId, version.itemId)
  if (begun) return begun.id
  const id = randomUUID()
  const form = { ...(await knownForm(ctx, accountId)), choices }
  const endsOn = addDays(ctx.today, ctx.settings.limits.draftDays)
  const draft = { id, accountId, itemId: version.itemId, versionId: version.id, form, submissionKey: randomUUID() }
  await drafts.insertDraft(ctx.db, { ...draft, endsOn, at: ctx.now })
  return id
}

/** What the account tells of whoever applies, and the mail address that was given with its last case. */
async function knownForm(ctx: Ctx, accountId: string): Promise<DraftForm> {
  const email = await drafts.lastEmailOf(ctx.db, accountId)
  const known = await knownPerson(ctx.db, accountId)
  if (!known) return { email }
  const common = { applicantName: known.name, phone: known.phone ?? '', email }
  return known.kind === 'natural'
    ? { ...common, applicantKind: 'naturalPerson', idKind: 'residentId' }
    : {
        ...common,
        applicantKind: 'organisation',
        idKind: 'creditCode',
        idNumber: known.creditCode ?? '',
        contactPerson: known.contactName ?? '',
      }
}

/** One of the actor's own drafts. Throws NotFound for those of others. */
export async function openDraft(ctx: Ctx, id: string): Promise<DraftView> {
  const accountId = account(ctx)
  const draft = await drafts.getDraft(ctx.db, accountId, id)
  const version = await getItemVersion(ctx.db, draft.versionId)
  const [files, reusable] = await Promise.all([
    drafts.listDraftFiles(ctx.db, id),
    reusableFor(ctx, version, draft.form.idNumber ?? '', accountId),
  ])
  return { draft, version, files, reusable, refusal: refuseSubmission(version, ctx.today) }
}

/** The draft that the actor has begun for an item and not sent, if there is one. */
export async function draftFor(ctx: Ctx, itemCode: string): Promise<{ id: string; changedAt: Date } | undefined> {
  return (await myDrafts(ctx)).find((d) => d.itemCode === itemCode)
}

/** Drafts of the actor that were not sent. */
export const myDrafts = (ctx: Ctx) => drafts.listDrafts(ctx.db, account(ctx))

/** What of the form the account and the draft know already, for fields of the item's form. */
export const knownIn = ({ applicantName, idNumber, phone, address }: DraftForm): KnownApplicant => ({
  ...(applicantName ? { 'applicant.name': applicantName } : {}),
  ...(idNumber ? { 'applicant.idNumber': idNumber } : {}),
  ...(phone ? { 'applicant.phone': phone } : {}),
  ...(address ? { 'applicant.address': address } : {}),
})

/** Keeps what was typed so far, right or wrong; what is not named stays. Throws NotFound, Refused when it was sent. */
export async function saveDraft(ctx: Ctx, id: string, form: DraftForm): Promise<void> {
  const accountId = account(ctx)
  await ctx.db.transaction().execute(async (tx) => {
    const draft = await drafts.lockDraft(tx, accountId, id)
    refuseSent(draft)
    await drafts.saveDraft(tx, id, { form: { ...draft.form, ...form }, changedAt: ctx.now })
  })
}

function refuseSent({ caseNumber }: Draft): void {
  if (caseNumber !== null)
    throw new Refused({
      code: 'cases.draftSent',
      message: `这份申请已经提交，编号 ${caseNumber}`,
      next: '请到“我的办件”查看',
    })
}

/**
 * Adds uploaded files to a draft, each for a material of its version. Throws Invalid when a material is unknown or there are
 * too many files.
 */
export async function addDraftFiles(ctx: Ctx, id: string, files: readonly MaterialFile[]): Promise<void> {
  const accountId = account(ctx)
  await ctx.db.transaction().execute(async (tx) => {
    const draft = await drafts.lockDraft(tx, accountId, id)
    refuseSent(draft)
    const { elements } = await getItemVersion(tx, draft.versionId)
    const most = ctx.settings.limits.uploadsPerDocument
    const present = await drafts.listDraftFiles(tx, id)
    for (const { key } of files)
      if (!elements.materials.some((m) => m.key === key))
        throw new Invalid([{ field: `materials.${key}`, message: '这份材料不在清单里，请刷新页面再传' }])
    if (present.length + files.length > most)
      throw new Invalid([{ field: 'materials', message: `最多上传 ${most} 个文件，请减少或合并` }])
    await drafts.addDraftFiles(tx, id, files)
    const keys = files.map((f) => f.key)
    await drafts.saveDraft(tx, id, { form: without(draft.form, keys), changedAt: ctx.now })
  })
}

const without = (form: DraftForm, keys: readonly string[]): DraftForm => ({
  ...form,
  materials: (form.materials ?? []).filter((m) => !keys.includes(m.key)),
})

/**
 * Says how a material is given other than by a file: used again from an earlier case, or brought later; undefined takes that
 * back. Whether it may be is examined when the draft is. Throws NotFound, Refused when it was sent.
 */
export async function chooseWay(
  ctx: Ctx,
  id: string,
  key: string,
  given: Omit<GivenMaterial, 'key'> | undefined,
): Promise<void> {
  const accountId = account(ctx)
  await ctx.db.transaction().execute(async (tx) => {
    const draft = await drafts.lockDraft(tx, accountId, id)
    refuseSent(draft)
    const form = without(draft.form, [key])
    const materials = [...(form.materials ?? []), ...(given ? [{ key, ...given }] : [])]
    await drafts.saveDraft(tx, id, { form: { ...form, materials }, changedAt: ctx.now })
  })
}

/** Takes a file off a draft; its bytes go unless something else points to them. Throws NotFound. */
export async function removeDraftFile(ctx: Ctx, id: string, file: number): Promise<void> {
  const accountId = account(ctx)
  const sha256 = await ctx.db.transaction().execute(async (tx) => {
    refuseSent(await drafts.lockDraft(tx, accountId, id))
    return drafts.removeDraftFile(tx, id, file)
  })
  if (sha256 === undefined) throw new NotFound('这个文件')
  await ctx.files.forget(ctx.db, sha256)
}

/** Deletes a draft with its files at its owner's wish. Throws NotFound, Refused when it was sent. */
export async function dropDraft(ctx: Ctx, id: string): Promise<void> {
  const accountId = account(ctx)
  const digests = await ctx.db.transaction().execute(async (tx) => {
    refuseSent(await drafts.lockDraft(tx, accountId, id))
    return drafts.deleteDraft(tx, id)
  })
  for (const sha256 of digests ?? []) await ctx.files.forget(ctx.db, sha256)
}

/** Goes on with a draft under the version that holds today; what was typed stays. Throws NotFound when there is none. */
export async function renewDraft(ctx: Ctx, id: string): Promise<void> {
  const accountId = account(ctx)
  await ctx.db.transaction().execute(async (tx) => {
    const draft = await drafts.lockDraft(tx, accountId, id)
    refuseSent(draft)
    const version = await findItemOn(tx, draft.itemCode, ctx.today)
    if (!version) throw new NotFound('这个事项，或者它现在不办理')
    await drafts.saveDraft(tx, id, { versionId: version.id, changedAt: ctx.now })
  })
}

const empty: Omit<CaseForm, 'submissionKey'> = {
  ...{ applicantKind: 'naturalPerson', applicantName: '', idKind: 'residentId', idNumber: '', contactPerson: '' },
  ...{
    phone: '',
    email: '',
    address: '',
    wantedDelivery: 'counter',
    deliveryAddress: '',
    answers: {},
    choices: {},
    materials: [],
  },
}

/** Everything that keeps a draft from being sent as it stands now, by field. */
export async function problemsInDraft(ctx: Ctx, { draft, version, files }: DraftView): Promise<Problem[]> {
  const form: CaseForm = { ...empty, ...draft.form, submissionKey: draft.submissionKey }
  return (await examine(ctx, version, form, files, arrivalOf(ctx, account(ctx)))).problems
}

const arrivalOf = ({ today }: Ctx, accountId: string) => ({ channel: 'online', receivedOn: today, accountId }) as const

/**
 * Counts an application that is about to be sent online, by address and by account. Throws TooMany when there were more
 * within an hour than the county lets through; nothing of it is lost.
 */
export async function countSubmission(ctx: Ctx, address: string): Promise<void> {
  const { casesPerHourAccount, casesPerHourAddress } = ctx.settings.limits
  const until = await countTries(ctx.db, ctx.now, [
    { kind: 'caseAddress', key: addressKey(address), tries: casesPerHourAddress },
    { kind: 'caseAccount', key: account(ctx), tries: casesPerHourAccount },
  ])
  if (until) throw new TooMany(`这一个小时里从您这里提交的申请太多了，请在 ${clockOf(until)} 以后再提交`, until)
}

/**
 * Sends a draft. Sending it again gives the same number and code. When something is wrong, or the item was withdrawn or
 * changed meanwhile, nothing is registered and the draft is kept. Throws Invalid, Refused, NotFound.
 * @basis 《行政许可法》第二十九条、第三十三条
 */
export async function submit(ctx: Ctx, id: string): Promise<Registered> {
  const accountId = account(ctx)
  const draft = await drafts.getDraft(ctx.db, accountId, id)
  if (draft.caseNumber !== null) return { number: draft.caseNumber, code: queryCodeOf(draft.submissionKey) }
  return once(ctx, draft.submissionKey, async (tx) => {
    const { form: typed, versionId, caseNumber, submissionKey } = await drafts.lockDraft(tx, accountId, id)
    if (caseNumber !== null) return undefined
    // Read inside the transaction: whether the version holds, and which files have come, is asked as of now.
    const version = await getItemVersion(tx, versionId)
    const form: CaseForm = { ...empty, ...typed, submissionKey }
    const number = await registerOnline(ctx, tx, version, form, await drafts.listDraftFiles(tx, id))
    if (number) await drafts.saveDraft(tx, id, { caseNumber: number, changedAt: ctx.now })
    return number
  })
}

/**
 * Sends an application whole, without a draft, as a program does. Sending it again gives the same number and code. Throws
 * Invalid, Refused, NotFound when the item is not open today.
 * @basis 《行政许可法》第二十九条、第三十三条
 */
export async function apply(
  ctx: Ctx,
  itemCode: string,
  form: CaseForm,
  files: readonly MaterialFile[],
): Promise<Registered> {
  account(ctx)
  return once(ctx, form.submissionKey, async (tx) => {
    const version = await findItemOn(tx, itemCode, ctx.today)
    if (!version) throw new NotFound('这个事项，或者它现在不办理')
    refuseOffline(version)
    return registerOnline(ctx, tx, version, form, files)
  })
}

function refuseOffline({ elements }: ItemVersion): void {
  if (!elements.online)
    throw new Refused({
      code: 'cases.notOnline',
      message: '这个事项还不能在网上申请',
      next: '请看办事指南里的办理地点，或者打咨询电话',
    })
}

/** Registers what came online, or tells all that is wrong with it. */
async function registerOnline(
  ctx: Ctx,
  tx: Db,
  version: ItemVersion,
  form: CaseForm,
  files: readonly MaterialFile[],
): Promise<string | undefined> {
  const refusal = refuseSubmission(version, ctx.today)
  if (refusal) throw new Refused(refusal)
  const arrival = arrivalOf(ctx, account(ctx))
  const { problems, ...examined } = await examine({ ...ctx, db: tx }, version, form, files, arrival)
  if (problems.length > 0) throw new Invalid(problems)
  return register(ctx, tx, version, form, examined, { ...arrival, intake: await intakeOf(ctx, version) })
}

/** Who takes an online application in: the hall for what is served there, else the item's own unit. */
function intakeOf(ctx: Ctx, { elements, unitCode }: ItemVersion): Promise<Unit> {
  const { hallUnit } = ctx.settings.site
  return getUnit(ctx.db, elements.inHall && hallUnit !== '' ? hallUnit : unitCode)
}

/** Deletes drafts whose last day has passed, with their files. Run by the clock. @returns how many */
export async function endDrafts(ctx: Ctx): Promise<number> {
  let ended = 0
  for (const { id } of await drafts.listEndedDrafts(ctx.db, ctx.today)) {
    const digests = await ctx.db.transaction().execute((tx) => drafts.deleteDraft(tx, id))
    if (digests) ended++
    for (const sha256 of digests ?? []) await ctx.files.forget(ctx.db, sha256)
  }
  return ended
}
