import type { Db } from '../../../platform/database.ts'
import type { Indicator, Scope } from '../../../platform/indicator.ts'
import { codeLabel } from '../codes.ts'
import { indicators } from '../figures.ts'
import { decidedAtLabels, replacedByLabels, showLimit } from '../labels.ts'
import {
  type CertificateRow,
  type DelegationRow,
  type ItemRow,
  type ListPart,
  type ListPlace,
  listCertificateRows,
  listDelegationRows,
  listItemRows,
} from '../lists.store.ts'
import { itemHref } from './addresses.ts'

/** One line of a list, its cells in the order of the heads. */
export type ListLine = { place: ListPlace; href: string | undefined; cells: (string | number)[] }

/** A public list whose lines are the records of one figure, so that it has as many as the figure says. */
export type PublicList = {
  key: string
  title: string
  lead: string
  indicator: Indicator
  /** Figures told with it. */
  beside: readonly Indicator[]
  /** Columns, each with its key in JSON. */
  heads: readonly { key: string; head: string; numeric: boolean }[]
  read: (db: Db, scope: Scope, part: ListPart) => Promise<ListLine[]>
}

type Column<Row> = { key: string; head: string; show: (row: Row) => string | number; numeric?: boolean }
type About = Pick<PublicList, 'key' | 'title' | 'lead'> & { figure: string; beside?: readonly string[] }

function list<Row extends ListPlace>(
  about: About,
  columns: readonly Column<Row>[],
  rows: (db: Db, indicator: Indicator, scope: Scope, part: ListPart) => Promise<Row[]>,
): PublicList {
  const { figure, beside = [], ...rest } = about
  const indicator = figureOf(figure)
  return {
    ...rest,
    indicator,
    beside: beside.map(figureOf),
    heads: columns.map(({ key, head, numeric = false }) => ({ key, head, numeric })),
    async read(db, scope, part) {
      const found = await rows(db, indicator, scope, part)
      return found.map((row) => ({
        place: { unitCode: row.unitCode, label: row.label, subject: row.subject },
        href: row.subject.startsWith('item:') ? itemHref(row.subject.slice('item:'.length)) : undefined,
        cells: columns.map((c) => c.show(row)),
      }))
    },
  }
}

/** A figure of this module. Throws when there is none of the name: a list without its figure would count by itself. */
function figureOf(name: string): Indicator {
  const found = indicators.find((i) => i.id === `catalogue.${name}`)
  if (!found) throw new Error(`there is no indicator catalogue.${name}`)
  return found
}

type Named = { label: string; unitName: string; code: string }
const item: Column<Named> = { key: 'name', head: '事项', show: (r) => r.label }
const unit: Column<{ unitName: string }> = { key: 'unit', head: '单位', show: (r) => r.unitName }
const code: Column<Named> = { key: 'code', head: '实施编码', show: (r) => r.code }
const limitOf = (limit: ItemRow['statutoryLimit']) => (limit ? showLimit({ ...limit, note: '' }) : '')
const committed: Column<ItemRow> = { key: 'commitmentLimit', head: '承诺时限', show: (r) => limitOf(r.commitmentLimit) }

const ofItems = (about: About, columns: readonly Column<ItemRow>[]) =>
  list(about, [item, unit, ...columns, code], listItemRows)
const plain: readonly Column<ItemRow>[] = [
  { key: 'type', head: '类型', show: (r) => codeLabel('itemType', r.itemType) },
  committed,
  { key: 'onSiteVisits', head: '到现场次数', show: (r) => r.onSiteVisits ?? '', numeric: true },
  { key: 'online', head: '网上能办', show: (r) => (r.online ? '能' : '不能') },
]

/** By how much the promised limit is shorter, where both count the same days. */
function shortened({ statutoryLimit: by, commitmentLimit: to }: ItemRow): string {
  if (!by?.days || !to) return ''
  const days = to.unit === 'instant' ? 0 : to.unit === by.unit ? to.days : null
  return days === null || days > by.days ? '' : `${Math.round(((by.days - days) / by.days) * 100)}%`
}

