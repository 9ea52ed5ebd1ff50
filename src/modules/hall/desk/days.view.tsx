import type { Day } from '../../../core/day.ts'
import {
  Actions,
  Button,
  ButtonLink,
  DayText,
  EmptyState,
  Form,
  Hidden,
  InstantText,
  Lesser,
  MetadataTable,
  type Page,
  Section,
  Stack,
  Table,
  Tabs,
  Tag,
} from '../../../ui/index.ts'
import type { Board, BoardLine } from '../board.ts'
import type { ZoneDay } from '../days.store.ts'
import { showHours } from '../hours.ts'
import { counterStateLabels, counterTitle, stateLabels } from '../labels.ts'
import type { Counter, Hall } from '../layout.store.ts'
import type { HallToday } from '../today.service.ts'
import { inHall, hall as list, top } from './crumbs.ts'

const hrefOf = (hall: Pick<Hall, 'code'>): string => `${list}/at/${hall.code}`

export function hallsPage(halls: readonly HallToday[]): Page {
  return {
    title: '大厅',
    breadcrumb: top,
    wide: true,
    body: (
      <Table<HallToday>
        caption="今天的大厅"
        columns={[
          { head: '大厅', cell: (h) => <a href={hrefOf(h.hall)}>{h.hall.name}</a>, wide: true },
          { head: '今天', cell: (h) => <OpenTag today={h} />, nowrap: true },
          { head: '窗口开放', cell: (h) => h.counters, numeric: true },
          { head: '取号', cell: (h) => h.taken, numeric: true },
          { head: '等候', cell: (h) => h.waiting, numeric: true },
          { head: '办完', cell: (h) => h.served, numeric: true },
          { head: '等得最久', cell: (h) => (h.longest === null ? '—' : `${h.longest} 分钟`), numeric: true },
        ]}
        rows={halls}
        rowKey={(h) => h.hall.code}
        empty={<EmptyState title="还没有大厅">大厅随县的数据安装，见 hall.json。</EmptyState>}
      />
    ),
  }
}

function OpenTag({ today: { openNow, hours } }: { today: HallToday }) {
  if (openNow) return <Tag tone="good">开放</Tag>
  return hours.hours.length === 0 ? (
    <Tag>不开放{hours.reason && `（${hours.reason}）`}</Tag>
  ) : (
    <Tag tone="warning">不在开放时间</Tag>
  )
}

type HallView = { today: HallToday; board: Board; counters: readonly Counter[]; arranges: boolean }

export function hallPage({ today, board, counters, arranges }: HallView): Page {
  const { hall } = today
  return {
    title: hall.name,
    breadcrumb: inHall,
    wide: true,
    refreshSeconds: 60,
    body: (
      <Stack>
        <HallTabs hall={hall} at="now" />
        <MetadataTable
          rows={[
            {
              label: '今天',
              value: showHours(today.hours.hours) || `不开放${today.hours.reason && `（${today.hours.reason}）`}`,
            },
            { label: '取号', value: `${today.taken} 个，办完 ${today.served} 个` },
            {
              label: '等候',
              value: `${today.waiting} 人${today.longest === null ? '' : `，等得最久的 ${today.longest} 分钟`}`,
            },
            { label: '地址', value: hall.address },
            { label: '电话', value: hall.phone },
          ]}
        />
        <Section title="排队业务">
          <Table<BoardLine>
            caption="各业务的等候人数"
            captionHidden
            columns={[
              { head: '业务', cell: (l) => l.lineName, wide: true },
              { head: '区域', cell: (l) => `${l.letter} ${l.zoneName}`, nowrap: true },
              { head: '等候', cell: (l) => l.waiting, numeric: true },
            ]}
            rows={board.lines}
            rowKey={(l) => l.lineId}
          />
        </Section>
        <Section title="窗口">
          <Table<Counter>
            caption="各窗口的情况"
            captionHidden
            columns={[
              { head: '窗口', cell: (c) => `${counterTitle(c)} ${c.name}`, wide: true },
              {
                head: '状态',
                cell: (c) => (
                  <Tag tone={c.state === 'open' ? 'good' : c.state === 'paused' ? 'warning' : 'plain'}>
                    {counterStateLabels[c.state]}
                    {c.pauseReason && `：${c.pauseReason}`}
                  </Tag>
                ),
                nowrap: true,
              },
              { head: '谁在', cell: (c) => c.clerkName || '—', nowrap: true },
              {
                head: '正在办',
                cell: (c) => board.counters.find((b) => b.number === c.number)?.label ?? '—',
                nowrap: true,
              },
              ...(arranges
                ? [
                    {
                      head: '代为下岗',
                      cell: (c: Counter) =>
                        c.state !== 'closed' && (
                          <Form action={`${list}/counters/${c.id}/close`} inline>
                            <Button kind="quiet">
                              下岗<span class="sr-only">：{counterTitle(c)}</span>
                            </Button>
                          </Form>
                        ),
                      nowrap: true,
                    },
                  ]
                : []),
            ]}
            rows={counters.filter((c) => c.inUse)}
            rowKey={(c) => c.id}
          />
        </Section>
      </Stack>
    ),
  }
}

