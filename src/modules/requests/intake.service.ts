import { randomUUID } from 'node:crypto'
import { type Day, yearOf } from '../../core/day.ts'
import { Invalid, type Problem } from '../../core/errors.ts'
import {
  checkContactPhone,
  checkCreditCode,
  checkIdNumber,
  checkMailAddress,
  plainIdentifier,
} from '../../core/identifiers.ts'
import type { Ctx } from '../../platform/context.ts'
import { hashOfCode, hashOfSubmission, queryCodeOf } from '../../platform/query-code.ts'
import { indexText } from '../../platform/search.ts'
import { findUnit, reachUnit, type Unit } from '../organisations/index.ts'
import { issueLetter } from './letters.service.ts'
import { addFiles } from './life.store.ts'
import { receiptDay, replyDue } from './rules.ts'
import type { ApplicationForm, IntakeChannel, IntakeForm, PostKind } from './schema.ts'
import { note } from './step.ts'
import * as store from './store.ts'

type StoredUpload = { name: string; sha256: string }
export type ApplicationFiles = {
  identityProof: readonly StoredUpload[]
  application: readonly StoredUpload[]
}

/** What the applicant is told at once. */
export type Registered = { number: string; code: string }

/** Kinds of unit that answer requests in their own name. 《政府信息公开条例》第四条、第二十七条 */
const answering: readonly string[] = ['government', 'office', 'department', 'institution', 'town', 'subdistrict']

/** Whether a request may be addressed to a unit. */
export const answersRequests = (unit: Unit): boolean => answering.includes(unit.kind)

/**
 * Registers a request sent online. Sending the same form again gives the same number and code and registers nothing.
 * Throws Invalid.
 * @basis 《政府信息公开条例》第二十九条、第三十一条、第四十五条
 */
export async function apply(ctx: Ctx, form: ApplicationForm, files: ApplicationFiles): Promise<Registered> {
  const before = await store.numberOfSubmission(ctx.db, hashOfSubmission(form.submissionKey))
  if (before) return { number: before, code: queryCodeOf(form.submissionKey) }
  const problems = problemsInApplication(ctx, form)
  if (files.identityProof.length === 0)
    problems.push({ field: 'identityProof', message: '请上传身份证明：身份证、营业执照等的照片或者扫描件' })
  const unit = await findUnit(ctx.db, form.unitCode)
  if (!unit || !answersRequests(unit)) problems.push({ field: 'unitCode', message: '请从列表中选择向哪个机关申请' })
  if (problems.length > 0 || !unit) throw new Invalid(problems)
  const accountId = ctx.actor.kind === 'citizen' ? (ctx.actor.accountId ?? null) : null
  return register(ctx, form, unit, files, { channel: 'online', receivedOn: ctx.today, accountId })
}

/**
 * Registers a request that came in person, by fax or by letter. Throws Invalid, and Forbidden outside the actor's reach.
 * @basis 《政府信息公开条例》第二十九条、第三十一条
 */
export async function takeIn(ctx: Ctx, form: IntakeForm, files: ApplicationFiles): Promise<Registered> {
  const unit = await reachUnit(ctx, form.unitCode, 'requests.register')
  const before = await store.numberOfSubmission(ctx.db, hashOfSubmission(form.submissionKey))
  if (before) return { number: before, code: queryCodeOf(form.submissionKey) }
  const problems = problemsInApplication(ctx, form)
  if (!answersRequests(unit)) problems.push({ field: 'unitCode', message: '这个单位不以自己的名义答复申请，请另选' })
  if (form.arrivedOn > ctx.today) problems.push({ field: 'arrivedOn', message: '到达日期不能晚于今天' })
  if (form.confirmedOn > ctx.today) problems.push({ field: 'confirmedOn', message: '确认的日期不能晚于今天' })
  if (form.oral && form.channel !== 'inPerson')
    problems.push({ field: 'channel', message: '口头提出的申请，收到方式应为“当面”' })
  const receipt = receiptDay(form.channel, form)
  if ('problem' in receipt) problems.push(receipt.problem)
  if (problems.length > 0 || 'problem' in receipt) throw new Invalid(problems)
  return register(ctx, form, unit, files, {
    channel: form.channel,
    receivedOn: receipt.receivedOn,
    accountId: null,
    arrivedOn: form.arrivedOn,
    postKind: form.channel === 'letter' ? form.postKind || null : null,
    oral: form.oral === 'yes',
    need: form.need.trim(),
  })
}

