import { addDays, type Day, showDay } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import { maskName } from '../../../core/mask.ts'
import { showQueryCode } from '../../../platform/query-code.ts'
import {
  Actions,
  Button,
  ButtonLink,
  DayField,
  EmptyState,
  FilterForm,
  Form,
  Hidden,
  InstantText,
  MetadataTable,
  Notice,
  type Page,
  PrintButton,
  Radios,
  RevealForm,
  Section,
  Select,
  Slip,
  Stack,
  Table,
  TextField,
} from '../../../ui/index.ts'
import { refuseAppointmentMove } from '../appointment-rules.ts'
import { leftWords, slotWords } from '../appointment-words.ts'
import type { Appointment } from '../appointments.store.ts'
import { type Booked, personalFields } from '../book.service.ts'
import { ComerFields } from '../comer-fields.tsx'
import { appointmentChannelLabels, appointmentStateLabels, priorityLabels } from '../labels.ts'
import type { Hall } from '../layout.store.ts'
import type { OpenDay } from '../places.service.ts'
import { StateTag } from '../portal/appointment-follow.view.tsx'
import { appointmentStates } from '../schema.ts'
import { inHall, hall as list } from './crumbs.ts'
import { HallTabs } from './days.view.tsx'

const dayHref = (hall: Pick<Hall, 'code'>, day?: Day) =>
  `${list}/at/${hall.code}/appointments${day ? `?day=${day}` : ''}`
const recordHref = (a: Pick<Appointment, 'number'>) => `${list}/appointments/${a.number}`
const careOf = (a: Pick<Appointment, 'priority'>) => (a.priority === 'none' ? '' : priorityLabels[a.priority])

type DayView = {
  hall: Hall
  day: Day
  rows: readonly Appointment[]
  /** Whether the actor gives numbers here. */
  issues: boolean
  now: Date
  newPress: () => string
}

/** Who comes on a day, slot by slot; who stands there gets a number with one press. */
export function dayPage({ hall, day, rows, issues, now, newPress }: DayView): Page {
  const counts = appointmentStates.flatMap((s) => {
    const n = rows.filter((a) => a.state === s).length
    return n > 0 ? [`${appointmentStateLabels[s]} ${n}`] : []
  })
  const keeps = (a: Appointment) => issues && refuseAppointmentMove('keep', a, now) === undefined
  return {
    title: `${showDay(day)}的预约`,
    breadcrumb: [...inHall, { label: hall.name, href: `${list}/at/${hall.code}` }],
    wide: true,
    body: (
      <Stack>
        <HallTabs hall={hall} at="appointments" />
        <FilterForm action={dayHref(hall)} label="看这一天">
          <DayField name="day" label="日期" value={day} problems={[]} />
        </FilterForm>
        <Actions>
          <ButtonLink href={dayHref(hall, addDays(day, -1))} kind="quiet">
            前一天
          </ButtonLink>
          <ButtonLink href={dayHref(hall, addDays(day, 1))} kind="quiet">
            后一天
          </ButtonLink>
          {issues && (
            <ButtonLink href={`${dayHref(hall)}/new`} kind="primary" icon="calendar">
              替人预约
            </ButtonLink>
          )}
        </Actions>
        <Table<Appointment>
          caption={counts.length > 0 ? `共 ${rows.length} 个：${counts.join('，')}` : '预约'}
          columns={[
            { head: '时段', cell: (a) => `${a.starts}—${a.ends}`, nowrap: true },
            { head: '预约号', cell: (a) => <a href={recordHref(a)}>{a.number}</a>, nowrap: true, names: true },
            { head: '姓名', cell: (a) => maskName(a.name), nowrap: true },
            { head: '事项', cell: (a) => a.itemName, wide: true },
            { head: '照顾', cell: careOf, nowrap: true },
            { head: '怎样约的', cell: (a) => appointmentChannelLabels[a.channel], nowrap: true },
            { head: '现在', cell: (a) => <StateTag appointment={a} />, nowrap: true },
            {
              head: '来了',
              cell: (a) =>
                keeps(a) && (
                  <Form action={`${recordHref(a)}/keep`} inline>
                    <Hidden name="press" value={newPress()} />
                    <Button kind="quiet">
                      取号<span class="sr-only">：{a.number}</span>
                    </Button>
                  </Form>
                ),
              nowrap: true,
            },
          ]}
          rows={rows}
          rowKey={(a) => a.id}
          empty={<EmptyState title="这一天没有预约">网上约的、您替人约的，都列在这里。</EmptyState>}
        />
      </Stack>
    ),
  }
}

export type Asking = {
  hall: Hall
  items: readonly { code: string; name: string }[]
  /** Code of the item; undefined while it is asked for. */
  chosen: string | undefined
  days: readonly OpenDay[]
  typed: Readonly<Record<string, string | undefined>>
  problems: readonly Problem[]
}

/** Slots as options of one list, those with places left. */
const slotOptions = (days: readonly OpenDay[], value: (s: { day: Day; starts: string }) => string) =>
  days.flatMap((d) =>
    d.slots
      .filter((s) => s.left > 0)
      .map((s) => ({
        value: value(s),
        label: `${s.starts}—${s.ends}，${leftWords(s.left)}`,
        group: showDay(d.day),
      })),
  )

