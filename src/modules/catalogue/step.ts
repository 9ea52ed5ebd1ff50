import { Forbidden, Refused } from '../../core/errors.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { checkElements, type Finding } from './rules.ts'
import type { ItemElements } from './schema.ts'
import * as store from './store.ts'

/** An item while something is done to it: locked, with its versions. */
export type Step = {
  tx: Db
  item: store.Item
  /** What is being filled in. */
  draft: store.Version | undefined
  /** Published, whether it holds already, only will, or has ended; newest first. */
  published: readonly store.Version[]
}

/** Another person changed the item after this one began to write: neither text is lost, a person joins them. */
export class ChangedMeanwhile extends Refused {
  /** The draft as the other person left it; undefined when there is none any more. */
  readonly saved: store.Version | undefined
  /** Count of changes to go on from. */
  readonly changedIn: number

  constructor(saved: store.Version | undefined, changedIn: number) {
    super({
      code: 'catalogue.changedMeanwhile',
      message: '在您填写期间，另一位同事已经改动了这个事项',
      next: '请对照现在的内容合并以后再保存，您填写的没有丢',
    })
    this.saved = saved
    this.changedIn = changedIn
  }
}

const refuse = (code: string, message: string, next?: string): never => {
  throw new Refused({ code: `catalogue.${code}`, message, ...(next ? { next } : {}) })
}

/**
 * Does one thing to an item in one transaction: takes and locks it, asks whether the actor may, and whether it is still as
 * it was when the form was opened.
 * @param options.changedIn - the count of changes the form was filled in on; absent: not asked
 * @throws NotFound, Forbidden outside the actor's reach, ChangedMeanwhile, Refused for a cancelled item
 */
export function change<T>(
  ctx: Ctx,
  id: number,
  may: 'catalogue.fill' | 'catalogue.publish',
  options: { changedIn?: number | undefined },
  work: (step: Step) => Promise<T>,
): Promise<T> {
  return ctx.db.transaction().execute(async (tx) => {
    const item = await store.lockItem(tx, id)
    if (!holds(ctx.actor, may, item.unitPath)) throw new Forbidden(`“${item.unitName}”的事项不在您的管理范围内`)
    const versions = await store.listVersions(tx, id)
    const draft = versions.find((v) => v.state === 'draft')
    if (options.changedIn !== undefined && options.changedIn !== item.changedIn)
      throw new ChangedMeanwhile(draft, item.changedIn)
    if (item.cancelledOn !== null)
      refuse('cancelled', `这个事项已经取消，自 ${item.cancelledOn} 起不再办理`, '需要恢复的，请重新引用目录清单')
    return work({ tx, item, draft, published: versions.filter((v) => v.state !== 'draft') })
  })
}

/** The draft of a step. Throws Refused when there is none. */
export const draftOf = ({ draft }: Pick<Step, 'draft'>): store.Version =>
  draft ?? refuse('noDraft', '这个事项没有正在填报的草稿', '请先开始填报新版本')

/** Throws Refused while a published version waits for its first day. */
export function refuseWhileWaiting(ctx: Ctx, { published }: Step): void {
  const waiting = published.find((v) => v.effectiveOn !== null && v.effectiveOn > ctx.today)
  if (waiting)
    refuse(
      'versionWaits',
      `第 ${waiting.version} 版已经发布，${waiting.effectiveOn} 才生效`,
      '请等它生效，或者先收回它',
    )
}

/** All that is to be put right in a list, with what the item and the house know. */
export async function findingsOf(
  tx: Db,
  item: Pick<store.Item, 'id' | 'itemType'>,
  elements: ItemElements,
): Promise<Finding[]> {
  const [units, files] = await Promise.all([store.openUnitCodes(tx), store.fileIdsOf(tx, item.id)])
  return checkElements(elements, { itemType: item.itemType, units, files })
}

/** Notes what was done to an item. */
export function note(
  ctx: Ctx,
  tx: Db,
  item: Pick<store.Item, 'code' | 'unitCode'>,
  act: string,
  data: Record<string, unknown> = {},
): Promise<void> {
  return ctx.acts.write(tx, { act: `catalogue.${act}`, subject: `item:${item.code}`, unitCode: item.unitCode, data })
}

/** By whom, as it is kept with a version. */
export const editorOf = (ctx: Ctx): string => ctx.actor.accountId ?? ctx.actor.name

export { refuse }
