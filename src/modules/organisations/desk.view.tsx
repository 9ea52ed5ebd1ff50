import type { Day } from '../../core/day.ts'
import type { Problem } from '../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Checkbox,
  type Column,
  choicesByLabel,
  choicesByName,
  DayField,
  DayText,
  Disclosure,
  Form,
  type Page,
  Section,
  Select,
  Stack,
  Table,
  Tag,
  TextArea,
  TextField,
} from '../../ui/index.ts'
import { unitKindLabels } from './labels.ts'
import type { Unit, UnitForm, UnitKind } from './schema.ts'

const top = [{ label: '工作台', href: '/desk' }]
export const crumbs = [...top, { label: '机构', href: '/desk/organisations' }]

export function unitListPage({ units }: { units: readonly Unit[] }): Page {
  const columns: Column<Unit>[] = [
    { head: '名称', cell: (u) => <a href={`/desk/organisations/${u.code}`}>{u.name}</a>, wide: true },
    { head: '类别', cell: (u) => unitKindLabels[u.kind], nowrap: true },
    { head: '代码', cell: (u) => u.code, nowrap: true },
    { head: '行政区划代码', cell: (u) => u.regionCode, nowrap: true },
  ]
  return {
    title: '机构',
    breadcrumb: top,
    wide: true,
    body: (
      <Stack>
        <Actions>
          <ButtonLink href="/desk/organisations/new" kind="primary">
            新设单位
          </ButtonLink>
          <ButtonLink href="/desk/organisations/ledgers/offices">公开工作台账</ButtonLink>
        </Actions>
        <Table
          caption="您管理范围内的单位"
          columns={columns}
          rows={units}
          total={units.length}
          rowKey={(u) => u.code}
        />
      </Stack>
    ),
  }
}

type Typed = Readonly<Record<string, unknown>>
const text = (typed: Typed, name: string) => String(typed[name] ?? '')

function UnitFields({ typed, problems }: { typed: Typed; problems: readonly Problem[] }) {
  return (
    <>
      <TextField name="name" label="全称" value={text(typed, 'name')} problems={problems} required />
      <TextField
        name="shortName"
        label="简称"
        value={text(typed, 'shortName')}
        problems={problems}
        size="medium"
        required
      />
      <TextField
        name="creditCode"
        label="统一社会信用代码"
        hint="18 位，没有可不填"
        value={text(typed, 'creditCode')}
        problems={problems}
        size="medium"
      />
      <TextField name="address" label="办公地址" value={text(typed, 'address')} problems={problems} />
      <TextField name="phone" label="联系电话" value={text(typed, 'phone')} problems={problems} size="medium" />
      <TextField name="email" label="电子邮箱" value={text(typed, 'email')} problems={problems} size="medium" />
      <TextField
        name="officeHours"
        label="办公时间"
        hint="如：工作日 8:30—12:00,14:30—17:30"
        value={text(typed, 'officeHours')}
        problems={problems}
      />
      <TextArea
        name="duties"
        label="主要职责"
        hint="一段一行，按“三定”规定填写"
        value={text(typed, 'duties')}
        problems={problems}
        rows={8}
      />
    </>
  )
}

export function newUnitPage({
  parents,
  typed,
  problems,
}: {
  parents: readonly Unit[]
  typed: Typed
  problems: readonly Problem[]
}): Page {
  return {
    title: '新设单位',
    breadcrumb: crumbs,
    problems,
    body: (
      <Form>
        <Select
          name="parentCode"
          label="上级单位"
          options={choicesByName(parents)}
          value={text(typed, 'parentCode')}
          problems={problems}
          required
        />
        <Select
          name="kind"
          label="类别"
          options={choicesByLabel(unitKindLabels)}
          value={text(typed, 'kind')}
          problems={problems}
          required
        />
        <TextField
          name="code"
          label="代码"
          hint="用于网址，小写字母开头，如 finance；设立后不能更改"
          value={text(typed, 'code')}
          problems={problems}
          size="medium"
          required
        />
        <DayField name="openedOn" label="设立日期" value={text(typed, 'openedOn')} problems={problems} required />
        <UnitFields typed={typed} problems={problems} />
        <Actions>
          <Button>设立单位</Button>
        </Actions>
      </Form>
    ),
  }
}

type StaffRow = { id: number; name: string; title: string | null; phone: string; isLeader: boolean; startedOn: string }
type Detail = { code: string; name: string; kind: string; closedOn: string | null } & Record<
  keyof UnitForm,
  string | null
>

