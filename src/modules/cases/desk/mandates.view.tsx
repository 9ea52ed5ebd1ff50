import type { Day } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Checkboxes,
  choicesByName,
  DayField,
  DayText,
  EmptyState,
  Form,
  Lesser,
  type Page,
  Select,
  Stack,
  Table,
  Tabs,
  Tag,
  TextField,
} from '../../../ui/index.ts'
import type { Unit } from '../../organisations/index.ts'
import { powerLabels } from '../labels.ts'
import type { Authorisation, Deputy } from '../mandates.store.ts'
import { powers } from '../schema.ts'
import { inList, list } from './crumbs.ts'

const lettersAt = `${list}/authorisations`
const deputiesAt = `${list}/deputies`
const inLetters = [...inList, { label: '授权委托书', href: lettersAt }]
const inDeputies = [...inList, { label: '代理', href: deputiesAt }]

type Seen = {
  today: Day
  /** Subtrees of units for which the reader may sign. */
  authorises: readonly string[]
}
const within = ({ authorises }: Seen, unitPath: string) => authorises.some((path) => unitPath.startsWith(path))

const Places = ({ at }: { at: string }) => (
  <Tabs
    label="授权和代理"
    tabs={[
      { label: '授权委托书', href: lettersAt, current: at === lettersAt },
      { label: '代理', href: deputiesAt, current: at === deputiesAt },
    ]}
  />
)

/** How a mandate stands on a day. */
function Standing({ from, until, ended, today }: { from: Day; until: Day; ended: Day | null; today: Day }) {
  if (ended !== null && ended <= today) return <Tag>{ended} 收回</Tag>
  if (until < today) return <Tag>已到期</Tag>
  return from > today ? <Tag tone="warning">还没有开始</Tag> : <Tag tone="good">有效</Tag>
}

const holdsOn = (m: { validUntil: Day }, ended: Day | null, today: Day): boolean =>
  (ended === null || ended > today) && m.validUntil >= today

export function authorisationsPage({ letters, ...seen }: Seen & { letters: readonly Authorisation[] }): Page {
  return {
    title: '授权委托书',
    breadcrumb: inList,
    wide: true,
    body: (
      <Stack>
        <Places at={lettersAt} />
        <Lesser>主管单位签了委托书，窗口和镇村的人才能以它的名义受理、决定、发证。没有授权的，会被拒绝。</Lesser>
        {seen.authorises.length > 0 && (
          <Actions>
            <ButtonLink href={`${lettersAt}/new`} kind="primary">
              签发授权委托书
            </ButtonLink>
          </Actions>
        )}
        <Table<Authorisation>
          caption="授权委托书"
          columns={[
            {
              head: '编号',
              cell: (l) => (
                <>
                  {l.documentNumber}
                  <br />
                  <small>{l.unitName}</small>
                </>
              ),
              wide: true,
            },
            { head: '受委托人', cell: (l) => l.accountName, nowrap: true },
            { head: '权限', cell: (l) => l.powers.map((p) => powerLabels[p]).join('、'), nowrap: true },
            {
              head: '事项',
              cell: (l) => (l.itemIds === null ? '全部事项' : `${l.itemIds.length} 个事项`),
              nowrap: true,
            },
            { head: '期间', cell: (l) => `${l.validFrom} 至 ${l.validUntil}`, nowrap: true },
            {
              head: '状态',
              cell: (l) => <Standing from={l.validFrom} until={l.validUntil} ended={l.revokedOn} today={seen.today} />,
              nowrap: true,
            },
            {
              head: '收回',
              cell: (l) =>
                holdsOn(l, l.revokedOn, seen.today) &&
                within(seen, l.unitPath) && (
                  <Form action={`${lettersAt}/${l.id}/revoke`} inline>
                    <Button kind="quiet">
                      收回<span class="sr-only">：{l.documentNumber}</span>
                    </Button>
                  </Form>
                ),
              nowrap: true,
            },
          ]}
          rows={letters}
          rowKey={(l) => l.id}
          empty={
            <EmptyState title="还没有授权委托书">由主管单位的负责人签发，写明交给谁、办哪些事项、到哪一天。</EmptyState>
          }
        />
      </Stack>
    ),
  }
}

type Colleague = { id: string; name: string; unitName: string }
const offered = (colleagues: readonly Colleague[]) =>
  colleagues.map((c) => ({ value: c.id, label: c.name, group: c.unitName }))

type NewLetter = {
  units: readonly Unit[]
  unitCode: string
  items: readonly { id: number; name: string }[]
  clerks: readonly Colleague[]
  typed: Readonly<Record<string, string>>
  chosen: { items: readonly number[]; powers: readonly string[] }
  problems: readonly Problem[]
}

