import type { SheetField } from '../../core/import.ts'
import { coded } from '../../platform/sheet-import.ts'
import { type CodeList, codeLabel, codeLists } from './codes.ts'
import { codesIn, manyIn } from './import-words.ts'
import { elementLabels, limitUnitLabels } from './labels.ts'
import type { ItemElements, Limit } from './schema.ts'
import { topics } from './topics.ts'

type Name = keyof ItemElements
type Cells = {
  name: string
  head: string
  /** The elements with what a cell says; what cannot be read stays as it is written, to be told by its shape. */
  into: (e: ItemElements, cell: string) => ItemElements
  cell: (e: ItemElements) => string
}

const column = (
  name: Name,
  read: (cell: string) => unknown,
  show: (value: never) => string = (value) => String(value ?? ''),
): Cells => ({
  name,
  head: elementLabels[name],
  into: (e, cell) => ({ ...e, [name]: read(cell) }),
  cell: (e) => show(e[name] as never),
})

const text = (name: Name) => column(name, (cell) => cell)
const yes = (name: Name) =>
  column(
    name,
    (cell) => ({ 是: true, 否: false, '1': true, '0': false })[cell] ?? cell,
    (value: boolean) => (value ? '是' : '否'),
  )
const number = (name: Name) => column(name, (cell) => (/^\d{1,9}$/.test(cell) ? Number(cell) : cell))
const code = (name: Name, list: CodeList) =>
  column(
    name,
    (cell) => coded<string>(codeLists[list], cell, ''),
    (value: string) => codeLabel(list, value),
  )
const several = (name: Name, list: CodeList) =>
  column(
    name,
    (cell) => codesIn(list, cell),
    (values: readonly string[]) => values.map((v) => codeLabel(list, v)).join('、'),
  )
const topicsOf = (name: Name, list: readonly { code: string; name: string }[]) =>
  column(
    name,
    (cell) => manyIn(cell).map((typed) => list.find((t) => t.code === typed || t.name === typed)?.code ?? typed),
    (values: readonly string[]) => values.map((v) => list.find((t) => t.code === v)?.name ?? v).join('、'),
  )

/** A limit in three columns: days, unit, note. */
function limit(name: 'statutoryLimit' | 'commitmentLimit', head: string): Cells[] {
  const part = (
    key: keyof Limit,
    label: string,
    read: (cell: string) => unknown,
    show: (l: Limit) => string,
  ): Cells => ({
    ...{ name: `${name}.${key}`, head: `${head}${label}` },
    into: (e, cell) => ({ ...e, [name]: { ...e[name], [key]: read(cell) } }),
    cell: (e) => show(e[name]),
  })
  return [
    // The unit comes first: a limit without days has no number to keep.
    {
      ...part(
        'unit',
        '单位',
        (cell) => coded<string>(limitUnitLabels, cell, ''),
        (l) => limitUnitLabels[l.unit],
      ),
      into: (e, cell) => {
        const unit = coded<string>(limitUnitLabels, cell, '') as Limit['unit']
        const days = unit === 'instant' || unit === 'none' ? null : e[name].days
        return { ...e, [name]: { ...e[name], unit, days } }
      },
    },
    part(
      'days',
      '天数',
      (cell) => (/^\d{1,3}$/.test(cell) ? Number(cell) : cell),
      (l) => String(l.days ?? ''),
    ),
    part(
      'note',
      '说明',
      (cell) => cell,
      (l) => l.note,
    ),
  ]
}

/** Columns of what an implementation list says in single values; materials, steps and form come in a .json. */
export const itemColumns: readonly Cells[] = [
  ...[text('name'), text('legalBasis'), code('exerciseLevel', 'exerciseLevel'), text('powerDivision')],
  ...[text('exerciseContent'), text('powerSource'), text('entrustedBy')],
  column('jointAgencies', manyIn, (values: readonly string[]) => values.join('、')),
  ...[...limit('statutoryLimit', '法定时限'), ...limit('commitmentLimit', '承诺时限')],
  ...[text('acceptanceCondition'), text('process'), text('intermediaryService'), text('quantityLimit')],
  ...[yes('chargeable'), yes('payOnline'), code('crossRegionScope', 'crossRegionScope')],
  ...[several('serviceTargets', 'serviceTarget'), topicsOf('personTopics', topics.person)],
  ...[topicsOf('firmTopics', topics.firm), topicsOf('lifeEvents', topics.lifeEvents)],
  ...[several('handlingForms', 'handlingForm'), code('caseType', 'caseType')],
  ...[yes('canReserve'), number('dailyQuota'), yes('express'), yes('online'), number('onlineDepth')],
  ...[number('onSiteVisits'), text('onSiteReason'), yes('inHall'), yes('terminal'), yes('nearby')],
  ...[text('consultPhone'), text('supervisePhone'), yes('fourEyes')],
]

/** All columns of a table file of items, the same in import, export and template. */
export const itemFields: readonly SheetField[] = [
  { name: 'unitCode', head: '单位', required: true },
  { name: 'basicCode', head: '基本编码', required: true },
  { name: 'code', head: '实施编码' },
  ...itemColumns.map(({ name, head }) => ({ name, head })),
]
