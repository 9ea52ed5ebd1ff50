import type { Problem } from '../../core/errors.ts'
import { maskIdNumber, maskName, maskPhone } from '../../core/mask.ts'
import {
  Actions,
  Button,
  type Column,
  EmptyState,
  FilterForm,
  Form,
  InstantText,
  MetadataTable,
  Notice,
  type Page,
  Pager,
  Section,
  Select,
  Stack,
  Table,
  TextField,
} from '../../ui/index.ts'
import { kindLabels, personFieldLabels } from './labels.ts'
import type { Person } from './person-store.ts'
import type { Account } from './store.ts'

const top = [{ label: '工作台', href: '/desk' }]
type Typed = Readonly<Record<string, string | undefined>>

/** Registered citizens and organisations, masked. */
export function personsPage(view: {
  rows: readonly Account[]
  total: number
  q: string | undefined
  next: string | undefined
}): Page {
  const { rows, total, q, next } = view
  const columns: Column<Account>[] = [
    { head: '名称', cell: (a) => <a href={`/desk/persons/${a.id}`}>{a.name}</a>, wide: true },
    { head: '类别', cell: (a) => kindLabels[a.kind], nowrap: true },
    { head: '手机号码', cell: (a) => (a.phoneNumber ? maskPhone(a.phoneNumber) : ''), nowrap: true },
    { head: '注册于', cell: (a) => <InstantText at={a.createdAt} />, nowrap: true },
  ]
  return {
    title: '注册的个人和法人',
    breadcrumb: top,
    wide: true,
    body: (
      <Stack>
        <FilterForm action="/desk/persons" label="查找" clear={q ? '/desk/persons' : undefined}>
          <TextField name="q" label="单位名称或完整手机号" value={q} type="search" size="medium" />
        </FilterForm>
        <Table
          caption="注册的个人和法人"
          columns={columns}
          rows={rows}
          total={total}
          rowKey={(a) => a.id}
          empty={<EmptyState title="没有找到">请核对后换一个条件。</EmptyState>}
        />
        <Pager total={total} next={next} unit="个" />
      </Stack>
    ),
  }
}

/** One registered person, masked, with the way to look at a field for a reason. */
export function personPage(view: {
  account: Account
  person: Person
  revealed?: { label: string; value: string } | undefined
  typed: Typed
  problems: readonly Problem[]
}): Page {
  const { account, person, revealed, typed, problems } = view
  return {
    title: account.name,
    breadcrumb: [...top, { label: '注册的个人和法人', href: '/desk/persons' }],
    problems,
    body: (
      <Stack gap="large">
        {revealed && (
          <Notice kind="warning" title={`${revealed.label}：${revealed.value}`}>
            <p>这次查看已记入行为记录。</p>
          </Notice>
        )}
        <MetadataTable
          rows={[
            { label: '类别', value: kindLabels[account.kind] },
            ...personFacts(person),
            { label: '手机号码', value: account.phoneNumber && maskPhone(account.phoneNumber) },
            { label: '注册于', value: <InstantText at={person.registeredAt} /> },
          ]}
        />
        <RevealSection person={person} typed={typed} problems={problems} />
      </Stack>
    ),
  }
}

/** What may be shown of a person to anyone who manages accounts. */
export function personFacts(person: Person) {
  return person.kind === 'natural'
    ? [
        { label: '姓名', value: maskName(person.name) },
        { label: '身份证号码', value: maskIdNumber('*'.repeat(18)) },
      ]
    : [
        { label: '统一社会信用代码', value: person.creditCode },
        { label: '经办人', value: person.contactName && maskName(person.contactName) },
      ]
}

function RevealSection({ person, typed, problems }: { person: Person; typed: Typed; problems: readonly Problem[] }) {
  const fields =
    person.kind === 'natural' ? (['name', 'idNumber', 'phone'] as const) : (['contactName', 'phone'] as const)
  return (
    <Section title="查看被隐去的信息" note="只在办理需要时查看；每次查看都会记下您的姓名、时间和事由。">
      <Form action={`/desk/persons/${person.accountId}/reveal`}>
        <Select
          name="field"
          label="查看"
          options={fields.map((value) => ({ value, label: personFieldLabels[value] }))}
          value={typed.field}
          problems={problems}
          required
        />
        <TextField
          name="reason"
          label="事由"
          value={typed.reason}
          problems={problems}
          hint="如：核对某号申请的申请人身份"
          required
        />
        <Actions>
          <Button kind="plain">查看并记录</Button>
        </Actions>
      </Form>
    </Section>
  )
}
