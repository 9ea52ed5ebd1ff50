import { type Static, Type } from 'typebox'
import type { Day } from '../../core/day.ts'

/** States of a ticket, as in the database; the last three end it. */
export const ticketStates = ['waiting', 'called', 'serving', 'done', 'void', 'left'] as const
export type TicketState = (typeof ticketStates)[number]

/** How a number was taken. `phone`: on the page one reaches by a QR code near the hall. */
export const ticketChannels = ['kiosk', 'counter', 'phone', 'appointment'] as const
export type TicketChannel = (typeof ticketChannels)[number]

/** Who may ask to be called before others, as halls usually have it. */
export const priorities = ['none', 'elderly', 'disabled', 'pregnant', 'soldier'] as const
export type Priority = (typeof priorities)[number]

/** States of an appointment, as in the database; all but the first end it. */
export const appointmentStates = ['booked', 'cancelled', 'kept', 'noShow'] as const
export type AppointmentState = (typeof appointmentStates)[number]

/** How an appointment was made. `counter` and `phone`: by a clerk, for someone who stands there or rings up. */
export const appointmentChannels = ['portal', 'kiosk', 'counter', 'phone', 'api'] as const
export type AppointmentChannel = (typeof appointmentChannels)[number]

export const voidReasons = ['missed', 'dayEnd'] as const
export type VoidReason = (typeof voidReasons)[number]

export const hallKinds = ['main', 'external'] as const
export type HallKind = (typeof hallKinds)[number]

/** An integrated counter takes in, an issuing one hands out: 前台综合受理、综合窗口出件. */
export const counterKinds = ['integrated', 'special', 'issue'] as const
export type CounterKind = (typeof counterKinds)[number]

export const counterStates = ['closed', 'open', 'paused'] as const
export type CounterState = (typeof counterStates)[number]

export const halves = ['morning', 'afternoon'] as const
export type Half = (typeof halves)[number]

export const deviceKinds = ['kiosk', 'board', 'ratingPad'] as const
export type DeviceKind = (typeof deviceKinds)[number]

/** Hours of one stretch of a day, `HH:MM` in Asia/Shanghai: from `opens`, up to but not including `closes`. */
export type Hours = { opens: string; closes: string }

/** A device of a hall as it is registered; `counter` is the number of the window at which a rating pad stands. */
export const DeviceForm = Type.Object({
  kind: Type.Unsafe<DeviceKind>({ type: 'string', enum: [...deviceKinds], title: '设备种类' }),
  name: Type.String({ title: '设备名称', minLength: 1, maxLength: 40 }),
  counter: Type.Optional(Type.String({ title: '窗口', pattern: '^\\d{0,4}$' })),
})
export type DeviceForm = Static<typeof DeviceForm>

const oneOf = <T extends string>(values: readonly T[], title: string) =>
  Type.Unsafe<T>({ type: 'string', enum: [...values], title })
const maybe = (title: string, maxLength: number) => Type.String({ title, maxLength, default: '' })
const id = (title: string) => Type.Integer({ title, minimum: 1, maximum: Number.MAX_SAFE_INTEGER })

/** A number given at the service desk. */
export const TakeAtDesk = Type.Object({
  lineId: id('办什么'),
  priority: oneOf(priorities, '优先'),
  idNumber: maybe('身份证号码', 40),
  phone: maybe('手机号码', 40),
  name: maybe('姓名', 50),
  press: Type.String({ pattern: '^[0-9a-f-]{36}$' }),
})
export type TakeAtDesk = Static<typeof TakeAtDesk>

const onOff = (title: string) => Type.Boolean({ title, default: false })
const name = (title: string) => Type.String({ title, minLength: 1, maxLength: 40 })

export const ZoneForm = Type.Object({
  name: name('区域名称'),
  letter: Type.String({ title: '字母', pattern: '^[A-Z]$' }),
  position: Type.Integer({ title: '次序', minimum: 0, maximum: 100, default: 0 }),
  closed: onOff('不再使用'),
})
export type ZoneForm = Static<typeof ZoneForm>

export const LineForm = Type.Object({
  name: name('业务名称'),
  zoneId: id('区域'),
  position: Type.Integer({ title: '次序', minimum: 0, maximum: 100, default: 0 }),
  usualMinutes: Type.Integer({ title: '一件大约多久', minimum: 1, maximum: 480 }),
  dailyLimit: Type.String({ title: '每天最多', pattern: '^\\d{0,5}$', default: '' }),
  open: onOff('可以取号'),
  units: Type.Array(Type.String({ maxLength: 40 }), { title: '单位', maxItems: 200, default: [] }),
  items: maybe('事项编码', 10_000),
})
export type LineForm = Static<typeof LineForm>

