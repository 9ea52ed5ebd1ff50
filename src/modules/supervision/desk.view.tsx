import type { Problem } from '../../core/errors.ts'
import {
  Button,
  type Column,
  DayField,
  DayText,
  Disclosure,
  EmptyState,
  Form,
  type Page,
  Section,
  Select,
  Stack,
  Table,
  Tabs,
  TextArea,
  TextField,
} from '../../ui/index.ts'
import type { Unit } from '../organisations/index.ts'
import { outcomeLabels, remedyLabels } from './labels.ts'
import { remedyKinds } from './schema.ts'
import type { Complaint, Remedy } from './store.ts'

type Typed = Readonly<Record<string, unknown>>
type Recording = { units: readonly Unit[]; typed: Typed; problems: readonly Problem[] }

const top = [{ label: '工作台', href: '/desk' }]
const text = (typed: Typed, name: string) => String(typed[name] ?? '')
const unitOptions = (units: readonly Unit[]) => units.map((u) => ({ value: u.code, label: u.name }))

const tabs = (current: 'remedies' | 'complaints') => (
  <Tabs
    label="监督救济"
    tabs={[
      { label: '复议诉讼', href: '/desk/supervision/remedies', current: current === 'remedies' },
      { label: '举报投诉', href: '/desk/supervision/complaints', current: current === 'complaints' },
    ]}
  />
)

export function remediesPage({ remedies, units, typed, problems }: Recording & { remedies: readonly Remedy[] }): Page {
  const mayRecord = units.length > 0
  const columns: Column<Remedy>[] = [
    { head: '案号', cell: (r) => r.number, nowrap: true },
    { head: '种类', cell: (r) => remedyLabels[r.kind] },
    { head: '被申请人（被告）', cell: (r) => r.unitName, wide: true },
    {
      head: '对应的申请',
      cell: (r) => r.requestNumber && <a href={`/desk/requests/${r.requestNumber}`}>{r.requestNumber}</a>,
    },
    { head: '受理', cell: (r) => <DayText day={r.openedOn} />, nowrap: true },
    { head: '审结', cell: (r) => (r.closedOn ? <DayText day={r.closedOn} /> : '—'), nowrap: true },
    { head: '结果', cell: (r) => outcomeLabels[r.outcome], nowrap: true },
    ...(mayRecord
      ? [
          {
            head: '登记',
            cell: (r: Remedy) => (r.closedOn ? '' : <RemedyEnd remedy={r} typed={typed} problems={problems} />),
          },
        ]
      : []),
  ]
  return {
    title: '复议诉讼',
    breadcrumb: top,
    problems,
    wide: true,
    body: (
      <Stack>
        {tabs('remedies')}
        <Table
          caption="政府信息公开行政复议、行政诉讼"
          columns={columns}
          rows={remedies}
          total={remedies.length}
          rowKey={(r) => r.id}
          empty={
            <EmptyState title="没有登记过复议诉讼">收到受理通知后，在下面登记；它进入统计表第四、五部分。</EmptyState>
          }
        />
        {mayRecord && (
          <Section title="登记一件复议诉讼">
            <Form action="/desk/supervision/remedies">
              <Select
                name="kind"
                label="种类"
                value={text(typed, 'kind')}
                problems={problems}
                required
                options={remedyKinds.map((value) => ({ value, label: remedyLabels[value] }))}
              />
              <TextField
                name="number"
                label="案号"
                value={text(typed, 'number')}
                problems={problems}
                size="medium"
                required
              />
              <Select
                name="unitCode"
                label="被申请人（被告）"
                value={text(typed, 'unitCode')}
                problems={problems}
                required
                options={unitOptions(units)}
              />
              <TextField
                name="requestNumber"
                label="对应的申请"
                hint="申请登记号；与申请无关的可不填"
                value={text(typed, 'requestNumber')}
                problems={problems}
                size="medium"
              />
              <DayField name="openedOn" label="受理日期" value={text(typed, 'openedOn')} problems={problems} required />
              <Button>登记</Button>
            </Form>
          </Section>
        )}
      </Stack>
    ),
  }
}

