import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type Day, showLongDay } from '../../core/day.ts'
import { Invalid, type Problem } from '../../core/errors.ts'
import { checkContactPhone } from '../../core/identifiers.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { hashOfCode, hashOfSubmission, queryCodeOf, showQueryCode } from '../../platform/query-code.ts'
import { indexText } from '../../platform/search.ts'
import { findUnit, reachUnit } from '../organisations/index.ts'
import { termsOf } from './catalogue.store.ts'
import { termKindOf } from './clocks.ts'
import { addFiles, addStep } from './life.store.ts'
import type { AssignForm, MessageForm, OrderChannel, OrderKind, RegisterForm } from './schema.ts'
import { note, storedDues } from './step.ts'
import { changeOrder, findMade, getOrder, insertOrder, takeSerial } from './store.ts'
import { tell, tellUnit } from './telling.ts'

/** What the person is told at once. */
export type Registered = { number: string; code: string }
type Upload = { sha256: string; name: string }

/** What an order begins with, however it came. */
type Said = Omit<MessageForm, 'channel' | 'submissionKey'> & {
  channel: OrderChannel
  urgent: boolean
  superiorNumber: string
  superiorDueOn: Day | null
  source: string
  /** Working days to the reply; undefined: as the terms of the kind have it. */
  replyDays?: number | undefined
  /** Unit that handles it without being dispatched to. */
  unitCode?: string | undefined
}

/** A fresh key for a form: it makes sending it twice harmless. */
export const newSubmissionKey = (): string => randomUUID()

/**
 * A person writes: to the mayor, to the government, about an error on the website. Sending the same form again gives the
 * same number and code. Throws Invalid.
 * @basis 国办发〔2020〕53号
 */
export async function write(ctx: Ctx, form: MessageForm, files: readonly Upload[] = []): Promise<Registered> {
  await refuseProblems(ctx, form, problemsInPerson(form, { mustName: true }))
  const said = { ...form, urgent: false, superiorNumber: '', superiorDueOn: null, source: '' }
  return once(ctx, form.submissionKey, said, files)
}

/** An operator registers a call or a letter. Throws Invalid, and Forbidden outside the actor's reach. */
export async function register(ctx: Ctx, form: RegisterForm, files: readonly Upload[] = []): Promise<Registered> {
  await reachUnit(ctx, ctx.settings.site.rootUnit, 'hotline.register')
  const problems = problemsInPerson(form, { mustName: false })
  const ofSuperior = ['superiorMailbox', 'superiorHotline', 'helpLine'].includes(form.channel)
  if (form.superiorDueOn !== '' && form.superiorDueOn < ctx.today)
    problems.push({ field: 'superiorDueOn', message: '上级要求的期限应在今天或者以后' })
  await refuseProblems(ctx, form, problems)
  const superior = ofSuperior ? form.superiorNumber.trim() : ''
  const before = superior ? await findMade(ctx.db, { channel: form.channel, superiorNumber: superior }) : undefined
  if (before && (await findMade(ctx.db, { submissionHash: hashOfSubmission(form.submissionKey) })) !== before)
    throw new Invalid([{ field: 'superiorNumber', message: `这个编号已经登记过：${before}` }])
  const said = { ...form, superiorNumber: superior, superiorDueOn: form.superiorDueOn || null, source: '' }
  return once(ctx, form.submissionKey, said, files)
}

/**
 * The superior's platform assigns an order. Its own number makes sending it twice harmless. Throws Invalid, and Forbidden
 * outside the actor's reach.
 */
export async function assign(ctx: Ctx, form: AssignForm): Promise<{ number: string }> {
  await mayRegister(ctx)
  await refuseProblems(ctx, form, problemsInPerson(form, { mustName: false }))
  const { number } = await once(ctx, keyOf(form), assigned(form), [])
  return { number }
}

/**
 * Orders that the superior assigned, from a table: all in one transaction, or none. What is known already by the
 * superior's own number stays as it is. Throws Forbidden outside the actor's reach.
 * @returns numbers of the orders, in the order of the forms
 */
