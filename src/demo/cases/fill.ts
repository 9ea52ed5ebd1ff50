import { addDays, type Day } from '../../core/day.ts'
import { type Answers, isAsked, withKnown } from '../../modules/cases/answers.ts'
import { knownOf } from '../../modules/cases/intake.service.ts'
import type { ApplicationForm, FormField, ItemElements } from '../../modules/catalogue/index.ts'
import { creditCode, idNumber } from '../past.ts'
import type { Random } from '../random.ts'
import { common } from '../words.ts'
import { type Applicant, address, firmName, personName, phone } from './applicants.ts'

type Filling = { applicant: Applicant; random: Random; on: Day; itemName: string }

/** A form filled in as a person would: all that is required and some of the rest, what is known not typed again. */
export function fillForm(form: ApplicationForm, filling: Filling): Answers {
  const { applicant, random } = filling
  const typed: Record<string, string | number | boolean> = {}
  for (const [name, field] of Object.entries(form.properties)) {
    if (!isAsked(field, applicant.kind)) continue
    if (form.required.includes(name) || random.chance(0.5)) typed[name] = answerTo(field, filling)
  }
  return withKnown(form, typed, knownOf({ ...applicant, applicantName: applicant.name }))
}

/** Choices between the situations that decide which materials are needed. */
export const chooseSituation = ({ questions }: Pick<ItemElements, 'questions'>, random: Random) =>
  Object.fromEntries(questions.map(({ key, options }) => [key, random.pick(options).value]))

function answerTo(field: FormField, filling: Filling): string | number | boolean {
  const { random } = filling
  if (field.enum) return random.pick(field.enum)
  if (field.type === 'boolean') return random.chance(0.5)
  if (field.type !== 'string') {
    const least = Math.ceil(field.minimum ?? 1)
    return random.int(least, Math.min(field.maximum ?? Number.POSITIVE_INFINITY, least + 30))
  }
  const text = textOf(field, filling)
  return text.slice(0, field.maxLength ?? text.length)
}

const byTitle: readonly [RegExp, (filling: Filling) => string][] = [
  [/民族/, () => '汉族'],
  [/月/, ({ on }) => on.slice(0, 7)],
  [/残疾人证号/, ({ random }) => `${idNumber(random)}${random.int(10, 99)}`],
  [/编号|证号/, ({ random, on }) => `${on.slice(0, 4)}${random.int(100_000, 999_999)}`],
  [/账号/, ({ random }) => `6230${random.int(10_000_000, 99_999_999)}`],
  [/银行|抵押权人/, () => '津市农村商业银行'],
  [/医院/, () => '津市市人民医院'],
  [/村（社区）/, ({ random }) => random.pick(common.village ?? [])],
  [/路段|位置|地点|坐落|地址|住所|场所|所在地|寄到/, ({ random }) => address(random)],
  [/工程名称/, ({ random }) => `${random.pick(common.road ?? [])}${random.pick(['综合楼', '标准厂房', '住宅楼'])}工程`],
  [/单位|公司名称/, ({ random }) => firmName(random)],
  [
    /经营者名称|字号/,
    ({ random }) => `津市市${personName(random).slice(1)}${random.pick(['便利店', '早餐店', '副食店'])}`,
  ],
]

function textOf({ format, title }: FormField, filling: Filling): string {
  const { random, on, itemName } = filling
  if (format === 'date') return addDays(on, /出生/.test(title) ? -random.int(5, 200) : random.int(12, 60))
  if (format === 'idNumber') return idNumber(random, /老人/.test(title) ? [1930, 1938] : undefined)
  if (format === 'creditCode') return creditCode(random)
  if (format === 'phone') return phone(random)
  if (format === 'email') return `user${random.int(100, 999)}@example.invalid`
  if (format === 'multiline') return `办理“${itemName}”，情况见所附材料。`
  return byTitle.find(([pattern]) => pattern.test(title))?.[1](filling) ?? personName(random)
}
