import type { Action } from '../../../ui/index.ts'
import type { ArticleFile } from '../articles.read.ts'
import type { MoveName } from '../rules.ts'
import { articleAt } from './crumbs.ts'

const places: readonly { name: MoveName; path: string; post?: true; kind?: Action['kind'] }[] = [
  { name: 'save', path: 'edit' },
  { name: 'submit', path: 'submit', post: true, kind: 'primary' },
  { name: 'publish', path: 'review', kind: 'primary' },
  { name: 'recall', path: 'recall', post: true },
  { name: 'revisit', path: 'revisit' },
  { name: 'giveUp', path: 'give-up' },
  { name: 'withdraw', path: 'withdraw', kind: 'danger' },
]

/** What may be done now as buttons; what this person or the four eyes keep from it is greyed with the reason. */
export function actionsOf({ article, moves, within }: Pick<ArticleFile, 'article' | 'moves' | 'within'>): Action[] {
  if (!within) return []
  return places.flatMap(({ name, path, post, kind }) => {
    const refusal = moves.find((m) => m.name === name)?.refusal
    // What the state does not know of is no button at all.
    if (refusal && refusal.code !== 'knowledge.ownText' && refusal.code !== 'knowledge.noRight') return []
    const label = name === 'publish' ? '审核发布' : (moves.find((m) => m.name === name)?.label ?? name)
    const href = `${articleAt(article.id)}/${path}`
    return [
      { label, href, ...(post ? { post } : {}), ...(kind ? { kind } : {}), ...(refusal ? { refused: refusal } : {}) },
    ]
  })
}
