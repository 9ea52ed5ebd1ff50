import type { ComponentChildren } from 'preact'
import { clockOf } from '../../../core/day.ts'
import type { Refusal } from '../../../core/errors.ts'
import { type Actor, holds } from '../../../platform/actor.ts'
import type { Settings } from '../../../platform/settings.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Card,
  Columns,
  Disclosure,
  EmptyState,
  Form,
  Hidden,
  Lesser,
  Light,
  LiveView,
  MetadataTable,
  NotNow,
  type Page,
  Section,
  Select,
  Stack,
  Table,
  Tag,
  TextField,
} from '../../../ui/index.ts'
import { channelLabels, counterKindLabels, counterStateLabels, counterTitle, priorityLabels } from '../labels.ts'
import type { Hall } from '../layout.store.ts'
import type { Ticket } from '../queue.store.ts'
import { originOf } from '../ticket.service.ts'
import type { Choosable, Window } from '../window.service.ts'
import { window as here, inHall } from './crumbs.ts'

type Seen = { refusal: Refusal | undefined; now: Date; limits: Settings['limits'] }

/** Nobody signs on at a counter by mistake: each says what it serves and who is on duty. */
export function chooseWindowPage({
  halls,
  refusal,
}: Seen & { halls: readonly { hall: Hall; counters: readonly Choosable[] }[] }): Page {
  return {
    title: '选择窗口上岗',
    breadcrumb: inHall,
    wide: true,
    body: (
      <Stack>
        {refusal && <NotNow refusal={refusal} />}
        {halls.length === 0 && (
          <EmptyState title="您的单位没有服务大厅">需要在大厅窗口工作的，请大厅值班长或者系统管理员安排。</EmptyState>
        )}
        {halls.map(({ hall, counters }) => (
          <Section key={hall.code} title={hall.name}>
            <Table<Choosable>
              caption={`${hall.name}的窗口`}
              captionHidden
              columns={[
                { head: '窗口', cell: (c) => `${counterTitle(c)} ${c.name}`, nowrap: true },
                { head: '类型', cell: (c) => counterKindLabels[c.kind], nowrap: true },
                { head: '办什么', cell: (c) => c.lineNames.join('、') || '还没有设置', wide: true },
                { head: '值班', cell: (c) => c.duty ?? '没有安排', nowrap: true },
                { head: '状态', cell: (c) => <CounterTag counter={c} />, nowrap: true },
                {
                  head: '上岗',
                  cell: (c) =>
                    c.clerkId === null && (
                      <Form action={`${here}/${c.id}/sign-on`} inline>
                        <Button kind={c.mine ? 'primary' : 'plain'}>
                          上岗<span class="sr-only">：{counterTitle(c)}</span>
                        </Button>
                      </Form>
                    ),
                  nowrap: true,
                },
              ]}
              rows={counters}
              rowKey={(c) => c.id}
              marked={(c) => c.mine}
              empty={<EmptyState title="这个大厅还没有窗口">请大厅值班长在“窗口和业务”里添加。</EmptyState>}
            />
          </Section>
        ))}
      </Stack>
    ),
  }
}

function CounterTag({ counter }: { counter: Choosable }) {
  if (counter.state === 'closed') return <Tag>{counterStateLabels.closed}</Tag>
  return (
    <Tag tone={counter.state === 'open' ? 'good' : 'warning'}>
      {counterStateLabels[counter.state]}：{counter.clerkName}
    </Tag>
  )
}

type View = Seen & { window: Window; press: string; actor: Actor }

/** One counter: who is here now, what may be done, who comes next. */
export function windowPage(view: View): Page {
  const { window: w, refusal, now, limits } = view
  return {
    title: `${counterTitle(w.counter)} ${w.counter.name}`,
    breadcrumb: inHall,
    wide: true,
    elements: ['mt-live'],
    body: (
      <Stack>
        {refusal && <NotNow refusal={refusal} />}
        <Columns aside={<Aside view={view} />}>
          <Stack>
            {w.counter.state === 'paused' ? <Paused view={view} /> : w.now ? <Now view={view} /> : <Free view={view} />}
            <LiveView from={`${here}/${w.counter.id}/waiting`}>
              <WaitingList waiting={w.waiting} now={now} limits={limits} />
            </LiveView>
          </Stack>
        </Columns>
      </Stack>
    ),
  }
}