export const CounterForm = Type.Object({
  number: Type.Integer({ title: '窗口号', minimum: 1, maximum: 999 }),
  name: name('窗口名称'),
  kind: oneOf(counterKinds, '类型'),
  zone: maybe('区域', 20),
  lines: Type.Array(id('业务'), { title: '业务', maxItems: 200, default: [] }),
  inUse: onOff('在用'),
})
export type CounterForm = Static<typeof CounterForm>

/** The hours of each weekday as typed: `08:30—12:00 14:30—17:30`; empty is closed. */
export const HoursForm = Type.Object(
  Object.fromEntries([0, 1, 2, 3, 4, 5, 6].map((weekday) => [`day${weekday}`, maybe('开放时间', 100)])),
)

export const ExceptionForm = Type.Object({
  day: Type.Unsafe<Day>({ type: 'string', format: 'date', title: '日期' }),
  hours: maybe('开放时间', 100),
  reason: Type.String({ title: '原因', minLength: 1, maxLength: 60 }),
})
export type ExceptionForm = Static<typeof ExceptionForm>

export const ShiftForm = Type.Object({
  counterId: id('窗口'),
  accountId: Type.String({ title: '谁值班', minLength: 1, maxLength: 80 }),
  from: Type.Unsafe<Day>({ type: 'string', format: 'date', title: '从哪天' }),
  until: Type.Unsafe<Day>({ type: 'string', format: 'date', title: '到哪天' }),
  halves: Type.Array(oneOf(halves, '半天'), { title: '上午还是下午', minItems: 1, maxItems: 2 }),
})
export type ShiftForm = Static<typeof ShiftForm>

const clock = (title: string) => Type.String({ title, pattern: '^([01]?\\d|2[0-3]):[0-5]\\d$' })
const press = Type.String({ title: '表单', pattern: '^[0-9a-f-]{36}$' })

/** Who comes to an appointment. */
const Comer = {
  name: Type.String({ title: '姓名', minLength: 1, maxLength: 50 }),
  idNumber: Type.String({ title: '身份证号码', minLength: 1, maxLength: 40 }),
  phone: Type.String({ title: '手机号码', minLength: 1, maxLength: 40 }),
  email: maybe('电子邮箱', 100),
  priority: oneOf(priorities, '优先'),
}

/** An appointment as it is asked for on the portal; item, hall, day and hour stand in the address. */
export const BookForm = Type.Object({ ...Comer, press })
export type BookForm = Static<typeof BookForm>

/** A slot chosen from a list: day and beginning, `2026-12-01 09:00`. */
const chosenSlot = Type.String({ title: '哪天什么时候', pattern: '^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}$' })

/** An appointment that a clerk makes for someone. */
export const BookAtDesk = Type.Object({
  ...Comer,
  slot: chosenSlot,
  by: oneOf(['counter', 'phone'] as const, '怎样来约的'),
  press,
})
export type BookAtDesk = Static<typeof BookAtDesk>

/** An appointment is moved to another slot, of this hall or another: `main 2026-12-01 09:00`. */
export const ChangeForm = Type.Object({
  slot: Type.String({ title: '改到什么时候', pattern: '^[a-z0-9-]{2,39} \\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}$' }),
})
export type ChangeForm = Static<typeof ChangeForm>

/** Slots that come back every week, for an item. */
export const OfferForm = Type.Object({
  item: Type.String({ title: '事项编码', minLength: 1, maxLength: 60 }),
  lineId: id('排队业务'),
  weekdays: Type.Array(Type.Integer({ minimum: 0, maximum: 6 }), { title: '星期几', minItems: 1, maxItems: 7 }),
  starts: clock('从几点'),
  ends: clock('到几点'),
  quota: Type.Integer({ title: '名额', minimum: 1, maximum: 1000 }),
  validFrom: Type.Unsafe<Day>({ type: 'string', format: 'date', title: '从哪天起' }),
})
export type OfferForm = Static<typeof OfferForm>

export const QuotaForm = Type.Object({ quota: Type.Integer({ title: '名额', minimum: 0, maximum: 1000 }) })

/** A clerk cancels, for whoever rings up or since the hall cannot keep it. */
export const CancelAtDesk = Type.Object({ cause: Type.String({ title: '原因', minLength: 1, maxLength: 60 }) })

export const RevealForm = Type.Object({
  field: oneOf(['name', 'phone', 'email'] as const, '要查看的内容'),
  reason: Type.String({ title: '查看的理由', maxLength: 200, default: '' }),
})
