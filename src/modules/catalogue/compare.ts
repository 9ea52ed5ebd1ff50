import { yuan } from '../../core/money.ts'
import { type ComparedLine, compareTexts } from '../../platform/compare.ts'
import { type CodeList, codeLabel } from './codes.ts'
import {
  elementLabels,
  materialFormLabels,
  necessityLabels,
  partLabels,
  resultKindLabels,
  roleLabels,
  showLimit,
  sourceLabels,
  specialLabels,
} from './labels.ts'
import type { ItemElements, Limit } from './schema.ts'
import { topics } from './topics.ts'

/** One thing that two versions say differently. Empty text: it was not there. */
export type ElementChange = {
  /** Path within the elements, such as `materials.identity.copies`. */
  field: string
  /** Where it stands, in Chinese: `申请材料“身份证”的复印件份数`. */
  label: string
  before: string
  after: string
  /** Word by word. */
  lines: ComparedLine[]
}

type Value = string | number | boolean | null | undefined | object
type Show = (value: Value) => string

const plain: Show = (value) => {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'boolean') return value ? '是' : '否'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
const joined: Show = (value) => (value as readonly string[]).join('、')
const coded =
  (list: CodeList): Show =>
  (value) =>
    [value]
      .flat()
      .map((c) => codeLabel(list, String(c)))
      .filter(Boolean)
      .join('、')
const named =
  (list: readonly { code: string; name: string }[]): Show =>
  (value) =>
    (value as readonly string[]).map((c) => list.find((t) => t.code === c)?.name ?? c).join('、')
const labelled =
  (labels: Readonly<Record<string, string>>): Show =>
  (value) =>
    labels[String(value)] ?? plain(value)
const limit: Show = (value) => showLimit(value as Limit)

/** How single elements are told; what stands in no table is told as it is. */
const shown: Partial<Record<keyof ItemElements, Show>> = {
  exerciseLevel: coded('exerciseLevel'),
  jointAgencies: joined,
  statutoryLimit: limit,
  commitmentLimit: limit,
  crossRegionScope: coded('crossRegionScope'),
  serviceTargets: coded('serviceTarget'),
  personTopics: named(topics.person),
  firmTopics: named(topics.firm),
  lifeEvents: named(topics.lifeEvents),
  handlingForms: coded('handlingForm'),
  caseType: coded('caseType'),
}

const condition: Show = (value) =>
  Object.entries(value as Record<string, string[]>)
    .map(([question, answers]) => `${question} 为 ${answers.join(' 或 ')}`)
    .join('，并且 ')
const options: Show = (value) => (value as { label: string }[]).map((o) => o.label).join('、')
const money: Show = (value) => (value === null || value === undefined ? '' : yuan(value as number))

const shownParts: Record<string, Show> = {
  'materials.source': labelled(sourceLabels),
  'materials.form': labelled(materialFormLabels),
  'materials.necessity': labelled(necessityLabels),
  'materials.when': condition,
  'fees.amountFen': money,
  'steps.role': labelled(roleLabels),
  'results.kind': labelled(resultKindLabels),
  'specialProcedures.kind': labelled(specialLabels),
  'questions.options': options,
}

/** Lists of an item, with what their members are known by. */
const lists = {
  materials: ['key', 'name'],
  steps: ['key', 'name'],
  questions: ['key', 'text'],
  fees: ['name', 'name'],
  results: ['name', 'name'],
  places: ['name', 'name'],
  specialProcedures: ['name', 'name'],
  faq: ['question', 'question'],
} as const
type ListName = keyof typeof lists
type Part = Readonly<Record<string, Value>>

/**
 * What differs between two versions of an implementation list, field by field, in the order of the list. Members of lists
 * are told apart by their key or name, so that moving one is no change of all.
 */
export function compareElements(before: ItemElements, after: ItemElements): ElementChange[] {
  const changes: ElementChange[] = []
  const tell = (field: string, label: string, a: string, b: string) => {
    if (a !== b) changes.push({ field, label, before: a, after: b, lines: compareTexts(a, b) })
  }
  for (const name of Object.keys(elementLabels) as (keyof ItemElements)[]) {
    const label = elementLabels[name]
    if (name in lists) compareLists(name as ListName, before, after, tell)
    else if (name === 'body')
      for (const [key, of] of [
        ['name', '名称'],
        ['code', '编码'],
        ['kind', '性质'],
      ] as const)
        tell(`body.${key}`, `${label}${of}`, bodyText(before, key), bodyText(after, key))
    else if (name === 'form') compareForms(before.form, after.form, tell)
    else tell(name, label, (shown[name] ?? plain)(before[name]), (shown[name] ?? plain)(after[name]))
  }
  return changes
}

type Tell = (field: string, label: string, before: string, after: string) => void

const bodyText = ({ body }: ItemElements, key: keyof ItemElements['body']) =>
  key === 'kind' ? codeLabel('bodyKind', body.kind) : body[key]

function compareLists(name: ListName, before: ItemElements, after: ItemElements, tell: Tell): void {
  const [key, title] = lists[name]
  const labels = partLabels[name] as Readonly<Record<string, string>>
  const [old, now] = [before[name] as readonly Part[], after[name] as readonly Part[]]
  const find = (parts: readonly Part[], wanted: Value) => parts.find((p) => p[key] === wanted)
  for (const part of now) {
    const was = find(old, part[key])
    const head = `${elementLabels[name]}“${part[title]}”`
    if (!was) tell(`${name}.${part[key]}`, head, '', summary(name, part))
    else
      for (const [field, label] of Object.entries(labels)) {
        const show = shownParts[`${name}.${field}`] ?? plain
        tell(`${name}.${part[key]}.${field}`, `${head}的${label}`, show(was[field]), show(part[field]))
      }
  }
  for (const part of old)
    if (!find(now, part[key]))
      tell(`${name}.${part[key]}`, `${elementLabels[name]}“${part[title]}”`, summary(name, part), '')
  const order = (parts: readonly Part[], of: readonly Part[]) =>
    parts
      .filter((p) => find(of, p[key]))
      .map((p) => String(p[title]))
      .join('、')
  tell(name, `${elementLabels[name]}的次序`, order(old, now), order(now, old))
}

/** A member that came or went, in one line: what it says, without what is empty. */
function summary(name: ListName, part: Part): string {
  return Object.entries(partLabels[name] as Readonly<Record<string, string>>)
    .filter(([field]) => field !== 'key')
    .flatMap(([field, label]) => {
      const text = (shownParts[`${name}.${field}`] ?? plain)(part[field])
      return text === '' || text === '{}' ? [] : [`${label}：${text}`]
    })
    .join('；')
}

function compareForms(before: ItemElements['form'], after: ItemElements['form'], tell: Tell): void {
  const names = [...new Set([...Object.keys(after.properties), ...Object.keys(before.properties)])]
  const text = (form: ItemElements['form'], name: string) => {
    const field = form.properties[name]
    if (!field) return ''
    const { title, ...rest } = field
    return `${title}（${form.required.includes(name) ? '必填' : '选填'}，${JSON.stringify(rest)}）`
  }
  for (const name of names) {
    const title = (after.properties[name] ?? before.properties[name])?.title
    tell(`form.${name}`, `申请表“${title}”`, text(before, name), text(after, name))
  }
}
