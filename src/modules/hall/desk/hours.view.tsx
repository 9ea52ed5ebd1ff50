import { addDays, type Day, showDay } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Checkboxes,
  DayField,
  DayText,
  EmptyState,
  Form,
  Hidden,
  Lesser,
  MetadataTable,
  type Page,
  Section,
  Select,
  Stack,
  Table,
  TextField,
} from '../../../ui/index.ts'
import type { Opening } from '../hours.ts'
import { counterTitle, halfLabels, weekdayLabels } from '../labels.ts'
import type { Counter, Hall } from '../layout.store.ts'
import { halves } from '../schema.ts'
import type { Shift } from '../shifts.store.ts'
import { inHall, hall as list } from './crumbs.ts'
import { HallTabs } from './days.view.tsx'

const at = (hall: Hall, path: string): string => `${list}/at/${hall.code}/${path}`
const crumbs = (hall: Hall) => [...inHall, { label: hall.name, href: `${list}/at/${hall.code}` }]
/** Monday first. */
const week = [1, 2, 3, 4, 5, 6, 0] as const

type HoursView = {
  hall: Hall
  exceptions: Opening['exceptions']
  arranges: boolean
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
}

export function hoursPage({ hall, exceptions, arranges, typed, problems }: HoursView): Page {
  const field = (name: string) => ({ name, value: typed[name], problems })
  const days = [...Map.groupBy(exceptions, (e) => e.day)].map(([day, rows]) => ({
    day,
    reason: rows[0]?.reason ?? '',
    hours: rows.flatMap((r) => (r.opens === null ? [] : [`${r.opens}—${r.closes}`])).join('，'),
  }))
  return {
    title: '开放时间',
    breadcrumb: crumbs(hall),
    problems,
    wide: true,
    body: (
      <Stack gap="large">
        <HallTabs hall={hall} at="hours" />
        <Section title="平时" note="法定节假日不开放；调休上班的周末，按星期一的时间。">
          {arranges ? (
            <Form action={at(hall, 'hours')}>
              {week.map((day) => (
                <TextField
                  key={day}
                  {...field(`day${day}`)}
                  label={weekdayLabels[day]}
                  {...(day === 1 ? { hint: '例如 08:30—12:00 14:30—17:30；不开放的留空' } : {})}
                  size="medium"
                />
              ))}
              <Actions>
                <Button>保存开放时间</Button>
              </Actions>
            </Form>
          ) : (
            <MetadataTable
              columns={1}
              rows={week.map((day) => ({ label: weekdayLabels[day], value: typed[`day${day}`] || '不开放' }))}
            />
          )}
        </Section>
        <Section title="个别日子">
          <Stack>
            <Table<(typeof days)[number]>
              caption="与平时不同的日子"
              columns={[
                { head: '日期', cell: (d) => <DayText day={d.day} />, nowrap: true },
                { head: '开放时间', cell: (d) => d.hours || '不开放', nowrap: true },
                { head: '原因', cell: (d) => d.reason, wide: true },
                {
                  head: '取消',
                  cell: (d) =>
                    arranges && (
                      <Form action={at(hall, 'exceptions/remove')} inline>
                        <Hidden name="day" value={d.day} />
                        <Button kind="quiet">
                          照平时<span class="sr-only">：{d.day}</span>
                        </Button>
                      </Form>
                    ),
                  nowrap: true,
                },
              ]}
              rows={days}
              rowKey={(d) => d.day}
              empty={
                <EmptyState title="今天起没有特别的日子">
                  停电、延时服务等，在下面写明，群众取号和预约时看得到。
                </EmptyState>
              }
            />
            {arranges && (
              <Form action={at(hall, 'exceptions')}>
                <DayField {...field('day')} label="日期" required />
                <TextField {...field('hours')} label="开放时间" hint="整天不开放的留空" size="medium" />
                <TextField
                  {...field('reason')}
                  label="原因"
                  hint="群众看得到，例如“停电检修”"
                  required
                  maxLength={60}
                />
                <Actions>
                  <Button kind="plain">记下这一天</Button>
                </Actions>
              </Form>
            )}
          </Stack>
        </Section>
      </Stack>
    ),
  }
}

type ShiftsView = {
  hall: Hall
  /** Monday. */
  from: Day
  shifts: readonly Shift[]
  counters: readonly Counter[]
  people: readonly { id: string; name: string; unitName: string }[]
  arranges: boolean
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
}

export function shiftsPage({ hall, from, shifts, counters, people, arranges, typed, problems }: ShiftsView): Page {
  const field = (name: string) => ({ name, value: typed[name], problems })
  const weekAt = (day: Day) => `${at(hall, 'shifts')}?from=${day}`
  return {
    title: '值班',
    breadcrumb: crumbs(hall),
    problems,
    wide: true,
    body: (
      <Stack>
        <HallTabs hall={hall} at="shifts" />
        <Actions>
          <ButtonLink href={weekAt(addDays(from, -7))}>上一周</ButtonLink>
          <ButtonLink href={weekAt(addDays(from, 7))}>下一周</ButtonLink>
        </Actions>
        <Table<Shift>
          caption={`${showDay(from)}至${showDay(addDays(from, 6))}的值班`}
          total={shifts.length}
          columns={[
            { head: '日期', cell: (s) => <DayText day={s.day} />, nowrap: true },
            { head: '时间', cell: (s) => halfLabels[s.half], nowrap: true },
            { head: '窗口', cell: (s) => `${s.counterNumber}号窗口 ${s.counterName}`, wide: true },
            { head: '谁', cell: (s) => s.accountName, nowrap: true },
            {
              head: '取消',
              cell: (s) =>
                arranges && (
                  <Form action={at(hall, 'shifts/remove')} inline>
                    <Hidden name="counterId" value={s.counterId} />
                    <Hidden name="day" value={s.day} />
                    <Hidden name="half" value={s.half} />
                    <Button kind="quiet">
                      取消
                      <span class="sr-only">
                        ：{s.day}
                        {halfLabels[s.half]}
                        {s.accountName}
                      </span>
                    </Button>
                  </Form>
                ),
              nowrap: true,
            },
          ]}
          rows={shifts}
          rowKey={(s) => `${s.day} ${s.half} ${s.counterId}`}
          empty={<EmptyState title="这一周还没有排班">排了班，窗口上岗时会先显示自己值班的窗口。</EmptyState>}
        />
        {arranges && (
          <Section title="排班">
            <Form action={at(hall, 'shifts')}>
              <Select
                {...field('counterId')}
                label="窗口"
                options={counters.map((c) => ({ value: c.id, label: `${counterTitle(c)} ${c.name}` }))}
                required
              />
              <Select
                {...field('accountId')}
                label="谁值班"
                options={people.map((p) => ({ value: p.id, label: p.name, group: p.unitName }))}
                required
              />
              <DayField {...field('from')} label="从哪天" required />
              <DayField {...field('until')} label="到哪天" hint="只排大厅开放的日子" required />
              <Checkboxes
                name="halves"
                label="上午还是下午"
                row
                value={(typed.halves ?? halves.join(' ')).split(' ')}
                problems={problems}
                options={halves.map((value) => ({ value, label: halfLabels[value] }))}
              />
              <Lesser>那个窗口原来排的人会被换下；同一个人同一时间只能在一个窗口。</Lesser>
              <Actions>
                <Button>排上</Button>
              </Actions>
            </Form>
          </Section>
        )}
      </Stack>
    ),
  }
}
