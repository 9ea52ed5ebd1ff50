import {
  Actions,
  Button,
  Checkbox,
  DayField,
  DayText,
  Disclosure,
  EmptyState,
  Form,
  type Page,
  Stack,
  Table,
  Tag,
  TextArea,
  TextField,
} from '../../../ui/index.ts'
import type { HeldKind } from '../answers.schema.ts'
import type * as store from '../answers.store.ts'
import { heldLabels } from '../labels.ts'
import { type Asked, bodyHint, Shown, UnitSelect } from './answer-fields.tsx'
import { desk } from './crumbs.ts'

function HeldFields({ kind, ...asked }: Asked & { kind: HeldKind }) {
  const { typed, problems, today } = asked
  return (
    <>
      <UnitSelect {...asked} />
      <TextField name="title" label="主题" value={typed.title} problems={problems} required />
      <DayField name="heldOn" label="日期" value={typed.heldOn} max={today} problems={problems} required />
      <TextField name="persons" label={heldLabels[kind].persons} value={typed.persons} problems={problems} />
      <Checkbox name="headAttended" label="单位主要负责同志参加" value="yes" checked={typed.headAttended === 'yes'} />
      <TextArea name="body" label="内容" hint={bodyHint} value={typed.body} problems={problems} rows={10} />
      <Shown typed={typed} problems={problems} />
    </>
  )
}

export function heldListPage({
  kind,
  address,
  rows,
  ...asked
}: Asked & { kind: HeldKind; address: string; rows: readonly store.HeldRow[] }): Page {
  const { title, one } = heldLabels[kind]
  return {
    title,
    breadcrumb: desk,
    problems: asked.problems,
    wide: true,
    body: (
      <Stack gap="large">
        <Table
          caption={title}
          columns={[
            { head: '主题', cell: (r) => <a href={`${address}/${r.id}`}>{r.title}</a>, wide: true },
            { head: '日期', cell: (r) => <DayText day={r.heldOn} />, nowrap: true },
            { head: '单位', cell: (r) => r.unitName, nowrap: true },
            { head: '主要负责同志', cell: (r) => (r.headAttended ? '参加' : ''), nowrap: true },
            {
              head: '状态',
              cell: (r) => (r.state === 'published' ? <Tag tone="good">已公开</Tag> : <Tag>未公开</Tag>),
              nowrap: true,
            },
          ]}
          rows={rows}
          total={rows.length}
          rowKey={(r) => r.id}
          empty={<EmptyState title={`还没有登记${one}`}>在下面登记第一次。没有登记的，统计表里就数不到。</EmptyState>}
        />
        <Disclosure summary={`登记一次${one}`} open={asked.problems.length > 0 || rows.length === 0}>
          <Form>
            <HeldFields kind={kind} {...asked} />
            <Actions>
              <Button>登记{one}</Button>
            </Actions>
          </Form>
        </Disclosure>
      </Stack>
    ),
  }
}

export function heldPage({
  kind,
  address,
  row,
  ...asked
}: Asked & { kind: HeldKind; address: string; row: store.HeldRow }): Page {
  return {
    title: row.title,
    breadcrumb: [...desk, { label: heldLabels[kind].title, href: address }],
    problems: asked.problems,
    body: (
      <Form>
        <HeldFields kind={kind} {...asked} />
        <Actions>
          <Button>保存</Button>
        </Actions>
      </Form>
    ),
  }
}