type Place = 'now' | 'appointments' | 'offers' | 'layout' | 'hours' | 'shifts' | 'days'

/** The pages of one hall. */
export function HallTabs({ hall, at }: { hall: Pick<Hall, 'code' | 'name'>; at: Place }) {
  const tab = (place: Place, label: string) => ({
    label,
    href: place === 'now' ? hrefOf(hall) : `${hrefOf(hall)}/${place}`,
    current: at === place,
  })
  return (
    <Tabs
      label={hall.name}
      tabs={[
        tab('now', '现在'),
        tab('appointments', '预约'),
        tab('offers', '预约名额'),
        tab('layout', '窗口和业务'),
        tab('hours', '开放时间'),
        tab('shifts', '值班'),
        tab('days', '收号清场'),
      ]}
    />
  )
}

type DaysView = { hall: Hall; days: readonly ZoneDay[]; today: Day; closes: boolean }

export function daysPage({ hall, days, today, closes }: DaysView): Page {
  const openDays = [...new Set([today, ...days.filter((d) => d.closedAt === null).map((d) => d.day)])]
  const closedToday = days.some((d) => d.day === today && d.closedAt !== null)
  return {
    title: '收号清场',
    breadcrumb: [...inHall, { label: hall.name, href: hrefOf(hall) }],
    wide: true,
    body: (
      <Stack>
        <HallTabs hall={hall} at="days" />
        <Lesser>
          收号以后当天不再取号；还在等候的号作废，窗口全部下岗，没有办完的列在下面。每天夜里 23:50
          自动收一次，重复收不会改变结果。
        </Lesser>
        {closes && (
          <Actions>
            {openDays
              .filter((day) => !(day === today && closedToday))
              .map((day) => (
                <Form key={day} action={`${hrefOf(hall)}/days/close`} inline>
                  <Hidden name="day" value={day} />
                  <Button kind={day === today ? 'primary' : 'plain'}>
                    {day === today ? '收今天的号' : `收 ${day} 的号`}
                  </Button>
                </Form>
              ))}
            {closedToday && (
              <Form action={`${hrefOf(hall)}/days/reopen`} inline>
                <Button kind="plain">收早了，今天重新取号</Button>
              </Form>
            )}
          </Actions>
        )}
        <Table<ZoneDay>
          caption="每天取了多少号，怎样收的"
          columns={[
            { head: '日期', cell: (d) => <DayText day={d.day} />, nowrap: true },
            { head: '区域', cell: (d) => d.zoneName, nowrap: true },
            { head: '取号', cell: (d) => d.last, numeric: true },
            {
              head: '收号',
              cell: (d) =>
                d.closedAt ? (
                  <>
                    <InstantText at={d.closedAt} /> {d.closedBy}
                  </>
                ) : (
                  <Tag tone="warning">还没有收</Tag>
                ),
              nowrap: true,
            },
            {
              head: '没有办完',
              cell: (d) =>
                d.leftOpen.length === 0
                  ? '—'
                  : d.leftOpen
                      .map(
                        (l) =>
                          `${l.label} ${stateLabels[l.state]}${l.counter === null ? '' : `（${l.counter}号窗口）`}`,
                      )
                      .join('，'),
              wide: true,
            },
          ]}
          rows={days}
          rowKey={(d) => `${d.day} ${d.zoneId}`}
          empty={<EmptyState title="还没有取过号">取了号以后，每个区域每天一行。</EmptyState>}
        />
        <ButtonLink href={hrefOf(hall)} kind="quiet">
          回到{hall.name}
        </ButtonLink>
      </Stack>
    ),
  }
}
