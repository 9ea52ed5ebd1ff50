import {
  Actions,
  BarChart,
  ButtonLink,
  type Column,
  DayField,
  Disclosure,
  EmptyState,
  Figure,
  Figures,
  FilterForm,
  grouped,
  Lesser,
  type Page,
  Section,
  Select,
  Stack,
  Table,
} from '../../../ui/index.ts'
import { channelLabels, counterTitle } from '../labels.ts'
import type { Counter, Hall } from '../layout.store.ts'
import type { Results } from '../results.service.ts'
import type { Spread, Times } from '../results.store.ts'
import type { Ends } from '../results.ts'
import { hall as hallsHref, inHall } from './crumbs.ts'

const href = `${hallsHref}/figures`
const title = '等候和办理'

export const noHallPage = (): Page => ({
  title,
  breadcrumb: inHall,
  body: <EmptyState title="没有您可以查看的大厅">要看哪个大厅的等候和办理时间，请联系政务服务中心。</EmptyState>,
})

/** Waiting, walking and service by hour and counter, what became of the numbers, and who did not come to an appointment. */
export function figuresPage(r: Results & { halls: readonly Hall[] }): Page {
  const { hall, halls, span, tickets } = r
  const asked = new URLSearchParams({ hall: hall.code, from: span.from, to: span.to })
  return {
    title,
    breadcrumb: inHall,
    wide: true,
    body: (
      <Stack gap="large">
        <Stack>
          <FilterForm action={href}>
            {halls.length > 1 && (
              <Select
                name="hall"
                label="大厅"
                value={hall.code}
                empty={false}
                options={halls.map((h) => ({ value: h.code, label: h.name }))}
              />
            )}
            <DayField name="from" label="从" value={span.from} />
            <DayField name="to" label="到" value={span.to} />
          </FilterForm>
          <Actions>
            <ButtonLink href={`${href}.xlsx?${asked}`} download>
              导出 Excel
            </ButtonLink>
            <ButtonLink href={`${href}.csv?${asked}`} kind="quiet" download>
              导出 CSV
            </ButtonLink>
          </Actions>
        </Stack>
        <Headline r={r} />
        {tickets.taken === 0 ? (
          <EmptyState title={`${hall.name}这段时间没有人取号`}>请换一段时间，或者换一个大厅。</EmptyState>
        ) : (
          <>
            <Hours r={r} />
            <Counters r={r} />
            <Section title="取的号后来怎样">
              <Stack>
                <EndsTable
                  caption="按取号方式"
                  of="取号方式"
                  rows={r.byChannel.map((c) => ({ ...c, key: channelLabels[c.channel] }))}
                />
                <Disclosure summary={`按业务，${r.byLine.length} 项`}>
                  <EndsTable caption="按业务" of="业务" rows={r.byLine.map((l) => ({ ...l, key: l.name }))} />
                </Disclosure>
              </Stack>
            </Section>
          </>
        )}
        <Lesser>
          等候从取号或者转来、过号算起，到第一次叫号；走到是从叫号到开始；办理是从开始到办完，转走的、收号时没有办完的不算。
          导出的表每个号一行，不含个人信息。
        </Lesser>
      </Stack>
    ),
  }
}

const oneDecimal = (minutes: number): number => Math.round(minutes * 10) / 10
const middle = (s: Spread | undefined): number | null => (s ? oneDecimal(s[0]) : null)
const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part * 1000) / whole) / 10
const nine = (s: Spread | undefined) => s && `十人中有九人不超过 ${grouped(oneDecimal(s[1]))} 分钟`

function Headline({ r: { all, tickets, appointments } }: { r: Results }) {
  const due = appointments.kept + appointments.noShow
  const ofTaken = (part: number, what: string) => `${grouped(tickets.taken)} 个号中，${what} ${grouped(part)} 个`
  return (
    <Figures>
      <Figure
        label="取号"
        value={tickets.taken}
        unit="个"
        definition={tickets.open > 0 && `还没有办完 ${grouped(tickets.open)} 个`}
      />
      <Figure label="等候，一半的人不超过" value={middle(all?.waiting)} unit="分钟" definition={nine(all?.waiting)} />
      <Figure label="办理，一半的人不超过" value={middle(all?.serving)} unit="分钟" definition={nine(all?.serving)} />
      <Figure
        label="作废"
        value={share(tickets.void, tickets.taken)}
        unit="%"
        definition={ofTaken(tickets.void, '作废')}
      />
      <Figure
        label="离开"
        value={share(tickets.left, tickets.taken)}
        unit="%"
        definition={ofTaken(tickets.left, '不等了')}
      />
      <Figure
        label="预约没有来"
        value={share(appointments.noShow, due)}
        unit="%"
        definition={`到了时间的 ${grouped(due)} 个预约中，没有来 ${grouped(appointments.noShow)} 个`}
      />
    </Figures>
  )
}

