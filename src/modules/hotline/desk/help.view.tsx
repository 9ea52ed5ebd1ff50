import { FieldGroup, Notice, Radios, Stack } from '../../../ui/index.ts'
import { stateLabels } from '../labels.ts'
import { hrefOf } from './crumbs.ts'
import type { IntakeView } from './intake.view.tsx'
import { SimilarOrders } from './move.view.tsx'

/** What the caller said before. */
export function Caller({ view: { caller, typed } }: { view: IntakeView }) {
  if (!typed.personPhone?.trim()) return null
  if (caller.length === 0) return <p>这个号码以前没有来过电话。</p>
  return (
    <FieldGroup title={`这个号码以前的 ${caller.length} 件`}>
      <ul>
        {caller.map((o) => (
          <li key={o.id}>
            <a href={hrefOf(o.number)} target="_blank" rel="noopener">
              {o.number}
            </a>{' '}
            {o.title}（{stateLabels[o.state]}，{o.personName}，{o.receivedOn}）
          </li>
        ))}
      </ul>
    </FieldGroup>
  )
}

/** What fits to what is being said: emergencies first, then where it belongs, orders like it, what is known. */
export function Helps({ view }: { view: IntakeView }) {
  const { emergencies, similar, proposed, hits, typed, asked } = view
  if (!asked) return null
  return (
    <Stack>
      {emergencies.map((e) => (
        <Notice key={e.number} kind="error" title={`可能是紧急情况（“${e.hit}”）：${e.number}`}>
          <p>请这样说：{e.say}</p>
        </Notice>
      ))}
      {proposed.length > 0 && (
        <Radios
          name="proposed"
          label="目录推荐"
          value={typed.proposed ?? `${proposed[0]?.topicCode}|${proposed[0]?.unitCode ?? ''}`}
          options={[
            ...proposed.map((p) => ({
              value: `${p.topicCode}|${p.unitCode ?? ''}`,
              label: `${p.topicName}，${p.unitName ?? '要看在哪个乡镇、街道'}`,
              hint: `说到了“${p.hits.join('”“')}”`,
            })),
            { value: '', label: '都不是' },
          ]}
        />
      )}
      <SimilarOrders similar={similar} />
      {hits.length > 0 && (
        <FieldGroup title="知识库里有">
          <ul>
            {hits.map((h) => (
              <li key={`${h.kind}${h.id}`}>
                <a
                  href={h.kind === 'article' ? `/desk/knowledge/${h.id}` : `/consult/answers/${h.id}`}
                  target="_blank"
                  rel="noopener"
                >
                  {h.title}
                </a>
                <br />
                <small>
                  {h.text}（{h.unitName}）
                </small>
              </li>
            ))}
          </ul>
        </FieldGroup>
      )}
    </Stack>
  )
}
