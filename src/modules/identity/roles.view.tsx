import type { Day } from '../../core/day.ts'
import type { Problem, Refusal } from '../../core/errors.ts'
import {
  Actions,
  Button,
  type Column,
  DayField,
  DayText,
  EmptyState,
  Form,
  Notice,
  type Page,
  Prose,
  Section,
  Select,
  Stack,
  Table,
  Tag,
} from '../../ui/index.ts'
import type { Role, RoleGrant } from './role-store.ts'
import type { Account, UnitRef } from './store.ts'

const crumbs = [
  { label: '工作台', href: '/desk' },
  { label: '账号', href: '/desk/accounts' },
]
type Typed = Readonly<Record<string, string | undefined>>

export type GrantsView = {
  account: Account
  grants: readonly RoleGrant[]
  roles: readonly Role[]
  units: readonly UnitRef[]
  permissionLabels: Readonly<Record<string, string>>
  mayEnd: (grant: RoleGrant) => boolean
  refusal: Refusal | undefined
  typed: Typed
  problems: readonly Problem[]
  today: Day
}

export function grantsPage(view: GrantsView): Page {
  const { account, roles, typed, problems } = view
  const address = `/desk/accounts/${account.id}/roles`
  return {
    title: `${account.name}的角色`,
    breadcrumb: [...crumbs, { label: account.name, href: `/desk/accounts/${account.id}` }],
    problems,
    wide: true,
    body: (
      <Stack gap="large">
        <GrantTable grants={view.grants} end={(g) => (view.mayEnd(g) ? `${address}/${g.id}/end` : undefined)} />
        <Section title="授予角色">
          {view.refusal ? (
            <Notice title={view.refusal.message}>{view.refusal.next}</Notice>
          ) : (
            <Form action={address}>
              <Select
                name="roleCode"
                label="角色"
                options={roles.map((r) => ({ value: r.code, label: `${r.name}：${r.description}` }))}
                value={typed.roleCode}
                problems={problems}
                required
              />
              <UnitSelect
                label="范围（该单位及所属单位）"
                units={view.units}
                value={typed.unitCode ?? account.unitCode ?? undefined}
                problems={problems}
              />
              <DayField
                name="validFrom"
                label="开始日期"
                value={typed.validFrom ?? view.today}
                problems={problems}
                required
              />
              <DayField
                name="validUntil"
                label="截止日期"
                hint="含当天；不填则到收回为止"
                value={typed.validUntil}
                problems={problems}
              />
              <Actions>
                <Button>授予角色</Button>
              </Actions>
            </Form>
          )}
        </Section>
        <Section title="各角色能做什么">
          <Roles roles={roles} permissionLabels={view.permissionLabels} />
        </Section>
      </Stack>
    ),
  }
}

export function rolesPage({ roles, permissionLabels }: Pick<GrantsView, 'roles' | 'permissionLabels'>): Page {
  return {
    title: '各角色能做什么',
    breadcrumb: crumbs,
    wide: true,
    body: <Roles roles={roles} permissionLabels={permissionLabels} />,
  }
}

function Roles({ roles, permissionLabels }: Pick<GrantsView, 'roles' | 'permissionLabels'>) {
  const columns: Column<Role>[] = [
    { head: '角色', cell: (r) => r.name, nowrap: true },
    { head: '职责', cell: (r) => r.description },
    {
      head: '可以',
      cell: (r) => (
        <Prose>
          <ul>
            {r.permissions.map((p) => (
              <li key={p}>{permissionLabels[p] ?? p}</li>
            ))}
          </ul>
        </Prose>
      ),
      wide: true,
    },
    { head: '第二重验证', cell: (r) => (r.needsSecondFactor ? '必须' : '可选'), nowrap: true },
  ]
  return <Table caption="各角色能做什么" captionHidden columns={columns} rows={roles} rowKey={(r) => r.code} />
}

export function GrantTable({
  grants,
  end,
}: {
  grants: readonly RoleGrant[]
  end?: (grant: RoleGrant) => string | undefined
}) {
  const columns: Column<RoleGrant>[] = [
    { head: '角色', cell: (g) => g.roleName, nowrap: true },
    { head: '范围', cell: (g) => `${g.unitName}及所属单位`, wide: true },
    { head: '起', cell: (g) => <DayText day={g.validFrom} />, nowrap: true },
    { head: '止', cell: (g) => (g.validUntil ? <DayText day={g.validUntil} /> : '收回为止'), nowrap: true },
    { head: '授予人', cell: (g) => g.grantedBy, nowrap: true },
  ]
  if (end)
    columns.push({
      head: '收回',
      cell: (g) => {
        if (g.endedAt) return <Tag>已收回</Tag>
        const address = end(g)
        return address ? (
          <Form action={address} inline>
            <Button kind="quiet">收回{g.roleName}</Button>
          </Form>
        ) : (
          '不在您的管理范围'
        )
      },
    })
  return (
    <Table
      caption="角色"
      captionHidden
      columns={columns}
      rows={grants}
      rowKey={(g) => g.id}
      empty={<EmptyState title="没有角色" />}
    />
  )
}

export function UnitSelect({
  label,
  units,
  value,
  problems,
}: {
  label: string
  units: readonly UnitRef[]
  value: string | undefined
  problems: readonly Problem[]
}) {
  return (
    <Select
      name="unitCode"
      label={label}
      options={units.map((u) => ({ value: u.code, label: indented(u) }))}
      value={value}
      problems={problems}
      required
    />
  )
}

/** The name of a unit, moved in by how deep it lies, so that the tree shows in a plain list. */
function indented(unit: UnitRef): string {
  const depth = unit.path.split('/').length - 3
  return '\u3000'.repeat(Math.max(0, depth)) + unit.name
}
