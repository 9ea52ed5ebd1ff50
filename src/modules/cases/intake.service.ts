import { randomUUID } from 'node:crypto'
import { type Day, showLongDay } from '../../core/day.ts'
import { Forbidden, Invalid, NotFound, type Problem, Refused } from '../../core/errors.ts'
import {
  checkContactPhone,
  checkCreditCode,
  checkIdNumber,
  checkMailAddress,
  plainIdentifier,
} from '../../core/identifiers.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { hashOfCode, hashOfSubmission, queryCodeOf } from '../../platform/query-code.ts'
import { findDelegationOn, findItemOn, type ItemVersion } from '../catalogue/index.ts'
import { getUnit, type Unit } from '../organisations/index.ts'
import { type KnownApplicant, problemsInAnswers, readAnswers, withKnown } from './answers.ts'
import { limitsFor, noticeDue, warnOn } from './limits.ts'
import { addMaterials, listReusable } from './materials.store.ts'
import { gatherMaterials, type KeptMaterial, type MaterialFile } from './materials.ts'
import { issuePaper, tell } from './papers.service.ts'
import { planSteps } from './progress.ts'
import { refuseSubmission } from './rules.ts'
import type { CaseForm, Channel, ConsentWay, IntakeForm } from './schema.ts'
import { beginNext, note } from './step.ts'
import { addSteps } from './steps.store.ts'
import * as store from './store.ts'

/** What the applicant is told at once. */
export type Registered = { number: string; code: string }

/** How an application came, besides what its form says. */
type Arrival = {
  channel: Channel
  receivedOn: Day
  /** Unit that takes it in. */
  intake: Unit
  accountId: string | null
  /** What it is begun from. */
  origin?: string
  agent?: { name: string; idNumber: string; phone: string; consentHow: ConsentWay; consentSha256: string | null }
}

/** A fresh key for a form: it makes sending it twice harmless. */
export const newSubmissionKey = (): string => randomUUID()

/** What is wrong with who applies, beyond the shape of the form. */
export function problemsInApplicant(ctx: Pick<Ctx, 'today'>, form: CaseForm): Problem[] {
  const problems: Problem[] = []
  const add = (field: string, message: string | undefined) => {
    if (message) problems.push({ field, message })
  }
  const person = form.applicantKind === 'naturalPerson'
  if (form.applicantName.trim() === '') add('applicantName', person ? '请填写姓名' : '请填写单位名称')
  if (person && form.idKind === 'creditCode') add('idKind', '个人申请请选择身份证或者其他个人证件')
  if (!person && form.idKind !== 'creditCode') add('idKind', '单位申请请选择“统一社会信用代码”')
  if (form.idKind === 'residentId') add('idNumber', checkIdNumber(form.idNumber, ctx.today))
  if (form.idKind === 'creditCode') add('idNumber', checkCreditCode(form.idNumber))
  const checked = form.idKind === 'residentId' || form.idKind === 'creditCode'
  if (!checked && form.idNumber.trim() === '') add('idNumber', '请填写证件号码')
  if (!person && form.contactPerson.trim() === '') add('contactPerson', '单位申请请填写负责人或者联系人的姓名')
  add('phone', checkContactPhone(form.phone))
  if (form.email.trim() !== '') add('email', checkMailAddress(form.email.trim()))
  if (form.wantedDelivery === 'post' && form.deliveryAddress.trim() === '')
    add('deliveryAddress', '您选择邮寄，请填写能收到信的地址')
  return problems
}

/** What is known of whoever applies, for fields of the form that are not asked again. */
export const knownOf = (form: Pick<CaseForm, 'applicantName' | 'idNumber' | 'phone' | 'address'>): KnownApplicant => ({
  'applicant.name': form.applicantName.trim(),
  'applicant.idNumber': plainIdentifier(form.idNumber),
  'applicant.phone': form.phone.trim(),
  'applicant.address': form.address.trim(),
})

/** The form with what is known filled in, its materials as they are kept, and everything that is wrong with it. */
export async function examine(
  ctx: Ctx,
  version: ItemVersion,
  form: CaseForm,
  files: readonly MaterialFile[],
  { channel, receivedOn, accountId }: Pick<Arrival, 'channel' | 'receivedOn' | 'accountId'>,
) {
  const { elements } = version
  const answers = withKnown(elements.form, readAnswers(elements.form, form.answers), knownOf(form))
  const idNumber = plainIdentifier(form.idNumber)
  const reusable = await listReusable(ctx.db, { idNumber, accountId: accountId ?? undefined })
  const world = { channel, calendar: ctx.calendar, on: receivedOn, files, reusable }
  const { kept, problems } = gatherMaterials(elements, form.choices, form.materials, world)
  return {
    answers,
    kept,
    problems: [...problemsInApplicant(ctx, form), ...problemsInAnswers(elements.form, answers), ...problems],
  }
}

