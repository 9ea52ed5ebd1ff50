import type { ComponentChildren } from 'preact'

export type LightColour = 'green' | 'yellow' | 'red' | 'overdue' | 'none'

/** Words and shapes: nobody needs to see the colour. */
const lights = {
  green: { word: '正常', shape: <circle cx="8" cy="8" r="6.5" fill="currentColor" /> },
  yellow: { word: '临近', shape: <path d="M8 1.5 15.2 14.5H.8z" fill="currentColor" /> },
  red: { word: '紧急', shape: <path d="M1.5 1.5h13v13h-13z" fill="currentColor" /> },
  overdue: {
    word: '已逾期',
    shape: (
      <>
        <path d="M8 .5 15.5 8 8 15.5.500 8z" fill="currentColor" />
        <path d="M8 4.5v4M8 10.8v.4" stroke="#fff" stroke-width="1.6" stroke-linecap="round" />
      </>
    ),
  },
  none: {
    word: '不计时',
    shape: <circle cx="8" cy="8" r="5.7" fill="none" stroke="currentColor" stroke-width="1.6" />,
  },
} as const

/**
 * How a clock stands: shape, word and colour, and how many working days are left.
 * @param daysLeft - working days until the last one; below zero: days late
 */
export function Light({
  light,
  daysLeft,
  label,
}: {
  light: LightColour
  daysLeft?: number | undefined
  label?: string
}) {
  const left = daysLeft === undefined ? '' : light === 'overdue' ? daysLate(-daysLeft) : timeLeft(daysLeft)
  return (
    <span class={`light light-${light}`}>
      <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
        {lights[light].shape}
      </svg>
      <span>
        {label ?? lights[light].word}
        {left && <span class="light-left">{left}</span>}
      </span>
    </span>
  )
}

/** Behind 已逾期: how long; nothing on the days off before the first working day is over. */
const daysLate = (workingDays: number): string => (workingDays > 0 ? `${workingDays} 个工作日` : '')

/** Time left in words: 还剩 5 个工作日. */
export function timeLeft(workingDays: number): string {
  if (workingDays === 0) return '今天到期'
  return workingDays > 0 ? `还剩 ${workingDays} 个工作日` : `已逾期 ${-workingDays} 个工作日`
}

/** A short mark on a thing: its state, its kind. */
export function Tag({
  children,
  tone = 'plain',
}: {
  children: ComponentChildren
  tone?: 'plain' | 'accent' | 'good' | 'warning' | 'bad'
}) {
  return <span class={`tag tag-${tone}`}>{children}</span>
}
