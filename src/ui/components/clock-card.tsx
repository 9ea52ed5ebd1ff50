import type { ComponentChildren } from 'preact'
import { type Day, showDay } from '../../core/day.ts'
import { Disclosure } from './layout.tsx'
import { Light, type LightColour } from './light.tsx'

/** One day of the working: counted as the how-manieth, or skipped and why. */
export type ClockDay = {
  day: Day
  /** Place in the count, from 1; absent when the day does not count. */
  counted?: number | undefined
  /** Why it does not count (周六, 国庆节, 等待补正), or why it does although one would not think so (调休上班). */
  why?: string | undefined
}

/** A due date that shows its working. */
export function ClockCard({
  title,
  due,
  light,
  daysLeft,
  received,
  limit,
  basis,
  days,
  provisional = false,
  done,
}: {
  /** What is due: 答复期限, 公开期限. */
  title: string
  due: Day
  light: LightColour
  /** Working days left; below zero: late. */
  daysLeft?: number | undefined
  /** Day zero. */
  received: Day
  /** Working days allowed, extensions included. */
  limit: number
  /** The rule, with its article. */
  basis: string
  days: readonly ClockDay[]
  /** The date lies beyond the published calendar of holidays. */
  provisional?: boolean
  /** What ended the clock: 已于 12月3日 答复. */
  done?: ComponentChildren
}) {
  return (
    <section class="clock" aria-label={title}>
      <h2 class="clock-title">{title}</h2>
      <p class="clock-due">{showDay(due)}</p>
      {done ? <p class="clock-done">{done}</p> : <Light light={light} daysLeft={daysLeft} />}
      {provisional && <p class="hint">这一天暂定:当年放假安排公布后会重新核算。</p>}
      <Disclosure summary="怎么算的">
        <p>
          {basis},{limit} 个工作日。{showDay(received)} 为第 0 天,从次日起算。
        </p>
        <ol class="clock-days">
          {days.map((d) => (
            <li key={d.day} class={d.counted === undefined ? 'day-skipped' : 'day-counted'}>
              <span class="num">{showDay(d.day)}</span>
              <span>
                {d.counted === undefined ? `不计:${d.why ?? '非工作日'}` : `第 ${d.counted} 天${d.why ? `(${d.why})` : ''}`}
              </span>
            </li>
          ))}
        </ol>
      </Disclosure>
    </section>
  )
}
