import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'

export type CalledNumber = {
  /** Another one when it is called again. */
  key: string
  label: string
  /** Where to go: 3 号综合窗口. */
  place: string
  /** What is spoken. */
  say: string
  /** Called within the last minute: marked, and spoken by a screen that had lost its connection meanwhile. */
  recent: boolean
}

/** What is seen of a queue from ten metres: who goes where, how many wait, what time it is. */
export function CallBoard({
  title,
  clock,
  day,
  calls,
  waiting,
  closed,
  children,
}: {
  title: string
  clock: string
  day: string
  /** Newest first. */
  calls: readonly CalledNumber[]
  waiting: readonly { letter: string; label: string; count: number }[]
  /** Outside the hours: what to know. */
  closed?: { title: string; text?: string | undefined } | undefined
  /** At the foot of the right side: the QR code. */
  children?: ComponentChildren
}) {
  return (
    <div class="board">
      <header class="board-head">
        <h1>{title}</h1>
        <p class="board-time">
          <span>{day}</span> <b class="num">{clock}</b>
        </p>
      </header>
      <section class="board-calls" aria-labelledby="board-calls">
        <h2 id="board-calls">请到窗口办理</h2>
        {closed && (
          <div class="board-closed">
            <p class="board-closed-title">{closed.title}</p>
            {closed.text && <p>{closed.text}</p>}
          </div>
        )}
        {calls.length > 0 ? (
          <ol>
            {calls.map((c) => (
              <li key={c.key} data-call={c.key} data-say={c.say} data-recent={c.recent ? '' : undefined}>
                <span class="board-number num">{c.label}</span>
                <Icon name="next" size={48} />
                <span class="board-place">{c.place}</span>
              </li>
            ))}
          </ol>
        ) : (
          !closed && <p class="board-none">还没有叫号，请稍候</p>
        )}
      </section>
      <section class="board-side" aria-labelledby="board-waiting">
        <h2 id="board-waiting">等候人数</h2>
        <ul class="board-waiting">
          {waiting.map((w) => (
            <li key={w.letter}>
              <span class="board-letter" aria-hidden="true">
                {w.letter}
              </span>
              <span class="board-zone">{w.label}</span>
              <b class="num">{w.count}</b>
            </li>
          ))}
        </ul>
        {children}
      </section>
    </div>
  )
}

/** The voice of a board; page element `mt-board`. Browsers ask for one press before they speak. */
export function BoardVoice() {
  return (
    <mt-board hidden>
      <button type="button" class="btn btn-plain">
        <Icon name="speaker" size={22} />
        <span>打开语音播报</span>
      </button>
    </mt-board>
  )
}
