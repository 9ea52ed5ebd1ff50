import { Invalid, NotFound } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import type { FilePurpose, ItemElements } from './schema.ts'
import { change, note, refuse, type Step } from './step.ts'

const office = 'application/vnd.openxmlformats-officedocument.'

/** Media types taken as blank forms and samples, by content. */
export const fileTypes = [
  ...['application/pdf', 'image/jpeg', 'image/png', 'application/x-cfb'],
  ...[`${office}wordprocessingml.document`, `${office}spreadsheetml.sheet`],
]

/**
 * Adds files that have been stored already as blank forms or samples of an item. Their ids may then be named in a draft;
 * the public sees one exactly while a version that it may read names it.
 * @returns their ids, in the same order
 * @throws Invalid when there are none or too many
 */
export function addFiles(
  ctx: Ctx,
  id: number,
  purpose: FilePurpose,
  files: readonly { name: string; sha256: string }[],
): Promise<number[]> {
  return change(ctx, id, 'catalogue.fill', {}, async ({ tx, item }) => {
    if (files.length === 0) throw new Invalid([{ field: 'files', message: '请选择要上传的文件' }])
    const present = await listFiles(tx, id)
    const most = ctx.settings.limits.uploadsPerDocument
    if (present.filter((f) => f.purpose === purpose).length + files.length > most)
      throw new Invalid([{ field: 'files', message: `这一类最多 ${most} 个文件，请先移除不用的` }])
    const rows = await tx
      .insertInto('itemFiles')
      .values(files.map(({ name, sha256 }) => ({ itemId: id, purpose, name, sha256 })))
      .returning('id')
      .execute()
    await note(ctx, tx, item, 'fileAdded', { purpose, names: files.map((f) => f.name) })
    return rows.map((r) => r.id)
  })
}

/** Takes a file off an item. Its bytes stay in the store. Throws Refused while a version names it: a version never changes. */
export function removeFile(ctx: Ctx, id: number, fileId: number): Promise<void> {
  return change(ctx, id, 'catalogue.fill', {}, async (step) => {
    const file = (await listFiles(step.tx, id)).find((f) => f.id === fileId)
    if (!file) throw new NotFound('这个文件')
    const naming = versionsOf(step).find((v) => filesIn(v.elements).has(fileId))
    if (naming) refuse('fileNamed', `第 ${naming.version} 版的实施清单用到“${file.name}”`, '请在草稿里换掉它再移除')
    await step.tx.deleteFrom('itemFiles').where('id', '=', fileId).execute()
    await note(ctx, step.tx, step.item, 'fileRemoved', { purpose: file.purpose, name: file.name })
  })
}

const versionsOf = ({ draft, published }: Step) => [...(draft ? [draft] : []), ...published]

/** Files of an item, in the order they came. */
export const listFiles = (db: Step['tx'], itemId: number) =>
  db
    .selectFrom('itemFiles as i')
    .innerJoin('files as f', 'f.sha256', 'i.sha256')
    .select(['i.id', 'i.purpose', 'i.name', 'i.createdAt', 'f.sha256', 'f.size', 'f.mediaType'])
    .where('i.itemId', '=', itemId)
    .orderBy('i.id')
    .execute()

/** Files that a list names. */
export const filesIn = ({ materials, results }: ItemElements): ReadonlySet<number> =>
  new Set(
    [...materials.flatMap((m) => [m.blankForm, m.sample]), ...results.map((r) => r.sample)].filter((f) => f !== null),
  )
