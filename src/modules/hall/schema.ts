import { type Static, Type } from 'typebox'

/** States of a ticket, as in the database; the last three end it. */
export const ticketStates = ['waiting', 'called', 'serving', 'done', 'void', 'left'] as const
export type TicketState = (typeof ticketStates)[number]

/** How a number was taken. `phone`: on the page one reaches by a QR code near the hall. */
export const ticketChannels = ['kiosk', 'counter', 'phone', 'appointment'] as const
export type TicketChannel = (typeof ticketChannels)[number]

/** Who may ask to be called before others, as halls usually have it. */
export const priorities = ['none', 'elderly', 'disabled', 'pregnant', 'soldier'] as const
export type Priority = (typeof priorities)[number]

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

export const appointmentStates = ['booked', 'cancelled', 'kept', 'noShow'] as const
export type AppointmentState = (typeof appointmentStates)[number]

/** Hours of one stretch of a day, `HH:MM` in Asia/Shanghai: from `opens`, up to but not including `closes`. */
export type Hours = { opens: string; closes: string }

/** A device of a hall as it is registered; `counter` is the number of the window at which a rating pad stands. */
export const DeviceForm = Type.Object({
  kind: Type.Unsafe<DeviceKind>({ type: 'string', enum: [...deviceKinds], title: '设备种类' }),
  name: Type.String({ title: '设备名称', minLength: 1, maxLength: 40 }),
  counter: Type.Optional(Type.String({ title: '窗口', pattern: '^\\d{0,4}$' })),
})
export type DeviceForm = Static<typeof DeviceForm>