export const publicLists: readonly PublicList[] = [
  ofItems(
    { key: 'once', title: '最多跑一次', lead: '到现场不超过一次就能办好的事项。', figure: 'atMostOneTrip' },
    plain,
  ),
  ofItems({ key: 'immediate', title: '马上办', lead: '材料齐全，当场办结。', figure: 'immediate' }, plain),
  ofItems({ key: 'online', title: '网上办', lead: '全程网上办，一次也不用跑。', figure: 'onlineWhole' }, plain),
  ofItems(
    { key: 'nearby', title: '就近办', lead: '在家门口的镇（街道）、村（社区）就能办。', figure: 'nearby' },
    plain,
  ),
  ofItems({ key: 'single', title: '一次办', lead: '需要到现场的，一次办成。', figure: 'once' }, plain),
  list<CertificateRow>(
    {
      key: 'certificates',
      title: '取消的证明材料',
      lead: '这些证明不用再开，也不会再向您要。',
      figure: 'certificatesCancelled',
    },
    [
      { key: 'name', head: '证明', show: (r) => r.name },
      { key: 'usedFor', head: '原来用于', show: (r) => r.usedFor },
      unit,
      {
        key: 'replacedBy',
        head: '现在怎么办',
        show: (r) => replacedByLabels[r.replacedBy as keyof typeof replacedByLabels],
      },
      { key: 'cancelledOn', head: '取消日期', show: (r) => r.cancelledOn },
      { key: 'basis', head: '原来的依据', show: (r) => r.basis },
    ],
    listCertificateRows,
  ),
  ofItems(
    {
      key: 'hall',
      title: '进驻大厅事项',
      lead: '在政务服务大厅窗口办理的事项。',
      figure: 'inHall',
      beside: ['hallUnits'],
    },
    [{ key: 'window', head: '窗口', show: (r) => r.window }, committed],
  ),
  list<DelegationRow>(
    {
      ...{
        key: 'delegated',
        title: '下沉事项',
        lead: '下放到镇村受理或者决定的事项，下放前后各要多少材料、多少天。',
        figure: 'delegated',
      },
      beside: [
        ...['delegatedToVillage', 'delegatedToTown', 'delegatedToDepartment'],
        ...['delegatedMaterialsBefore', 'delegatedMaterialsAfter', 'delegatedDaysBefore', 'delegatedDaysAfter'],
      ],
    },
    [
      item,
      unit,
      { key: 'acceptedAt', head: '在哪里受理', show: (r) => levelOf(r.acceptedAt) },
      { key: 'decidedAt', head: '由谁决定', show: (r) => levelOf(r.decidedAt) },
      { key: 'materialsBefore', head: '原来材料', show: (r) => r.materialsBefore, numeric: true },
      { key: 'materialsAfter', head: '现在材料', show: (r) => r.materialsAfter, numeric: true },
      { key: 'daysBefore', head: '原来工作日', show: (r) => r.daysBefore, numeric: true },
      { key: 'daysAfter', head: '现在工作日', show: (r) => r.daysAfter, numeric: true },
      { key: 'authority', head: '依据', show: (r) => r.authority },
    ],
    listDelegationRows,
  ),
  ofItems(
    {
      key: 'optimised',
      title: '优化成效',
      lead: '承诺时限与法定时限相比，材料和环节与第一版指南相比。',
      figure: 'onApplication',
    },
    [
      { key: 'statutoryLimit', head: '法定时限', show: (r) => limitOf(r.statutoryLimit) },
      committed,
      { key: 'shortened', head: '缩短', show: shortened, numeric: true },
      { key: 'materialsFirst', head: '原来材料', show: (r) => r.materialsFirst ?? '', numeric: true },
      { key: 'materials', head: '现在材料', show: (r) => r.materials ?? '', numeric: true },
      { key: 'stepsFirst', head: '原来环节', show: (r) => r.stepsFirst ?? '', numeric: true },
      { key: 'steps', head: '现在环节', show: (r) => r.steps ?? '', numeric: true },
    ],
  ),
]

const levelOf = (level: string) => decidedAtLabels[level as keyof typeof decidedAtLabels]