const minutes = (s: Spread, n: 0 | 1) => (s ? grouped(oneDecimal(s[n])) : '—')

/** Middle and nine of ten of the three times, with how many calls they rest on. */
const timeColumns: readonly Column<Times>[] = [
  { head: '人次', cell: (t) => grouped(t.calls), numeric: true, nowrap: true },
  { head: '等候，一半', cell: (t) => minutes(t.waiting, 0), numeric: true, nowrap: true },
  { head: '等候，九成', cell: (t) => minutes(t.waiting, 1), numeric: true, nowrap: true },
  { head: '走到，一半', cell: (t) => minutes(t.walking, 0), numeric: true, nowrap: true },
  { head: '走到，九成', cell: (t) => minutes(t.walking, 1), numeric: true, nowrap: true },
  { head: '办理，一半', cell: (t) => minutes(t.serving, 0), numeric: true, nowrap: true },
  { head: '办理，九成', cell: (t) => minutes(t.serving, 1), numeric: true, nowrap: true },
]

const restsOn = (all: Times | undefined) =>
  `根据叫到以后来办的 ${grouped(all?.calls ?? 0)} 人次。单位是分钟：一半的人、九成的人不超过多久。`

const hourOf = (t: { hour: number }): string => `${t.hour} 点`

function Hours({ r: { all, byHour } }: { r: Results }) {
  if (!all) return <EmptyState title="这段时间还没有人办">有人叫到、来办以后，这里按时段和窗口列出时间。</EmptyState>
  return (
    <Section title="按开始等的时段" note={restsOn(all)}>
      <Stack>
        <BarChart
          title="等候，一半的人不超过"
          unit="分钟"
          of="时段"
          data={byHour.map((t) => ({ label: hourOf(t), value: middle(t.waiting) }))}
        />
        <Table
          caption="各时段的等候、走到、办理时间"
          captionHidden
          columns={[{ head: '时段', cell: hourOf, nowrap: true }, ...timeColumns]}
          rows={byHour}
          rowKey={(t) => t.hour}
        />
      </Stack>
    </Section>
  )
}

const nameOf = ({ counter }: { counter: Counter }): string => `${counterTitle(counter)} ${counter.name}`

function Counters({ r: { all, byCounter } }: { r: Results }) {
  if (!all) return null
  return (
    <Section title="按窗口" note={restsOn(all)}>
      <Stack>
        <BarChart
          title="办理，一半的人不超过"
          unit="分钟"
          of="窗口"
          data={byCounter.map((t) => ({ label: nameOf(t), value: middle(t.serving) }))}
        />
        <Disclosure summary="看各窗口的等候、走到、办理时间">
          <Table
            caption="各窗口的等候、走到、办理时间"
            captionHidden
            columns={[{ head: '窗口', cell: nameOf, wide: true }, ...timeColumns]}
            rows={byCounter}
            rowKey={(t) => t.counter.id}
          />
        </Disclosure>
      </Stack>
    </Section>
  )
}

type EndsRow = Ends & { key: string }

function EndsTable({ caption, of, rows }: { caption: string; of: string; rows: readonly EndsRow[] }) {
  const ofTaken = (part: number, { taken }: Ends) => `${grouped(part)}（${share(part, taken)} %）`
  return (
    <Table
      caption={caption}
      columns={[
        { head: of, cell: (r) => r.key, wide: true },
        { head: '取号', cell: (r) => grouped(r.taken), numeric: true },
        { head: '办完', cell: (r) => ofTaken(r.done, r), numeric: true, nowrap: true },
        { head: '作废', cell: (r) => ofTaken(r.void, r), numeric: true, nowrap: true },
        { head: '离开', cell: (r) => ofTaken(r.left, r), numeric: true, nowrap: true },
      ]}
      rows={rows}
      rowKey={(r) => r.key}
    />
  )
}
