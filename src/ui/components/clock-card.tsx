import type { ComponentChildren } from 'preact'
import type { CountedDay } from '../../core/clock.ts'
import { type Day, showDay } from '../../core/day.ts'
import { Disclosure } from './layout.tsx'
import { Light, type LightColour } from './light.tsx'

/** A due date that shows its working. */
export function ClockCard({
  title,
  due,
  light,
  daysLeft,
  limit,
  unit = '个工作日',
  basis,
  working,
  provisional = false,
  paused,
  done,
}: {
  /** What is due: 答复期限, 公开期限. */
  title: string
  due: Day
  light: LightColour
  /** Working days left; below zero: late. */
  daysLeft?: number | undefined
  /** Days allowed, extension included. */
  limit: number
  /** What they are, where they are no working days. */
  unit?: string | undefined
  /** The rule, with its article. */
  basis: string
  /** Every day from day zero on, as `working()` of core/clock gives it. */
  working: readonly CountedDay[]
  /** The day may still change by itself. */
  provisional?: boolean
  /** Why the clock stands still now. */
  paused?: string | undefined
  /** What ended the clock: 已于 12月3日 答复. */
  done?: ComponentChildren
}) {
  return (
    <section class="clock" aria-label={title}>
      <h2 class="clock-title">{title}</h2>
      <p class="clock-due num unbroken">{showDay(due)}</p>
      {done ? <p class="clock-done">{done}</p> : <Light light={light} daysLeft={daysLeft} />}
      {paused && <p class="hint">现在暂停计时：{paused}</p>}
      {provisional && <p class="hint">这一天是暂定的，放假安排公布或暂停结束后会重新核算。</p>}
      <Disclosure summary="怎么算的">
        <p class="clock-basis">
          {basis}，共 {limit} {unit}。
        </p>
        <ol class="clock-days">
          {working.map((d) => (
            <li key={d.day} class={d.counted === undefined ? 'day-skipped' : 'day-counted'}>
              <span class="day-place num">{d.counted ?? '–'}</span>
              <time class="num" dateTime={d.day}>
                {showDay(d.day)}
              </time>
              <span class="day-why">{d.why}</span>
            </li>
          ))}
        </ol>
      </Disclosure>
    </section>
  )
}
