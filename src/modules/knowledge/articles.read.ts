import { Forbidden, type Refusal } from '../../core/errors.ts'
import { holds } from '../../platform/actor.ts'
import { type Act, listActs } from '../../platform/acts.ts'
import type { Ctx } from '../../platform/context.ts'
import * as store from './articles.store.ts'
import { type MoveName, moves, refuseMove } from './rules.ts'
import { personOf } from './step.ts'

export type ArticleFile = {
  article: store.Article
  /** The newest version; what readers read is the article itself. */
  newest: store.ArticleVersion
  items: store.LinkedItem[]
  documents: store.LinkedDocument[]
  versions: Omit<store.ArticleVersion, 'content'>[]
  acts: Act[]
  /** Every move with why it may not be made now. */
  moves: { name: MoveName; label: string; refusal: Refusal | undefined }[]
  /** Whether drafts and history may be seen: the unit lies in the actor's reach. */
  within: boolean
}

/** An article as staff see it: all of it within their reach, what readers read beyond. Throws NotFound, Forbidden. */
export async function readArticle(ctx: Ctx, id: number): Promise<ArticleFile> {
  const article = await store.getArticle(ctx.db, id)
  const within = holds(ctx.actor, 'knowledge.view', article.unitPath)
  if (!within && article.publishedVersion === null)
    throw new Forbidden(`“${article.unitName}”的知识还没有发布，不在您的管理范围内`)
  const shown = within ? article.version : (article.publishedVersion ?? article.version)
  const newest = await store.getVersion(ctx.db, id, shown)
  const [items, documents, versions, acts] = await Promise.all([
    store.listItems(ctx.db, newest.content.items, ctx.today),
    store.listDocuments(ctx.db, newest.content.documents),
    within ? store.listVersions(ctx.db, id) : [],
    within ? listActs(ctx.db, `article:${id}`) : [],
  ])
  const person = personOf(ctx, article.unitPath)
  return {
    ...{ article, newest, items, documents, versions, acts, within },
    moves: (Object.keys(moves) as MoveName[]).map((name) => ({
      ...{ name, label: moves[name].label },
      refusal: refuseMove(name, article, person),
    })),
  }
}