export function unitDeskPage({
  unit,
  staff,
  children,
  typed,
  problems,
  today,
}: {
  unit: Detail
  staff: readonly StaffRow[]
  children: readonly { code: string; name: string; kind: string }[]
  typed: UnitForm | undefined
  problems: readonly Problem[]
  today: Day
}): Page {
  const people: Column<StaffRow>[] = [
    { head: '姓名', cell: (s) => s.name, nowrap: true },
    { head: '职务', cell: (s) => s.title ?? '', wide: true },
    { head: '领导', cell: (s) => (s.isLeader ? <Tag>公开分工</Tag> : '') },
    { head: '电话', cell: (s) => s.phone, nowrap: true },
    { head: '到任', cell: (s) => <DayText day={s.startedOn as Day} />, nowrap: true },
    {
      head: '离任',
      cell: (s) => (
        <EndInline
          action={`/desk/organisations/staff/${s.id}/end`}
          label={`${s.name}的离任日期`}
          button="登记离任"
          today={today}
          name={`end-${s.id}`}
        />
      ),
    },
  ]
  return {
    title: unit.name,
    breadcrumb: crumbs,
    problems,
    wide: true,
    body: (
      <Stack gap="large">
        <Section title="人员" note="有领导标记的人员会在机构页面公开分工。">
          <Table
            caption={`${unit.name}在职人员`}
            captionHidden
            columns={people}
            rows={staff}
            total={staff.length}
            rowKey={(s) => s.id}
          />
          <Actions>
            <ButtonLink href={`/desk/organisations/${unit.code}/staff/new`}>登记到任人员</ButtonLink>
          </Actions>
        </Section>
        <Section title="公开的信息" note="这里的内容会显示在机构页面上。">
          <Form action={`/desk/organisations/${unit.code}`}>
            <UnitFields typed={typed ?? unit} problems={problems} />
            <Actions>
              <Button>保存</Button>
              <ButtonLink href={`/units/${unit.code}`}>看公开页面</ButtonLink>
            </Actions>
          </Form>
        </Section>
        {children.length > 0 && (
          <Section title="下级单位">
            <Table
              caption="下级单位"
              captionHidden
              columns={[
                { head: '名称', cell: (u) => <a href={`/desk/organisations/${u.code}`}>{u.name}</a>, wide: true },
                { head: '类别', cell: (u) => unitKindLabels[u.kind as UnitKind] },
              ]}
              rows={children}
              rowKey={(u) => u.code}
            />
          </Section>
        )}
        {!unit.closedOn && (
          <Disclosure summary="撤销这个单位">
            <p>撤销以后不能再以这个单位的名义发布信息，已有的记录都保留。</p>
            <EndInline
              action={`/desk/organisations/${unit.code}/close`}
              label="撤销日期"
              button="撤销单位"
              today={today}
              name="close"
              field="closedOn"
            />
          </Disclosure>
        )}
      </Stack>
    ),
  }
}

export function newStaffPage({
  unit,
  typed,
  problems,
  today,
}: {
  unit: Unit
  typed: Typed
  problems: readonly Problem[]
  today: Day
}): Page {
  const field = (name: string, label: string) => ({ name, label, value: text(typed, name), problems })
  return {
    title: '登记到任人员',
    breadcrumb: [...crumbs, { label: unit.name, href: `/desk/organisations/${unit.code}` }],
    problems,
    body: (
      <Form>
        <TextField {...field('name', '姓名')} size="medium" required />
        <TextField {...field('title', '职务')} size="medium" required />
        <TextField {...field('phone', '办公电话')} size="medium" />
        <DayField {...field('startedOn', '到任日期')} value={text(typed, 'startedOn') || today} required />
        <TextArea {...field('duties', '分工')} rows={3} />
        <TextArea {...field('biography', '简历')} rows={3} />
        <Checkbox name="isLeader" label="在领导分工中公开" value="yes" checked={typed.isLeader === 'yes'} />
        <Checkbox
          name="leads"
          label="是单位主要负责人（信息公开第一责任人）"
          value="yes"
          checked={typed.leads === 'yes'}
        />
        <Actions>
          <Button>登记到任</Button>
        </Actions>
      </Form>
    ),
  }
}

/** A date and a button in one line, for ending something. */
function EndInline({
  action,
  label,
  button,
  today,
  name,
  field = 'endedOn',
}: {
  action: string
  label: string
  button: string
  today: Day
  name: string
  field?: string
}) {
  return (
    <Disclosure summary={button}>
      <Form action={action} inline>
        <DayField name={field} id={`field-${name}`} label={label} value={today} max={today} />
        <Button kind="plain">{button}</Button>
      </Form>
    </Disclosure>
  )
}
