import type { Day } from '../../core/day.ts'
import type { Problem, Refusal } from '../../core/errors.ts'
import { maskPhone } from '../../core/mask.ts'
import type { Act } from '../../platform/acts.ts'
import {
  Actions,
  Button,
  ButtonLink,
  type Column,
  choicesByLabel,
  Disclosure,
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
  Tag,
  TextField,
  Timeline,
} from '../../ui/index.ts'
import { actLabel, kindLabels } from './labels.ts'
import type { Person } from './person-store.ts'
import { personFacts } from './persons.view.tsx'
import type { RoleGrant } from './role-store.ts'
import { GrantTable, UnitSelect } from './roles.view.tsx'
import { runs } from './rules.ts'
import type { AccountsQuery } from './schema.ts'
import type { Account, UnitRef } from './store.ts'

const top = [{ label: '工作台', href: '/desk' }]
const list = [...top, { label: '账号', href: '/desk/accounts' }]
type Typed = Readonly<Record<string, string | undefined>>

export function accountsPage(view: {
  rows: readonly Account[]
  total: number
  query: AccountsQuery
  next: string | undefined
}): Page {
  const { rows, total, query, next } = view
  const columns: Column<Account>[] = [
    { head: '名称', cell: (a) => <a href={`/desk/accounts/${a.id}`}>{a.name}</a>, wide: true },
    { head: '类别', cell: (a) => kindLabels[a.kind], nowrap: true },
    { head: '用户名或手机', cell: (a) => a.username ?? (a.phoneNumber ? maskPhone(a.phoneNumber) : ''), nowrap: true },
    { head: '单位', cell: (a) => a.unitName ?? '' },
    { head: '第二重验证', cell: (a) => (a.twoFactorEnabled ? '已启用' : '未启用'), nowrap: true },
    { head: '状态', cell: (a) => <State account={a} />, nowrap: true },
  ]
  return {
    title: '账号',
    breadcrumb: top,
    wide: true,
    body: (
      <Stack>
        <Actions>
          <ButtonLink href="/desk/accounts/new" kind="primary">
            建立账号
          </ButtonLink>
          <ButtonLink href="/desk/roles">各角色能做什么</ButtonLink>
        </Actions>
        <FilterForm action="/desk/accounts" label="查找" clear={query.q || query.kind ? '/desk/accounts' : undefined}>
          <TextField name="q" label="姓名、用户名或完整手机号" value={query.q} type="search" size="medium" />
          <Select name="kind" label="类别" empty="全部" options={choicesByLabel(kindLabels)} value={query.kind} />
        </FilterForm>
        <Table
          caption="您管理范围内的账号"
          columns={columns}
          rows={rows}
          total={total}
          rowKey={(a) => a.id}
          empty={<EmptyState title="没有符合条件的账号">请换一个条件，或建立新账号。</EmptyState>}
        />
        <Pager total={total} next={next} unit="个" />
      </Stack>
    ),
  }
}

function State({ account }: { account: Account }) {
  if (account.disabledAt) return <Tag tone="bad">已停用</Tag>
  if (account.mustChangePassword) return <Tag tone="warning">待改密码</Tag>
  return <Tag tone="good">正常</Tag>
}

export function newAccountPage({
  units,
  typed,
  problems,
}: {
  units: readonly UnitRef[]
  typed: Typed
  problems: readonly Problem[]
}): Page {
  return {
    title: '建立账号',
    breadcrumb: list,
    problems,
    body: (
      <Form action="/desk/accounts/new">
        <TextField name="name" label="姓名" value={typed.name} problems={problems} size="medium" required />
        <TextField
          name="username"
          label="用户名"
          hint="登录用，2 至 30 个字母、数字、点或下划线，以字母开头，如 zhangsan"
          value={typed.username}
          problems={problems}
          size="medium"
          required
        />
        <UnitSelect label="单位" units={units} value={typed.unitCode} problems={problems} />
        <Actions>
          <Button>建立账号</Button>
        </Actions>
      </Form>
    ),
  }
}

/** Shows a password that was just made. It is shown this once and stored nowhere. */
export function passwordPage({
  account,
  password,
}: {
  account: Pick<Account, 'id' | 'name' | 'username'>
  password: string
}): Page {
  return {
    title: '新密码',
    breadcrumb: list,
    body: (
      <Stack>
        <Notice kind="success" title={`请把密码当面交给${account.name}`}>
          <p>只显示这一次。首次登录后必须修改，修改之前角色不生效。</p>
        </Notice>
        <MetadataTable
          rows={[
            { label: '用户名', value: account.username },
            { label: '密码', value: password },
          ]}
          columns={1}
        />
        <Actions>
          <ButtonLink href={`/desk/accounts/${account.id}/roles`} kind="primary">
            授予角色
          </ButtonLink>
          <ButtonLink href={`/desk/accounts/${account.id}`}>查看账号</ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}

export type AccountDetail = {
  account: Account
  person: Person | undefined
  grants: readonly RoleGrant[]
  acts: readonly Act[]
  /** Why the actor may not manage this account. */
  refusal: Refusal | undefined
  typed: Typed
  problems: readonly Problem[]
  today: Day
}

export function accountDetailPage(view: AccountDetail): Page {
  const { account, person, refusal, problems } = view
  const address = `/desk/accounts/${account.id}`
  return {
    title: account.name,
    breadcrumb: list,
    problems,
    aside: (
      <Section title="经过" level={3}>
        <Timeline steps={view.acts.map((a) => ({ at: a.at, title: actLabel(a.act), by: a.actor }))} />
      </Section>
    ),
    body: (
      <Stack gap="large">
        <MetadataTable
          rows={[
            { label: '类别', value: kindLabels[account.kind] },
            { label: '状态', value: <State account={account} /> },
            { label: '用户名', value: account.username },
            { label: '单位', value: account.unitName },
            { label: '第二重验证', value: account.twoFactorEnabled ? '已启用' : '未启用' },
            { label: '手机号码', value: account.phoneNumber && maskPhone(account.phoneNumber) },
            ...(person ? personFacts(person) : []),
            { label: '停用原因', value: account.disabledReason },
            { label: '建立于', value: <InstantText at={account.createdAt} /> },
          ]}
        />
        {account.kind === 'staff' && (
          <Section title="角色" more={{ label: '授予或收回角色', href: `${address}/roles` }}>
            <GrantTable grants={view.grants.filter((g) => runs(g, view.today))} />
          </Section>
        )}
        <Section title="管理">
          <Actions
            actions={[
              ...(account.kind === 'staff'
                ? [{ label: '重置密码', href: `${address}/reset-password`, post: true, refused: refusal }]
                : []),
              ...(account.twoFactorEnabled
                ? [
                    {
                      label: '解除第二重验证（手机遗失）',
                      href: `${address}/reset-second-factor`,
                      post: true,
                      refused: refusal,
                    },
                  ]
                : []),
              ...(account.disabledAt
                ? [{ label: '重新启用', href: `${address}/enable`, post: true, refused: refusal }]
                : []),
            ]}
          />
          {!account.disabledAt && !refusal && (
            <Disclosure summary="停用账号" open={problems.length > 0}>
              <Form action={`${address}/disable`}>
                <TextField
                  name="reason"
                  label="停用原因"
                  hint="如：调离本单位"
                  value={view.typed.reason}
                  problems={problems}
                  required
                />
                <Actions>
                  <Button kind="danger">停用账号并结束登录</Button>
                </Actions>
              </Form>
            </Disclosure>
          )}
        </Section>
      </Stack>
    ),
  }
}