export async function assignAll(ctx: Ctx, forms: readonly AssignForm[]): Promise<string[]> {
  await mayRegister(ctx)
  return ctx.db.transaction().execute(async (tx) => {
    const numbers: string[] = []
    for (const form of forms) numbers.push((await open(ctx, tx, keyOf(form), assigned(form), [])).number)
    return numbers
  })
}

/** Whoever types for the house itself may; others need the right for the government. Throws Forbidden. */
export const mayRegister = async (ctx: Ctx): Promise<void> => {
  if (ctx.actor.kind !== 'system') await reachUnit(ctx, ctx.settings.site.rootUnit, 'hotline.register')
}

/** The superior's own number makes assigning twice harmless. */
const keyOf = ({ channel, superiorNumber }: AssignForm) => `superior:${channel}:${superiorNumber.trim()}`
const assigned = (form: AssignForm): Said => ({
  ...form,
  superiorNumber: form.superiorNumber.trim(),
  superiorDueOn: form.superiorDueOn || null,
  source: '',
})

/** What another module opens an order with. */
export type Opening = {
  channel: 'badRating'
  kind: OrderKind
  title: string
  text: string
  /** Unit that handles it: it goes there at once. */
  unitCode: string
  /** Working days to the reply. */
  replyDays: number
  /** The record it is opened for, such as `rating:12`: one order for each. Its acts carry it in `data.source`. */
  source: string
  /** Empty where they are not known. */
  personName: string
  personPhone: string
  /** Whether who it was is kept from the unit. */
  confidential: boolean
}

/**
 * Opens an order for a record of another module, in the transaction that causes it, and sends it to the unit at once.
 * Asked again for the same record it gives the same order. When it ends, an act `hotline.closed` on `workOrder:NUMBER`
 * carries `{ channel, source, result }`.
 */
export async function openWorkOrder(ctx: Ctx, tx: Db, opening: Opening): Promise<{ number: string }> {
  const before = await findMade(tx, { source: opening.source })
  if (before) return { number: before }
  const none = { placeUnitCode: '', place: '', personEmail: '', complainedUnitCode: '', superiorNumber: '' }
  const said = { ...none, ...opening, anonymous: opening.personName === '', publicWish: false }
  const { number } = await open(
    ctx,
    tx,
    `source:${opening.source}`,
    { ...said, urgent: false, superiorDueOn: null },
    [],
  )
  return { number }
}

/** Opens an order in a transaction of its own. */
const once = (ctx: Ctx, key: string, said: Said, files: readonly Upload[]): Promise<Registered> =>
  ctx.db.transaction().execute((tx) => open(ctx, tx, key, said, files))

