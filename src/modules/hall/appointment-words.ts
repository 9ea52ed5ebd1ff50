import { showDay } from '../../core/day.ts'
import type { Appointment } from './appointments.store.ts'

/** `12月1日 星期二 09:00—10:00` */
export const slotWords = ({ day, starts, ends }: Pick<Appointment, 'day' | 'starts' | 'ends'>): string =>
  `${showDay(day)} ${starts}—${ends}`

/** How many places a day or a slot has left. */
export const leftWords = (left: number): string => (left === 0 ? '约满了' : `还有 ${left} 个名额`)

export const appointmentHref = (number: string): string => `/appointments/${encodeURIComponent(number)}`

/** A number as it is kept, also when only its digits were typed: YY20261127-0001. */
export const appointmentNumberIn = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/\s/g, '')
    .replace(/^(?:YY)?(\d{8})-?(\d{4,})$/, 'YY$1-$2')

/** The event as calendars name it. */
export const eventTitle = (a: Pick<Appointment, 'itemName'>): string => `办事：${a.itemName}`

/** What the person has to know now. */
export function nextStep(a: Pick<Appointment, 'state'>): string {
  switch (a.state) {
    case 'booked':
      return '到时请带身份证，在大厅的自助机上取号，叫号优先'
    case 'kept':
      return '已经取号，请看大屏等候叫号'
    case 'cancelled':
      return '这个预约已经取消'
    case 'noShow':
      return '约定的时段没有等到您。当天大厅开放的时候来，还可以取号排队'
  }
}
