import { clockOf, type Day, showDay, showLongDay } from '../../core/day.ts'

/** A day of the calendar: 2018-12-03, 12月3日 星期四, or 2018年12月3日. */
export function DayText({
  day,
  style = 'plain',
  provisional = false,
}: {
  day: Day | null | undefined
  style?: 'plain' | 'weekday' | 'long'
  /** The day may still change, for the days off of its year are not published yet. */
  provisional?: boolean
}) {
  if (!day) return <span class="blank">未填写</span>
  const shown = style === 'weekday' ? showDay(day) : style === 'long' ? showLongDay(day) : day
  return (
    <time class="num unbroken" dateTime={day}>
      {shown}
      {provisional && '（暂定）'}
    </time>
  )
}

const days = /(\d{1,2}月\d{1,2}日 星期[日一二三四五六]|\d\d:\d\d—\d\d:\d\d)/

/** A text in which no line ends within a day with its weekday, or within a span of hours. */
export function DaysInText({ children: text }: { children: string }) {
  return <>{text.split(days).map((part, i) => (i % 2 === 1 ? <span class="unbroken">{part}</span> : part))}</>
}

/** A moment, to the minute, as the clock in Shanghai shows it: 2018-12-03 09:30. */
export const showInstant = clockOf

export function InstantText({ at }: { at: Date | null | undefined }) {
  if (!at) return <span class="blank">未记录</span>
  return (
    <time class="num" dateTime={at.toISOString()}>
      {showInstant(at)}
    </time>
  )
}
