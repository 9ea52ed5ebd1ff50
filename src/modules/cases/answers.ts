import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { LRUCache } from 'lru-cache'
import { isDay } from '../../core/day.ts'
import type { Problem } from '../../core/errors.ts'
import { checkCreditCode, checkIdNumber, checkMailAddress, checkPhone, mailAddress } from '../../core/identifiers.ts'
import type { ApplicationForm, FormField } from '../catalogue/index.ts'

/** Answers to a form by the names of its fields. */
export type Answers = Readonly<Record<string, string | number | boolean>>

/** What is known of the applicant, for fields that are not asked again. */
export type KnownApplicant = Partial<Record<NonNullable<FormField['known']>, string>>

const sound = (check: (text: string) => string | undefined) => (text: string) => check(text) === undefined
const ajv = new Ajv({
  allErrors: true,
  strict: false,
  formats: {
    date: isDay,
    idNumber: sound(checkIdNumber),
    creditCode: sound(checkCreditCode),
    phone: sound(checkPhone),
    multiline: true,
    email: mailAddress,
  },
})

// Compiling takes milliseconds, and many apply by the same form.
const compiled = new LRUCache<string, ValidateFunction>({ max: 300 })

function validatorOf(form: ApplicationForm): ValidateFunction {
  const key = JSON.stringify(form)
  const known = compiled.get(key)
  if (known) return known
  const properties = Object.fromEntries(
    Object.entries(form.properties).map(([name, { format, ...field }]) => [
      name,
      // Whoever applies has a number of their own kind, which is checked where it is given: a firm's is its credit code.
      format === undefined || isOwnNumber({ ...field, format }) ? field : { ...field, format },
    ]),
  )
  const schema = { ...form, properties, additionalProperties: false }
  const validate = ajv.compile(schema)
  ajv.removeSchema(schema)
  compiled.set(key, validate)
  return validate
}

/**
 * Answers as a browser sends them, all texts, in the types of the form: what is empty is no answer. What is no number stays
 * a text, so that the check says so at its field.
 */
export function readAnswers(form: ApplicationForm, typed: Readonly<Record<string, unknown>>): Answers {
  const answers: Record<string, string | number | boolean> = {}
  for (const [name, value] of Object.entries(typed)) {
    const read = readOne(form.properties[name], value)
    if (read !== undefined) answers[name] = read
  }
  return answers
}

function readOne(field: FormField | undefined, value: unknown): string | number | boolean | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return value
  const text = typeof value === 'string' ? value.trim() : ''
  if (text === '') return field?.type === 'boolean' && value !== undefined ? false : undefined
  if (field?.type === 'boolean') return ['yes', 'on', 'true', '是'].includes(text)
  if (field?.type !== 'number' && field?.type !== 'integer') return text
  const number = Number(text.normalize('NFKC').replace(/,/g, ''))
  return Number.isFinite(number) ? number : text
}

/** Whether a field asks for the number of whoever applies, person or firm. */
const isOwnNumber = ({ known, format }: FormField): boolean => known === 'applicant.idNumber' && format === 'idNumber'

/** Whether a field is asked from the start: what is known of the applicant is not, but a person has no credit code. */
export const isAsked = ({ known, format }: FormField, applicantKind: string | undefined): boolean =>
  known === undefined || (format === 'creditCode' && applicantKind !== 'organisation')

/** Whether what is known may stand in a field: a person's number is no credit code, and not every phone gets messages. */
function fits({ format }: FormField, text: string): boolean {
  if (format === 'creditCode') return checkCreditCode(text) === undefined
  return format !== 'phone' || checkPhone(text) === undefined
}

/** The answers with what is known of the applicant in the fields that say so, as far as it fits; what was typed stays. */
export function withKnown(form: ApplicationForm, answers: Answers, known: KnownApplicant): Answers {
  const filled = Object.entries(form.properties).flatMap(([name, field]) => {
    const value = field.known && known[field.known]
    return value && answers[name] === undefined && fits(field, value) ? [[name, value] as const] : []
  })
  return { ...Object.fromEntries(filled), ...answers }
}

/** What is wrong with the answers to a form, at `answers.<field>`, said in Chinese. */
export function problemsInAnswers(form: ApplicationForm, answers: Answers): Problem[] {
  const validate = validatorOf(form)
  if (validate(answers)) return []
  const problems = (validate.errors ?? []).map((error) => problemOf(form, answers, error))
  return problems.filter((p, i) => problems.findIndex((q) => q.field === p.field) === i)
}

function problemOf(form: ApplicationForm, answers: Answers, error: ErrorObject): Problem {
  const { missingProperty, additionalProperty } = error.params as Record<string, string | undefined>
  const name = missingProperty ?? additionalProperty ?? error.instancePath.slice(1)
  const field = form.properties[name]
  return { field: `answers.${name}`, message: messageOf(error, field, answers[name]) }
}

function messageOf({ keyword, params }: ErrorObject, field: FormField | undefined, value: unknown): string {
  const title = field?.title ?? '这一项'
  const { limit } = params as { limit?: number }
  switch (keyword) {
    case 'required':
      return field?.enum ? `请选择${title}` : `请填写${title}`
    case 'type':
      return field?.type === 'integer'
        ? `${title}应填写整数`
        : field?.type === 'number'
          ? `${title}应填写数字`
          : `请填写${title}`
    case 'enum':
      return `请从列表中选择${title}`
    case 'minLength':
      return `${title}至少写 ${limit} 个字`
    case 'maxLength':
      return `${title}最多写 ${limit} 个字，请写短一些`
    case 'minimum':
      return `${title}不能小于 ${limit}`
    case 'maximum':
      return `${title}不能大于 ${limit}`
    case 'format':
      return formatMessage(title, field?.format, String(value ?? ''))
    case 'additionalProperties':
      return '申请表里没有这一项，请刷新页面再填'
    default:
      return `请核对${title}`
  }
}

function formatMessage(title: string, format: FormField['format'], value: string): string {
  if (format === 'idNumber') return `${title}：${checkIdNumber(value) ?? '请核对'}`
  if (format === 'creditCode') return `${title}：${checkCreditCode(value) ?? '请核对'}`
  if (format === 'phone') return `${title}：${checkPhone(value) ?? '请核对'}`
  if (format === 'date') return `${title}：请填写日期，例如 2018-12-03`
  return format === 'email' ? `${title}：${checkMailAddress(value) ?? '请核对'}` : `请核对${title}`
}
