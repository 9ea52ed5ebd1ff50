import type { ComponentChildren } from 'preact'
import { type Day, showDay } from '../../core/day.ts'
import { showInstant } from './time.tsx'

export type Step = {
  /** When it happened, or is to happen. */
  at?: Date | Day | undefined
  /** A plain sentence: 市财政局已受理您的申请. */
  title: ComponentChildren
  /** Who did it. */
  by?: string | undefined
  children?: ComponentChildren
  /** Default done. */
  state?: 'done' | 'now' | 'next' | 'bad'
}

const words = { done: '', now: '当前', next: '下一步', bad: '' } as const

/** What happened, one below the other, in the order given. */
export function Timeline({ steps, label = '办理经过' }: { steps: readonly Step[]; label?: string }) {
  return (
    <ol class="timeline" aria-label={label}>
      {steps.map((s, i) => {
        const state = s.state ?? 'done'
        return (
          <li key={i} class={`step step-${state}`} aria-current={state === 'now' ? 'step' : undefined}>
            <p class="step-title">
              {words[state] && <span class="step-word">{words[state]}</span>}
              {s.title}
            </p>
            {(s.at || s.by) && (
              <p class="step-when">
                {s.at && (
                  <time class="num unbroken" dateTime={s.at instanceof Date ? s.at.toISOString() : s.at}>
                    {s.at instanceof Date ? showInstant(s.at) : showDay(s.at)}
                  </time>
                )}
                {s.by && <span>{s.by}</span>}
              </p>
            )}
            {s.children && <div class="step-more">{s.children}</div>}
          </li>
        )
      })}
    </ol>
  )
}