/** Registers an application that was examined. Undefined when its form has made a case already. */
export async function register(
  ctx: Ctx,
  tx: Db,
  version: ItemVersion,
  form: CaseForm,
  examined: { answers: CaseForm['answers']; kept: readonly KeptMaterial[] },
  arrival: Arrival,
): Promise<string | undefined> {
  const { receivedOn, channel, intake, accountId, agent } = arrival
  const { elements } = version
  const code = queryCodeOf(form.submissionKey)
  const submissionHash = hashOfSubmission(form.submissionKey)
  // Asked first, so that sending twice uses up no serial; two in one moment are kept apart by the unique hash.
  if (await store.numberOfSubmission(tx, submissionHash)) return undefined
  const limits = limitsFor(elements, version.itemType, receivedOn)
  const dueOn = noticeDue(ctx.calendar, receivedOn)
  const { regionCode } = ctx.settings.site
  const serial = await store.takeSerial(tx, regionCode, receivedOn)
  const number = `${regionCode}-${receivedOn.replaceAll('-', '')}-${String(serial).padStart(4, '0')}`
  const { accepting, deciding } = await unitsFor(tx, version, intake, receivedOn)
  const inserted = await store.insertCase(tx, {
    number,
    regionCode,
    itemId: version.itemId,
    versionId: version.id,
    itemName: elements.name,
    kind: limits.kind,
    unitCode: version.unitCode,
    intakeUnitCode: intake.code,
    decidingUnitCode: deciding,
    atUnitCode: accepting,
    channel,
    state: 'submitted',
    applicantKind: form.applicantKind,
    applicantName: form.applicantName.trim(),
    idKind: form.idKind,
    applicantIdNumber: plainIdentifier(form.idNumber),
    applicantPhone: form.phone.trim(),
    applicantEmail: form.email.trim(),
    applicantAddress: form.address.trim(),
    contactPerson: form.applicantKind === 'organisation' ? form.contactPerson.trim() : '',
    accountId,
    ...(agent
      ? {
          agentName: agent.name,
          agentIdNumber: plainIdentifier(agent.idNumber),
          agentPhone: agent.phone,
          consentHow: agent.consentHow,
          consentSha256: agent.consentSha256,
        }
      : {}),
    answers: JSON.stringify(examined.answers),
    choices: JSON.stringify(form.choices),
    receivedOn,
    noticeFrom: receivedOn,
    promisedDays: limits.promised.days,
    promisedUnit: limits.promised.unit,
    statutoryDays: limits.statutory.days,
    statutoryUnit: limits.statutory.unit,
    limitBasis: limits.basis,
    dueOn,
    warnOn: warnOn(ctx.calendar, dueOn, 1, ctx.settings.limits.caseWarnPercent),
    wantedDelivery: form.wantedDelivery,
    deliveryAddress: form.deliveryAddress.trim(),
    submissionHash,
    origin: arrival.origin ?? '',
    queryCodeHash: hashOfCode(code),
    createdAt: ctx.now,
  })
  if (!inserted) throw new SentTwice()
  await addMaterials(tx, inserted.id, examined.kept, { addedBy: ctx.actor.name, addedOn: receivedOn })
  const plan = planSteps(elements.steps, { intake: accepting, deciding })
  await addSteps(
    tx,
    inserted.id,
    plan.map((s) => ({ ...s, state: 'todo' as const })),
  )
  await beginNext(ctx, tx, inserted.id)
  const file = await store.getCase(tx, number)
  await note(ctx, tx, file, channel === 'online' ? 'submitted' : 'takenIn', {
    item: version.code,
    version: version.version,
    channel,
    dueOn,
    ...(agent ? { agent: agent.name, consent: agent.consentHow } : {}),
  })
  await issuePaper(ctx, { tx, file, version }, 'receipt', { code })
  await tell(ctx, tx, file, `已经收到，最迟${showLongDay(dueOn)}告诉您是否受理。`)
  return number
}

/** Ends a transaction whose form was registered by another one in the same moment; its serial is given back with it. */
class SentTwice extends Error {}

/** Runs a registration; a form that has made a case gives that case's number and code, whoever was first. */
export async function once(
  ctx: Ctx,
  submissionKey: string,
  run: (tx: Db) => Promise<string | undefined>,
): Promise<Registered> {
  const code = queryCodeOf(submissionKey)
  try {
    const number = await ctx.db.transaction().execute(run)
    if (number) return { number, code }
  } catch (error) {
    if (!(error instanceof SentTwice)) throw error
  }
  const number = await store.numberOfSubmission(ctx.db, hashOfSubmission(submissionKey))
  if (!number) throw new Error('a form was registered by someone else and is not there')
  return { number, code }
}

const towns: readonly string[] = ['town', 'subdistrict']
const villages: readonly string[] = ['village', 'community']

/**
 * Who accepts and who decides. Towns and villages do what was handed down to them and pass everything else on to the unit
 * of the item; a window accepts for all.
 */
