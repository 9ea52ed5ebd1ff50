import { Forbidden, Refused } from '../../core/errors.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { type Article, lockArticle } from './articles.store.ts'
import { type MoveName, type Person, refuseMove } from './rules.ts'

/** The actor as the rules see one, with regard to one unit. */
export const personOf = (ctx: Ctx, path: string): Person => ({
  accountId: ctx.actor.accountId,
  holds: (permission) => holds(ctx.actor, permission, path),
})

/** By whom, as versions and publications keep it. */
export const authorOf = (ctx: Ctx) => ({
  accountId: ctx.actor.accountId ?? ctx.actor.name,
  name: ctx.actor.name,
  at: ctx.now,
})

/** Another person saved the article after this one began to write: neither text is lost, a person joins them. */
export class SavedMeanwhile extends Refused {
  readonly saved: Article

  constructor(saved: Article) {
    super({
      code: 'knowledge.savedMeanwhile',
      message: '在您修改期间，另一位同事已经保存了这篇知识',
      next: '请对照现在的内容合并后再保存，您填写的没有丢',
    })
    this.saved = saved
  }
}

/**
 * Makes one move on an article in one transaction: takes and locks it, asks the rules, and lets `work` do the rest.
 * Throws NotFound, Forbidden outside the actor's reach, Refused when the rules say no.
 */
export function change<T>(
  ctx: Ctx,
  id: number,
  name: MoveName,
  work: (tx: Db, article: Article) => Promise<T>,
): Promise<T> {
  return ctx.db.transaction().execute(async (tx) => {
    const article = await lockArticle(tx, id)
    if (!holds(ctx.actor, 'knowledge.view', article.unitPath))
      throw new Forbidden(`“${article.unitName}”的知识不在您的管理范围内`)
    const refusal = refuseMove(name, article, personOf(ctx, article.unitPath))
    if (refusal) throw new Refused(refusal)
    return work(tx, article)
  })
}

/** Notes what was done to an article. */
export const note = (
  ctx: Ctx,
  tx: Db,
  article: { id: number; unitCode: string },
  act: string,
  data: Record<string, unknown> = {},
): Promise<void> =>
  ctx.acts.write(tx, {
    act: `knowledge.${act}`,
    subject: `article:${article.id}`,
    unitCode: article.unitCode,
    data,
  })