/** The one way an order comes into being: number, last days, search text, step, act and message together. */
async function open(ctx: Ctx, tx: Db, key: string, said: Said, files: readonly Upload[]): Promise<Registered> {
  const ofProgram = said.source !== '' || key.startsWith('superior:')
  // A key that can be guessed gives no code: nobody follows such an order by one.
  const code = queryCodeOf(ofProgram ? newSubmissionKey() : key)
  const submissionHash = hashOfSubmission(key)
  // Two that send the same form in one moment come one after the other, so that no serial is lost.
  await sql`select pg_advisory_xact_lock(hashtext('hotline.open'), hashtext(${key}))`.execute(tx)
  const before = await findMade(tx, { submissionHash })
  if (before) return { number: before, code }
  const { regionCode, rootUnit } = ctx.settings.site
  const serial = await takeSerial(tx, regionCode, ctx.today)
  const number = `G${ctx.today.replaceAll('-', '')}-${String(serial).padStart(4, '0')}`
  const terms = await termsOf(tx, termKindOf(said))
  const at = said.unitCode ?? rootUnit
  const id = await insertOrder(tx, {
    ...{ number, regionCode, submissionHash, queryCodeHash: hashOfCode(code) },
    ...{ kind: said.kind, channel: said.channel, title: said.title.trim(), text: said.text.trim() },
    ...{ placeUnitCode: said.placeUnitCode || null, place: said.place.trim() },
    ...{ personName: said.anonymous ? '' : said.personName.trim(), personPhone: said.personPhone.trim() },
    ...{ personEmail: said.personEmail.trim(), anonymous: said.anonymous, confidential: said.confidential },
    accountId: ctx.actor.kind === 'citizen' ? (ctx.actor.accountId ?? null) : null,
    complainedUnitCode: said.complainedUnitCode || null,
    ...{ superiorNumber: said.superiorNumber, superiorDueOn: said.superiorDueOn, source: said.source },
    ...{ intakeUnitCode: rootUnit, unitCode: said.unitCode ?? null, atUnitCode: at },
    ...{ state: said.unitCode ? 'dispatched' : 'received', dispatchedOn: said.unitCode ? ctx.today : null },
    ...{ receivedOn: ctx.today, receivedAt: ctx.now, clockFrom: ctx.today, turnFrom: ctx.today, createdAt: ctx.now },
    ...{ replyDays: said.replyDays ?? terms.replyDays, replyDueOn: ctx.today, urgent: said.urgent },
    publicWish: said.publicWish && !said.confidential,
    search: indexText({ title: said.title, number, body: `${said.text} ${said.place}` }),
  })
  const order = await getOrder(tx, number)
  const days = storedDues(order, terms, ctx.calendar, false)
  await changeOrder(tx, id, days)
  Object.assign(order, days)
  const byStaff = ctx.actor.kind === 'staff' || ctx.actor.kind === 'system'
  await addFiles(tx, id, files, { kind: 'evidence', addedBy: byStaff ? ctx.actor.name : '来访人', addedOn: ctx.today })
  await addStep(tx, id, {
    ...{ move: 'register', fromState: order.state, toState: order.state, unitCode: rootUnit, toUnitCode: at },
    ...{ byId: ctx.actor.accountId ?? null, byName: byStaff ? ctx.actor.name : '来访人', at: ctx.now },
  })
  const { channel, kind, source, dueOn, replyDueOn } = order
  await note(ctx, tx, order, 'registered', { channel, kind, dueOn, replyDueOn, ...(source ? { source } : {}) })
  if (said.unitCode)
    await tellUnit(ctx, tx, said.unitCode, { number, subject: '新的工单', sentence: `请在 ${replyDueOn} 以前答复。` })
  if (ofProgram) return { number, code }
  const until = showLongDay(replyDueOn)
  await tell(ctx, tx, order, `已经收到，最迟${until}答复您。查询码 ${showQueryCode(code)}。`)
  return { number, code }
}

type Person = Pick<MessageForm, 'anonymous' | 'personName' | 'personPhone' | 'personEmail'>

/** What is wrong with who says it. Who does not want to be named need not be reachable either. */
export function problemsInPerson(form: Person, { mustName }: { mustName: boolean }): Problem[] {
  const problems: Problem[] = []
  const add = (field: string, message: string | undefined) => {
    if (message) problems.push({ field, message })
  }
  if (mustName && !form.anonymous && form.personName.trim() === '')
    add('personName', '请填写姓名，好让我们联系您；不愿意留名的，请勾选“匿名”')
  const phone = form.personPhone.trim()
  if (phone !== '' || !form.anonymous) add('personPhone', checkContactPhone(phone))
  if (form.personEmail !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(form.personEmail.trim()))
    add('personEmail', '请填写完整的电子邮箱，例如 name@example.cn')
  return problems
}

/** Throws Invalid with these problems and those of the units the form names. */
async function refuseProblems(
  ctx: Ctx,
  form: Pick<MessageForm, 'title' | 'text' | 'placeUnitCode' | 'complainedUnitCode'>,
  problems: readonly Problem[],
): Promise<void> {
  const all = [...problems]
  if (form.title.trim() === '') all.push({ field: 'title', message: '请用一句话写明是什么事' })
  if (form.text.trim() === '') all.push({ field: 'text', message: '请写明时间、地点和经过' })
  const place = form.placeUnitCode === '' ? undefined : await findUnit(ctx.db, form.placeUnitCode)
  if (form.placeUnitCode !== '' && !['town', 'subdistrict', 'village', 'community'].includes(place?.kind ?? ''))
    all.push({ field: 'placeUnitCode', message: '请从列表中选择乡镇、街道、村或者社区' })
  if (form.complainedUnitCode !== '' && !(await findUnit(ctx.db, form.complainedUnitCode)))
    all.push({ field: 'complainedUnitCode', message: '请从列表中选择单位' })
  if (all.length > 0) throw new Invalid(all)
}