const at = ({ window: { counter } }: View, name: string) => `${here}/${counter.id}/${name}`

/** One press on whoever is called here. It names the call, so that an old page moves nobody else. */
function Move({
  view,
  name,
  kind = 'plain',
  large = false,
  children,
}: {
  view: View
  name: string
  kind?: 'primary' | 'plain' | 'quiet'
  large?: boolean
  children: ComponentChildren
}) {
  return (
    <Form action={at(view, name)} inline>
      <Hidden name="call" value={view.window.now?.call.id ?? 0} />
      <Button kind={kind} large={large}>
        {children}
      </Button>
    </Form>
  )
}

function CallNext({ view, finish }: { view: View; finish?: number }) {
  return (
    <Form action={at(view, 'call')} inline>
      <Hidden name="press" value={view.press} />
      {finish !== undefined && <Hidden name="finish" value={finish} />}
      <Button large>{finish === undefined ? '叫下一位' : '办完，叫下一位'}</Button>
    </Form>
  )
}

function Free({ view }: { view: View }) {
  return (
    <Card title="现在没有人在办" level={2}>
      <Actions>
        <CallNext view={view} />
      </Actions>
    </Card>
  )
}

function Paused({ view }: { view: View }) {
  const { counter } = view.window
  return (
    <Card title={`暂停叫号${counter.pauseReason ? `：${counter.pauseReason}` : ''}`} level={2}>
      <Form action={at(view, 'resume')} inline>
        <Button large>恢复叫号</Button>
      </Form>
    </Card>
  )
}

function Now({ view }: { view: View }) {
  const { now: served, hall } = view.window
  if (!served) return null
  const { ticket, call, caseNumber } = served
  const serving = ticket.state === 'serving'
  return (
    <Card
      title={`${ticket.label} ${serving ? '正在办理' : call.times > 1 ? `已叫 ${call.times} 次` : '已叫号'}`}
      level={2}
    >
      <Stack>
        <MetadataTable
          rows={[
            { label: '业务', value: ticket.itemName ?? ticket.lineName },
            { label: '姓名', value: ticket.personName },
            { label: '优先', value: ticket.priority === 'none' ? '' : priorityLabels[ticket.priority] },
            { label: '取号', value: `${clock(ticket.takenAt)} ${channelLabels[ticket.channel]}` },
            { label: '等了', value: minutesBetween(ticket.waitingSince, call.firstCalledAt) },
            { label: '过号', value: ticket.misses > 0 ? `${ticket.misses} 次` : '' },
            {
              label: '办件',
              value: caseNumber && <a href={`/desk/cases/${caseNumber}`}>{caseNumber}</a>,
            },
          ]}
        />
        <Actions>
          {serving ? (
            <>
              <CallNext view={view} finish={call.id} />
              <Move view={view} name="finish" large>
                办完
              </Move>
            </>
          ) : (
            <>
              <Move view={view} name="begin" kind="primary" large>
                开始办理
              </Move>
              <Move view={view} name="recall" large>
                再叫一次
              </Move>
              <Move view={view} name="miss" large>
                过号
              </Move>
            </>
          )}
        </Actions>
        {serving && holds(view.actor, 'cases.accept') && (
          <Actions>
            <ButtonLink href={intakeHref(ticket)}>{ticket.itemName ? `收件：${ticket.itemName}` : '收件'}</ButtonLink>
          </Actions>
        )}
        <Disclosure summary="转到别处，或者他走了">
          <Stack>
            <Form action={at(view, 'transfer')}>
              <Hidden name="call" value={call.id} />
              <Select
                name="to"
                label={`转到${hall.name}的`}
                hint="号和先后次序都不变"
                options={[
                  ...view.window.otherLines.map((l) => ({ value: `line:${l.id}`, label: l.name, group: l.zoneName })),
                  ...view.window.otherCounters.map((c) => ({
                    value: `counter:${c.id}`,
                    label: `${counterTitle(c)} ${c.name}（${c.clerkName}）`,
                    group: '指定窗口',
                  })),
                ]}
                required
              />
              <Actions>
                <Button kind="plain">转过去</Button>
              </Actions>
            </Form>
            <Move view={view} name="leave" kind="quiet">
              他不办了，离开
            </Move>
          </Stack>
        </Disclosure>
      </Stack>
    </Card>
  )
}

