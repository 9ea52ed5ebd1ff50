import { FieldGroup, Lookup, Radios, Tag } from '../../../ui/index.ts'
import { audienceLabels } from '../labels.ts'
import type { KnowledgeHit } from '../search.store.ts'
import { articleAt } from './crumbs.ts'

/** What the knowledge base has on the question being typed; an article is chosen as the one answered from. */
export function Found({
  hits,
  asked,
  chosen,
  begin = false,
}: {
  hits: readonly KnowledgeHit[]
  /** Whether a question stands there that was looked for. */
  asked: boolean
  chosen: string | undefined
  begin?: boolean
}) {
  const articles = hits.filter((h) => h.kind === 'article')
  const answers = hits.filter((h) => h.kind === 'answer')
  return (
    <Lookup of="question" label="查知识库" begin={begin}>
      {articles.length > 0 && (
        <Radios
          name="article"
          label="知识库里有"
          hint="照着答复的，选上它，下面就不用再写"
          value={chosen ?? ''}
          options={[
            { value: '', label: '没有用到知识库' },
            ...articles.map((a) => ({
              value: a.id,
              label: a.title,
              hint: (
                <>
                  {a.text}（{a.unitName}）{a.audience === 'internal' && <Tag>{audienceLabels.internal}</Tag>}{' '}
                  <a href={articleAt(a.id)} target="_blank" rel="noopener">
                    看全文
                  </a>
                </>
              ),
            })),
          ]}
        />
      )}
      {answers.length > 0 && (
        <FieldGroup title="以前公开的答复">
          <ul>
            {answers.map((a) => (
              <li key={a.id}>
                <a href={`/consult/answers/${a.id}`} target="_blank" rel="noopener">
                  {a.title}
                </a>
              </li>
            ))}
          </ul>
        </FieldGroup>
      )}
      {asked && hits.length === 0 && <p>知识库里没有找到，请直接写答复。</p>}
    </Lookup>
  )
}