async function unitsFor(tx: Db, version: ItemVersion, intake: Unit, day: Day) {
  const handedDown = await findDelegationOn(tx, version.itemId, day)
  const village = villages.includes(intake.kind)
  const near = (level: 'village' | 'town' | 'department' | undefined): string | undefined => {
    if (level === 'village') return village ? intake.code : undefined
    if (level !== 'town') return undefined
    if (towns.includes(intake.kind)) return intake.code
    return village ? (intake.parentCode ?? undefined) : undefined
  }
  const front = village || towns.includes(intake.kind) ? version.unitCode : intake.code
  return {
    accepting: near(handedDown?.acceptedAt) ?? front,
    deciding: near(handedDown?.decidedAt) ?? version.unitCode,
  }
}

/** Files that came with a form taken in by a clerk. */
export type IntakeFiles = { materials: readonly MaterialFile[]; consent?: { sha256: string } | undefined }

/**
 * Takes an application in at the window, in the town, in the village or from the post, in the clerk's own unit. Sending the
 * same form again registers nothing. Throws Invalid, Refused when the item is not open, Forbidden.
 * @basis 《行政许可法》第二十九条：可以委托代理人提出；可以通过信函、电报、电传、传真、电子数据交换和电子邮件等方式提出
 */
export async function takeIn(ctx: Ctx, form: IntakeForm, files: IntakeFiles): Promise<Registered> {
  const intake = await ownUnit(ctx)
  const before = await store.numberOfSubmission(ctx.db, hashOfSubmission(form.submissionKey))
  if (before) return { number: before, code: queryCodeOf(form.submissionKey) }
  const receivedOn = (form.channel === 'post' && form.receivedOn) || ctx.today
  const version = await findItemOn(ctx.db, form.itemCode, receivedOn)
  if (!version) throw new NotFound('这个事项，或者它现在不办理')
  const refusal = refuseSubmission(version, ctx.today)
  if (refusal) throw new Refused(refusal)
  const arrival = { channel: form.channel, receivedOn, accountId: null, origin: form.origin }
  const { problems, ...examined } = await examine(ctx, version, form, files.materials, arrival)
  problems.push(...problemsInIntake(ctx, form, intake, files))
  if (problems.length > 0) throw new Invalid(problems)
  const agent =
    form.agentName.trim() !== '' && form.consentHow !== '' ? agentOf(form, form.consentHow, files) : undefined
  return once(ctx, form.submissionKey, (tx) =>
    register(ctx, tx, version, form, examined, { ...arrival, intake, ...(agent ? { agent } : {}) }),
  )
}

const agentOf = (form: IntakeForm, consentHow: ConsentWay, { consent }: IntakeFiles) => ({
  name: form.agentName.trim(),
  idNumber: form.agentIdNumber,
  phone: form.agentPhone.trim(),
  consentHow,
  consentSha256: consent?.sha256 ?? null,
})

/** The unit in which the actor takes applications in. Throws Forbidden. */
async function ownUnit(ctx: Ctx): Promise<Unit> {
  const { unitCode } = ctx.actor
  if (unitCode === undefined) throw new Forbidden()
  const unit = await getUnit(ctx.db, unitCode)
  if (!holds(ctx.actor, 'cases.accept', unit.path)) throw new Forbidden()
  return unit
}

function problemsInIntake(ctx: Ctx, form: IntakeForm, intake: Unit, { consent }: IntakeFiles): Problem[] {
  const problems: Problem[] = []
  const add = (field: keyof IntakeForm, wrong: boolean, message: string) => {
    if (wrong) problems.push({ field, message })
  }
  add(
    'channel',
    form.channel === 'town' && !towns.includes(intake.kind),
    '您的单位不是乡镇（街道），请选择别的收件方式',
  )
  add(
    'channel',
    form.channel === 'village' && !villages.includes(intake.kind),
    '您的单位不是村（社区），请选择别的收件方式',
  )
  add('receivedOn', form.channel === 'post' && form.receivedOn === '', '请填写收到邮件的日期')
  add('receivedOn', form.receivedOn !== '' && form.receivedOn > ctx.today, '收到日期不能晚于今天')
  const agent = form.agentName.trim() !== ''
  add('agentName', !agent && form.consentHow !== '', '请填写代办人姓名')
  add('consentHow', agent && form.consentHow === '', '代办的，请选择申请人是怎样同意的')
  const wrong = agent && form.agentIdNumber !== '' ? checkIdNumber(form.agentIdNumber, ctx.today) : undefined
  add('agentIdNumber', agent && (form.agentIdNumber === '' || wrong !== undefined), wrong ?? '请填写代办人的身份证号码')
  add(
    'consentHow',
    agent && (form.consentHow === 'written' || form.consentHow === 'recorded') && !consent,
    form.consentHow === 'written' ? '请上传签了名的委托书' : '请上传电话录音',
  )
  return problems
}

/** What a person gave before and may use again, for an item's materials by name. */
export async function reusableFor(ctx: Ctx, version: ItemVersion, idNumber: string, accountId: string | undefined) {
  const found = await listReusable(ctx.db, { idNumber: plainIdentifier(idNumber), accountId })
  return version.elements.materials.flatMap((m) => {
    const reusable = found.find((r) => r.name === m.name)
    return reusable ? [{ key: m.key, ...reusable }] : []
  })
}