function RemedyEnd({ remedy, typed, problems }: { remedy: Remedy; typed: Typed; problems: readonly Problem[] }) {
  const mine = typed.closing === remedy.id
  const kept = mine ? typed : {}
  const found = mine ? problems : []
  return (
    <Disclosure summary="登记结果" open={mine}>
      <Form action={`/desk/supervision/remedies/${remedy.id}/close`}>
        <Select
          name="outcome"
          id={`outcome-${remedy.id}`}
          label="结果"
          value={text(kept, 'outcome')}
          problems={found}
          required
          options={(['upheld', 'corrected', 'other'] as const).map((value) => ({ value, label: outcomeLabels[value] }))}
        />
        <DayField
          name="closedOn"
          id={`closed-${remedy.id}`}
          label="审结日期"
          value={text(kept, 'closedOn')}
          problems={found}
          required
        />
        <Button>登记结果</Button>
      </Form>
    </Disclosure>
  )
}

export function complaintsPage({
  complaints,
  units,
  typed,
  problems,
}: Recording & { complaints: readonly Complaint[] }): Page {
  const mayRecord = units.length > 0
  const columns: Column<Complaint>[] = [
    { head: '编号', cell: (c) => c.id, nowrap: true },
    { head: '事由', cell: (c) => c.subject, wide: true },
    { head: '单位', cell: (c) => c.unitName },
    { head: '收到', cell: (c) => <DayText day={c.receivedOn} />, nowrap: true },
    { head: '办结', cell: (c) => (c.closedOn ? <DayText day={c.closedOn} /> : '—'), nowrap: true },
    { head: '处理结果', cell: (c) => c.outcome },
    ...(mayRecord
      ? [
          {
            head: '登记',
            cell: (c: Complaint) =>
              c.closedOn ? '' : <ComplaintEnd complaint={c} typed={typed} problems={problems} />,
          },
        ]
      : []),
  ]
  return {
    title: '举报投诉',
    breadcrumb: top,
    problems,
    wide: true,
    body: (
      <Stack>
        {tabs('complaints')}
        <Table
          caption="对政府信息公开工作的举报投诉"
          columns={columns}
          rows={complaints}
          total={complaints.length}
          rowKey={(c) => c.id}
          empty={
            <EmptyState title="没有登记过举报投诉">这里只登记对公开工作的举报投诉；热线工单和信访另有台账。</EmptyState>
          }
        />
        {mayRecord && (
          <Section title="登记一件举报投诉">
            <Form action="/desk/supervision/complaints">
              <Select
                name="unitCode"
                label="被举报投诉的单位"
                value={text(typed, 'unitCode')}
                problems={problems}
                required
                options={unitOptions(units)}
              />
              <TextArea
                name="subject"
                label="事由"
                hint="不写举报人的姓名和联系方式"
                value={text(typed, 'subject')}
                problems={problems}
                rows={3}
                required
              />
              <DayField
                name="receivedOn"
                label="收到日期"
                value={text(typed, 'receivedOn')}
                problems={problems}
                required
              />
              <Button>登记</Button>
            </Form>
          </Section>
        )}
      </Stack>
    ),
  }
}

function ComplaintEnd({
  complaint,
  typed,
  problems,
}: {
  complaint: Complaint
  typed: Typed
  problems: readonly Problem[]
}) {
  const mine = typed.closing === complaint.id
  const kept = mine ? typed : {}
  const found = mine ? problems : []
  return (
    <Disclosure summary="登记结果" open={mine}>
      <Form action={`/desk/supervision/complaints/${complaint.id}/close`}>
        <TextArea
          name="outcome"
          id={`result-${complaint.id}`}
          label="处理结果"
          value={text(kept, 'outcome')}
          problems={found}
          rows={3}
          required
        />
        <DayField
          name="closedOn"
          id={`closed-${complaint.id}`}
          label="办结日期"
          value={text(kept, 'closedOn')}
          problems={found}
          required
        />
        <Button>登记结果</Button>
      </Form>
    </Disclosure>
  )
}