const intakeHref = ({ id, itemCode }: Ticket): string =>
  `/desk/cases/new${itemCode === null ? '' : `/${encodeURIComponent(itemCode)}`}?origin=${originOf(id)}`

function Aside({ view }: { view: View }) {
  const { counter, lines, servedToday } = view.window
  return (
    <Stack>
      <Card title="这个窗口" level={2} tone="mist">
        <MetadataTable
          columns={1}
          rows={[
            { label: '办', value: lines.map((l) => l.name).join('、') || '还没有设置业务' },
            { label: '今天办了', value: `${servedToday} 位` },
            { label: '上岗', value: counter.since && clock(counter.since) },
          ]}
        />
      </Card>
      {counter.state === 'open' && (
        <Disclosure summary="暂停叫号">
          <Form action={at(view, 'pause')}>
            <TextField name="reason" label="原因" hint="显示在大屏上，例如“系统维护”；可以不填" maxLength={30} />
            <Button kind="plain">暂停</Button>
          </Form>
        </Disclosure>
      )}
      <Form action={at(view, 'sign-off')} inline>
        <Button kind="quiet">下岗</Button>
      </Form>
    </Stack>
  )
}

/** Who waits for a counter, in the order of calling; the same for all who look, so nobody is named. */
export function WaitingList({
  waiting,
  now,
  limits,
}: {
  waiting: readonly Ticket[]
  now: Date
  limits: Pick<Settings['limits'], 'waitYellowMinutes' | 'waitRedMinutes'>
}) {
  return (
    <Stack gap="small">
      <Table<Ticket>
        caption="等候的号，按叫号的次序"
        total={waiting.length}
        columns={[
          { head: '号', cell: (t) => <strong>{t.label}</strong>, nowrap: true },
          { head: '业务', cell: (t) => t.itemName ?? t.lineName, wide: true },
          { head: '说明', cell: (t) => <Marks ticket={t} now={now} />, nowrap: true },
          { head: '取号', cell: (t) => clock(t.takenAt), nowrap: true },
          {
            head: '已等',
            cell: (t) => {
              const minutes = minutesOf(t.takenAt, now)
              return <Light light={waitLight(minutes, limits)} label={`${minutes} 分钟`} />
            },
            nowrap: true,
          },
        ]}
        rows={waiting}
        rowKey={(t) => t.id}
        empty={<EmptyState title="没有人等候">有人取号，这里会自己出现。</EmptyState>}
      />
      <Lesser>没有列出姓名；叫到以后才看得到。</Lesser>
    </Stack>
  )
}

function Marks({ ticket: t, now }: { ticket: Ticket; now: Date }) {
  return (
    <>
      {t.appointmentId !== null && (
        <Tag tone="accent">{t.notBefore > now ? `预约 ${clock(t.notBefore)} 起` : '预约'}</Tag>
      )}{' '}
      {t.priority !== 'none' && <Tag tone="good">{priorityLabels[t.priority]}</Tag>}{' '}
      {t.misses > 0 && <Tag tone="warning">过号 {t.misses} 次</Tag>} {t.calledAt && t.misses === 0 && <Tag>转来</Tag>}
    </>
  )
}

type WaitLimits = Pick<Settings['limits'], 'waitYellowMinutes' | 'waitRedMinutes'>
const waitLight = (minutes: number, { waitYellowMinutes, waitRedMinutes }: WaitLimits) => {
  if (minutes >= waitRedMinutes) return 'red'
  return minutes >= waitYellowMinutes ? 'yellow' : 'green'
}

const minutesOf = (from: Date, to: Date): number => Math.max(0, Math.floor((to.getTime() - from.getTime()) / 60_000))
const minutesBetween = (from: Date, to: Date): string => `${minutesOf(from, to)} 分钟`

/** Hour and minute in Asia/Shanghai. */
const clock = (at: Date): string => clockOf(at).slice(11)
