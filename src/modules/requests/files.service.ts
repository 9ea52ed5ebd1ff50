import { Invalid, NotFound, Refused } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import { addFiles, lifeOf, removeFile } from './life.store.ts'
import type { FilePurpose } from './schema.ts'
import { reachRequest } from './service.ts'
import { note } from './step.ts'

/** Files that the office adds: those that go out with the reply, and those that stay in the house. */
export const officePurposes = ['release', 'internal'] as const satisfies FilePurpose[]
export type OfficePurpose = (typeof officePurposes)[number]

/** Adds files of the office to a request. Throws Invalid when there would be too many, Refused when it is archived. */
export async function addOfficeFiles(
  ctx: Ctx,
  number: string,
  purpose: OfficePurpose,
  files: readonly { name: string; sha256: string }[],
): Promise<void> {
  const request = await reachRequest(ctx, number, 'requests.handle')
  refuseChange(request, purpose)
  if (files.length === 0) throw new Invalid([{ field: 'files', message: '请选择要上传的文件' }])
  const most = ctx.settings.limits.uploadsPerDocument
  await ctx.db.transaction().execute(async (tx) => {
    const present = (await lifeOf(tx, request.id)).files.filter((f) => f.purpose === purpose)
    if (present.length + files.length > most)
      throw new Invalid([{ field: 'files', message: `这一类最多 ${most} 个文件，请减少或合并` }])
    await addFiles(tx, request.id, purpose, ctx.actor.name, files)
    await note(ctx, tx, request, 'fileAdded', { purpose, names: files.map((f) => f.name) })
  })
}

/** Takes a file of the office off a request that has not been answered. Its bytes stay in the store. */
export async function removeOfficeFile(ctx: Ctx, number: string, id: number): Promise<void> {
  const request = await reachRequest(ctx, number, 'requests.handle')
  await ctx.db.transaction().execute(async (tx) => {
    const file = (await lifeOf(tx, request.id)).files.find((f) => f.id === id)
    if (!file) throw new NotFound('这个文件')
    refuseChange(request, file.purpose)
    if (!(await removeFile(tx, request.id, id)))
      throw new Refused({ code: 'requests.notOurFile', message: '申请人提交的文件不能移除' })
    await note(ctx, tx, request, 'fileRemoved', { name: file.name })
  })
}

/** What went out with a reply stays as it was; the house may go on collecting until the file is archived. */
function refuseChange({ state, closedOn }: { state: string; closedOn: string | null }, purpose: FilePurpose): void {
  if (state === 'archived') throw new Refused({ code: 'requests.archivedFiles', message: '已归档的申请不能再增减文件' })
  if (closedOn !== null && purpose === 'release')
    throw new Refused({
      code: 'requests.filesSent',
      message: '答复已经发出，随答复提供的文件不能再改',
      next: '有新的内容要提供的，请补充答复',
    })
}
