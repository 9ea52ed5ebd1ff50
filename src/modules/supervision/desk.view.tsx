import type { ComponentChildren } from 'preact'
import type { Problem } from '../../core/errors.ts'
import type { LedgerField } from '../../core/ledger.ts'
import { choicesByName, EmptyState, LedgerForm, LedgerTable, type Page, Section, Stack, Tabs } from '../../ui/index.ts'
import type { Unit } from '../organisations/index.ts'
import { outcomeLabels, remedyLabels } from './labels.ts'
import type { Complaint, Remedy } from './store.ts'

type Props<Row> = {
  rows: readonly Row[]
  units: readonly Unit[]
  typed: Readonly<Record<string, unknown>>
  problems: readonly Problem[]
  /** Record whose ending was sent in vain; absent: the problems are those of the entry. */
  closing?: number | undefined
}

/** What the two ledgers of this module differ in. */
type Look<Row> = {
  title: string
  caption: string
  href: string
  unitLabel: string
  fields: readonly LedgerField[]
  cells?: Readonly<Record<string, (row: Row) => ComponentChildren>>
  ending: readonly LedgerField[]
  empty: { title: string; text: string }
}

const { pending: _, ...outcomes } = outcomeLabels

const remedies: Look<Remedy> = {
  title: '复议诉讼',
  caption: '政府信息公开行政复议、行政诉讼',
  href: '/desk/supervision/remedies',
  unitLabel: '被申请人（被告）',
  fields: [
    { name: 'kind', label: '种类', kind: 'choice', choices: remedyLabels },
    { name: 'number', label: '案号', kind: 'text' },
    {
      ...{ name: 'requestNumber', label: '对应的申请', kind: 'text', optional: true },
      hint: '申请登记号；与申请无关的可不填',
    },
    { name: 'openedOn', label: '受理日期', kind: 'day' },
  ],
  cells: {
    requestNumber: (r) => r.requestNumber && <a href={`/desk/requests/${r.requestNumber}`}>{r.requestNumber}</a>,
  },
  ending: [
    { name: 'outcome', label: '结果', kind: 'choice', choices: outcomes },
    { name: 'closedOn', label: '审结日期', kind: 'day' },
  ],
  empty: { title: '没有登记过复议诉讼', text: '收到受理通知后，在下面登记；它进入统计表第四、五部分。' },
}

const complaints: Look<Complaint> = {
  title: '举报投诉',
  caption: '对政府信息公开工作的举报投诉',
  href: '/desk/supervision/complaints',
  unitLabel: '被举报投诉的单位',
  fields: [
    { name: 'subject', label: '事由', kind: 'longText', hint: '不写举报人的姓名和联系方式' },
    { name: 'receivedOn', label: '收到日期', kind: 'day' },
  ],
  ending: [
    { name: 'outcome', label: '处理结果', kind: 'longText' },
    { name: 'closedOn', label: '办结日期', kind: 'day' },
  ],
  empty: { title: '没有登记过举报投诉', text: '这里只登记对公开工作的举报投诉；热线工单和信访另有台账。' },
}

export const remediesPage = (props: Props<Remedy>): Page => page(remedies, props)
export const complaintsPage = (props: Props<Complaint>): Page => page(complaints, props)

function page<Row extends { id: number; unitName: string; closedOn: unknown }>(
  look: Look<Row>,
  { rows, units, typed, problems, closing }: Props<Row>,
): Page {
  const mayRecord = units.length > 0
  const entering = closing === undefined
  return {
    title: look.title,
    breadcrumb: [{ label: '工作台', href: '/desk' }],
    problems,
    wide: true,
    body: (
      <Stack gap="large">
        <Tabs
          label="监督救济"
          tabs={[remedies, complaints].map((l) => ({ label: l.title, href: l.href, current: l.href === look.href }))}
        />
        <LedgerTable
          caption={look.caption}
          unitLabel={look.unitLabel}
          fields={look.fields}
          rows={rows}
          total={rows.length}
          {...(look.cells ? { cells: look.cells } : {})}
          ending={{
            ...{ head: '结果', label: '登记结果', fields: look.ending },
            ended: (row) => row.closedOn !== null,
            action: mayRecord ? (row) => `${look.href}/${row.id}/close` : undefined,
            tried: entering ? undefined : { id: closing, typed, problems },
          }}
          empty={<EmptyState title={look.empty.title}>{look.empty.text}</EmptyState>}
        />
        {mayRecord && (
          <Section title={`登记一件${look.title}`}>
            <LedgerForm
              action={look.href}
              unitLabel={look.unitLabel}
              units={choicesByName(units)}
              fields={look.fields}
              typed={entering ? typed : {}}
              problems={entering ? problems : []}
            />
          </Section>
        )}
      </Stack>
    ),
  }
}
