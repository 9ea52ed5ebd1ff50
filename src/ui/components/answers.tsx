import type { ComponentChildren } from 'preact'

/** What people ask first, each with its answer in a few words and a line below. */
export function QuickAnswers({
  label,
  answers,
}: {
  label: string
  answers: readonly { question: string; answer: ComponentChildren; note?: ComponentChildren }[]
}) {
  return (
    <section class="answers" aria-label={label}>
      <dl>
        {answers.map((a) => (
          <div key={a.question}>
            <dt>{a.question}</dt>
            <dd>
              <p class="answer">{a.answer}</p>
              {a.note && <div class="answer-note">{a.note}</div>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