type Receipt = {
  channel: IntakeChannel
  receivedOn: Day
  accountId: string | null
  arrivedOn?: Day
  postKind?: PostKind | null
  oral?: boolean
  need?: string
}

async function register(
  ctx: Ctx,
  form: ApplicationForm,
  unit: Unit,
  files: ApplicationFiles,
  receipt: Receipt,
): Promise<Registered> {
  const code = queryCodeOf(form.submissionKey)
  const submissionHash = hashOfSubmission(form.submissionKey)
  const { receivedOn } = receipt
  const regime = ctx.law.regimeOn(receivedOn)
  const due = replyDue(regime, ctx.calendar, receivedOn, [], ctx.today)
  const organisation = form.applicantKind !== 'naturalPerson'
  const number = await ctx.db.transaction().execute(async (tx) => {
    const year = yearOf(receivedOn)
    const serial = await store.takeSerial(tx, year)
    const number = `${year}-${String(serial).padStart(4, '0')}`
    const inserted = await store.insertRequest(tx, {
      ...receipt,
      number,
      submissionHash,
      queryCodeHash: hashOfCode(code),
      regionCode: unit.regionCode,
      unitCode: unit.code,
      regime: regime.code,
      state: 'received',
      applicantKind: form.applicantKind,
      applicantName: form.applicantName.trim(),
      idKind: form.idKind,
      applicantIdNumber: plainIdentifier(form.idNumber),
      contactPerson: organisation ? form.contactPerson.trim() : '',
      applicantContact: form.phone.trim(),
      applicantEmail: form.email.trim(),
      applicantAddress: form.address.trim(),
      subject: form.subject.trim(),
      wanted: form.wanted.trim(),
      wantedForm: form.wantedForm,
      wantedRoute: form.wantedRoute,
      dueOn: due.dueOn,
      provisional: due.provisional,
      search: indexText({ title: form.subject, abstract: form.wanted }),
      createdAt: ctx.now,
    })
    // Sent twice in the same moment: the other one has registered it.
    if (!inserted) return undefined
    await addFiles(tx, inserted.id, 'identityProof', ctx.actor.name, files.identityProof)
    await addFiles(tx, inserted.id, 'application', ctx.actor.name, files.application)
    const request = await store.getRequest(tx, number)
    await note(ctx, tx, request, 'received', { channel: receipt.channel, dueOn: due.dueOn })
    await issueLetter(ctx, { tx, request }, 'receipt', { code })
    return number
  })
  if (number) return { number, code }
  const first = await store.numberOfSubmission(ctx.db, submissionHash)
  if (!first) throw new Error('a form was registered by someone else and is not there')
  return { number: first, code }
}

/** What is wrong with an application beyond the shape of its form. */
function problemsInApplication(ctx: Ctx, form: ApplicationForm): Problem[] {
  const problems: Problem[] = []
  const add = (field: keyof ApplicationForm, message: string | undefined) => {
    if (message) problems.push({ field, message })
  }
  const person = form.applicantKind === 'naturalPerson'
  if (person && form.idKind === 'creditCode') add('idKind', '个人申请请选择身份证或者其他个人证件')
  if (!person && form.idKind !== 'creditCode') add('idKind', '单位申请请选择“统一社会信用代码”')
  if (form.idKind === 'residentId') add('idNumber', checkIdNumber(form.idNumber, ctx.today))
  if (form.idKind === 'creditCode') add('idNumber', checkCreditCode(form.idNumber))
  if (!person && form.contactPerson.trim() === '') add('contactPerson', '单位申请请填写联系人的姓名')
  add('phone', checkContactPhone(form.phone))
  if (form.email !== '') add('email', checkMailAddress(form.email))
  if (form.wantedRoute === 'mail' && form.email.trim() === '') add('email', '您选择用电子邮件获取，请填写电子邮箱')
  if (form.wantedRoute === 'post' && form.address.trim() === '')
    add('address', '您选择邮寄，请填写能收到信的地址和邮编')
  if (form.wantedForm === 'reading' && form.wantedRoute !== 'inPerson')
    add('wantedRoute', '现场查阅的，获取方式请选择“当面领取”')
  return problems
}

/** A fresh key for a form: it makes sending it twice harmless. */
export const newSubmissionKey = (): string => randomUUID()