export function newAuthorisationPage({ units, unitCode, items, clerks, typed, chosen, problems }: NewLetter): Page {
  const field = (name: string) => ({ name, value: typed[name], problems })
  return {
    title: '签发授权委托书',
    breadcrumb: inLetters,
    problems,
    body: (
      <Form action={`${lettersAt}/new`}>
        <Select
          name="unitCode"
          label="委托单位"
          value={unitCode}
          problems={problems}
          empty={false}
          options={choicesByName(units)}
          required
        />
        <Select {...field('accountId')} label="受委托的工作人员" options={offered(clerks)} required />
        <Checkboxes
          name="powers"
          label="权限"
          value={chosen.powers}
          problems={problems}
          row
          options={powers.map((value) => ({ value, label: powerLabels[value] }))}
        />
        <TextField {...field('documentNumber')} label="授权委托书编号" size="medium" required />
        <DayField {...field('validFrom')} label="开始日期" required />
        <DayField {...field('validUntil')} label="截止日期" required />
        <Checkboxes
          name="items"
          label="事项"
          hint="一个都不选，就是本单位的全部事项"
          value={chosen.items}
          problems={problems}
          options={items.map((i) => ({ value: i.id, label: i.name }))}
        />
        <Actions>
          <Button>签发</Button>
          <ButtonLink href={lettersAt} kind="quiet">
            先不签
          </ButtonLink>
        </Actions>
      </Form>
    ),
  }
}

export function deputiesPage({ deputies, ...seen }: Seen & { deputies: readonly Deputy[] }): Page {
  return {
    title: '代理',
    breadcrumb: inList,
    wide: true,
    body: (
      <Stack>
        <Places at={deputiesAt} />
        <Lesser>有人休假、出差时，由同事代理：他经办的办件和他的授权委托书，代理的人在期间内都可以用。</Lesser>
        {seen.authorises.length > 0 && (
          <Actions>
            <ButtonLink href={`${deputiesAt}/new`} kind="primary">
              安排代理
            </ButtonLink>
          </Actions>
        )}
        <Table<Deputy>
          caption="代理"
          columns={[
            { head: '谁不在', cell: (d) => d.accountName, nowrap: true },
            { head: '由谁代理', cell: (d) => d.deputyName, nowrap: true },
            { head: '原因', cell: (d) => d.reason, wide: true },
            {
              head: '期间',
              cell: (d) => (
                <>
                  <DayText day={d.validFrom} /> 至 <DayText day={d.validUntil} />
                </>
              ),
            },
            {
              head: '状态',
              cell: (d) => <Standing from={d.validFrom} until={d.validUntil} ended={d.endedOn} today={seen.today} />,
              nowrap: true,
            },
            {
              head: '结束',
              cell: (d) =>
                holdsOn(d, d.endedOn, seen.today) &&
                within(seen, d.unitPath) && (
                  <Form action={`${deputiesAt}/${d.id}/end`} inline>
                    <Button kind="quiet">
                      提前结束
                      <span class="sr-only">
                        ：{d.accountName}由{d.deputyName}代理
                      </span>
                    </Button>
                  </Form>
                ),
              nowrap: true,
            },
          ]}
          rows={deputies}
          rowKey={(d) => d.id}
          empty={<EmptyState title="没有安排代理">由负责人安排，到期自动结束。</EmptyState>}
        />
      </Stack>
    ),
  }
}

type NewDeputy = {
  colleagues: readonly Colleague[]
  /** Nobody makes themselves a deputy. */
  me: string | undefined
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
}

export function newDeputyPage({ colleagues, me, typed, problems }: NewDeputy): Page {
  const field = (name: string) => ({ name, value: typed[name], problems })
  return {
    title: '安排代理',
    breadcrumb: inDeputies,
    problems,
    body: (
      <Form>
        <Select {...field('accountId')} label="谁不在" options={offered(colleagues)} required />
        <Select
          {...field('deputyId')}
          label="由谁代理"
          hint="同一个单位的同事"
          options={offered(colleagues.filter((c) => c.id !== me))}
          required
        />
        <TextField {...field('reason')} label="原因" hint="例如休假、出差、学习" required />
        <DayField {...field('validFrom')} label="开始日期" required />
        <DayField {...field('validUntil')} label="截止日期" required />
        <Actions>
          <Button>安排</Button>
          <ButtonLink href={deputiesAt} kind="quiet">
            先不安排
          </ButtonLink>
        </Actions>
      </Form>
    ),
  }
}
