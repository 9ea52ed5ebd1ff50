import { Refused } from '../../core/errors.ts'
import { listActs } from '../../platform/acts.ts'
import type { Ctx } from '../../platform/context.ts'
import { createDraft, listColumns } from '../disclosure/index.ts'
import { reachRequest } from './service.ts'
import { note } from './step.ts'

/**
 * Makes a draft of a document from what several people asked for, so that the next one finds it published. Pressed again,
 * it gives the draft that is there already.
 * @returns the number of the draft
 * @basis 《政府信息公开条例》第四十四条
 */
export async function publishAnswer(ctx: Ctx, number: string): Promise<number> {
  const request = await reachRequest(ctx, number)
  const before = (await listActs(ctx.db, `request:${number}`)).findLast((a) => a.act === 'requests.published')
  if (before) return (before.data as { document: number }).document
  const columns = await listColumns(ctx.db)
  const column = columns.find((c) => c.part === 'content') ?? columns.find((c) => c.type === 'statutory')
  if (!column)
    throw new Refused({
      code: 'requests.noColumn',
      message: '没有可以放法定主动公开内容的栏目',
      next: '请先由政务公开办在“栏目”里设置',
    })
  const document = await createDraft(ctx, {
    unitCode: request.unitCode,
    columnCode: column.code,
    kind: 'document',
    title: request.subject,
    documentNumber: '',
    issuingBody: request.unitName,
    subjectCategory: '',
    keywords: '',
    source: '',
    abstract: '',
    // The reply speaks to one person; whoever edits the draft makes a text for all of it.
    body: request.replyNote,
    fullText: 'yes',
    writtenOn: ctx.today,
    effectiveOn: '',
    expiresOn: '',
    attribute: 'proactive',
    attributeGround: '',
    explains: '',
    replaces: '',
  })
  await note(ctx, ctx.db, request, 'published', { document })
  return document
}