/** Booking for someone who stands there or rings up. */
export function bookPage({ hall, items, chosen, days, typed, problems }: Asking): Page {
  const slots = slotOptions(days, (s) => `${s.day} ${s.starts}`)
  return {
    title: '替人预约',
    breadcrumb: [
      ...inHall,
      { label: hall.name, href: `${list}/at/${hall.code}` },
      { label: '预约', href: dayHref(hall) },
    ],
    problems,
    body: (
      <Stack gap="large">
        <FilterForm action={`${dayHref(hall)}/new`} label="看还有哪些名额">
          <Select
            name="item"
            label="办什么"
            value={chosen}
            options={items.map((i) => ({ value: i.code, label: i.name }))}
            problems={[]}
          />
        </FilterForm>
        {items.length === 0 && (
          <EmptyState title="这个大厅还没有放名额">请大厅值班长在“预约名额”里放，放了就能约。</EmptyState>
        )}
        {chosen !== undefined && slots.length === 0 && (
          <EmptyState title="近期的名额约满了">请换一个事项，或者请他直接来取号排队。</EmptyState>
        )}
        {chosen !== undefined && slots.length > 0 && (
          <Form action={`${dayHref(hall)}/new?item=${encodeURIComponent(chosen)}`}>
            <Hidden name="press" value={typed.press ?? ''} />
            <Select name="slot" label="哪天什么时候" value={typed.slot} options={slots} problems={problems} required />
            <ComerFields typed={typed} problems={problems} />
            <Radios
              name="by"
              label="怎样来约的"
              value={typed.by ?? 'counter'}
              options={(['counter', 'phone'] as const).map((value) => ({
                value,
                label: appointmentChannelLabels[value],
              }))}
              problems={problems}
              row
            />
            <Actions>
              <Button icon="calendar">预约</Button>
            </Actions>
          </Form>
        )}
      </Stack>
    ),
  }
}

/** What to tell the person, or to hand over. */
export function bookedPage({ appointment: a, code }: Booked): Page {
  return {
    title: '约好了',
    breadcrumb: [...inHall, { label: '预约', href: dayHref({ code: a.hallCode }, a.day) }],
    elements: ['mt-print'],
    body: (
      <Stack>
        <Slip
          label="预约"
          facts={[
            { label: '预约号', value: a.number },
            { label: '查询码', value: showQueryCode(code) },
          ]}
        >
          <p>
            {slotWords(a)}，{a.hallName}，办“{a.itemName}”。
          </p>
          <p>请带身份证，到了在自助机上取号。改期、取消要用查询码。</p>
        </Slip>
        <Actions>
          <PrintButton />
          <ButtonLink href={`${dayHref({ code: a.hallCode })}/new`} kind="primary">
            再约一个
          </ButtonLink>
          <ButtonLink href={recordHref(a)} kind="quiet">
            看这个预约
          </ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}

type RecordView = {
  appointment: Appointment
  issues: boolean
  days: readonly OpenDay[]
  now: Date
  press: string
  revealed: { label: string; value: string } | undefined
  typed: Readonly<Record<string, string | undefined>>
  problems: readonly Problem[]
}

/** One appointment: who, when, how it stands, and what a clerk may do with it. */
export function recordPage({ appointment: a, issues, days, now, press, revealed, typed, problems }: RecordView): Page {
  const may = (move: 'keep' | 'change' | 'cancel') => issues && refuseAppointmentMove(move, a, now) === undefined
  const slots = slotOptions(days, (s) => `${a.hallCode} ${s.day} ${s.starts}`)
  return {
    title: `预约 ${a.number}`,
    breadcrumb: [
      ...inHall,
      { label: a.hallName, href: `${list}/at/${a.hallCode}` },
      { label: '预约', href: dayHref({ code: a.hallCode }, a.day) },
    ],
    problems,
    body: (
      <Stack gap="large">
        {revealed && (
          <Notice title={revealed.label}>
            <p>{revealed.value}</p>
          </Notice>
        )}
        <MetadataTable
          rows={[
            { label: '时间', value: slotWords(a) },
            { label: '现在', value: <StateTag appointment={a} /> },
            { label: '事项', value: a.itemName },
            { label: '排队业务', value: a.lineName },
            { label: '姓名', value: maskName(a.name) },
            { label: '照顾', value: careOf(a) },
            { label: '怎样约的', value: appointmentChannelLabels[a.channel] },
            { label: '约的时间', value: <InstantText at={a.madeAt} /> },
            { label: '改过', value: a.changes > 0 && `${a.changes} 次` },
            { label: '取消原因', value: a.cancelReason },
          ]}
        />
        {may('keep') && (
          <Form action={`${recordHref(a)}/keep`} inline>
            <Hidden name="press" value={press} />
            <Button icon="ticket">来了，取号</Button>
          </Form>
        )}
        {may('change') && slots.length > 0 && (
          <Section title="改期">
            <Form action={`${recordHref(a)}/change`}>
              <Select
                name="slot"
                label="改到什么时候"
                value={typed.slot}
                options={slots}
                problems={problems}
                required
              />
              <Actions>
                <Button kind="plain">改期</Button>
              </Actions>
            </Form>
          </Section>
        )}
        {may('cancel') && (
          <Section title="取消">
            <Form action={`${recordHref(a)}/cancel`}>
              <TextField
                name="cause"
                label="原因"
                hint="发短信告诉本人，例如“本人来电取消”“承办人出差”"
                value={typed.cause}
                problems={problems}
                maxLength={60}
                size="medium"
                required
              />
              <Actions>
                <Button kind="danger">取消这个预约</Button>
              </Actions>
            </Form>
          </Section>
        )}
        {issues && (
          <RevealForm
            action={`${recordHref(a)}/reveal`}
            options={Object.entries(personalFields).map(([value, label]) => ({ value, label }))}
            typed={typed}
            problems={problems}
          />
        )}
      </Stack>
    ),
  }
}
