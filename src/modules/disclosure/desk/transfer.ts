import { Type } from 'typebox'
import { Forbidden, Invalid, type Problem } from '../../../core/errors.ts'
import type { Routes } from '../../../platform/http.ts'
import { csvLine } from '../../../platform/sheet.ts'
import { uploadsIn } from '../../../platform/web.ts'
import { attempt } from '../../../ui/index.ts'
import { exportDocuments } from '../export.ts'
import { type ImportReport, importDocuments } from '../import.ts'
import { heads } from '../sheet-fields.ts'
import { importedPage, importPage } from './transfer.view.tsx'
import { WorkQuery, wishOf } from './worklist.ts'

const importing = { may: 'disclosure.import' } as const
const Confirm = Type.Object({
  file: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  skipBad: Type.Optional(Type.Literal('yes')),
})

/** A file is first looked at, then imported by a second press: nothing is stored unasked. */
export const transferRoutes: Routes = (app) => {
  app.get('/disclosure/import', { config: importing }, async (_req, reply) => reply.page(importPage({ problems: [] })))

  app.get('/disclosure/import/template.csv', { config: importing }, async (_req, reply) =>
    reply
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent('导入模板.csv')}`)
      .type('text/csv; charset=utf-8')
      .send(`\ufeff${csvLine(heads.slice(0, 20))}`),
  )

  app.post('/disclosure/import', { config: importing }, async (req, reply) => {
    const { ctx } = req
    let report: ImportReport | undefined
    let file = ''
    const problems: readonly Problem[] = await attempt(req, async () => {
      const { files } = await uploadsIn(req)
      const upload = files.file?.[0]
      if (!upload) throw new Invalid([{ field: 'file', message: '请选择要导入的 .xlsx 或 .csv 文件' }])
      file = upload.sha256
      report = await importDocuments(ctx, await ctx.files.read(file), { dryRun: true })
      // Only who had a file checked may have it imported, so that no digest of another's file will do.
      await ctx.acts.write(ctx.db, {
        act: 'disclosure.importChecked',
        subject: `file:${file}`,
        unitCode: ctx.actor.unitCode ?? null,
        data: { name: upload.name, rows: report.rows, bad: report.problems.length },
      })
    })
    return reply.page(importPage({ problems, ...(report ? { report, file } : {}) }))
  })

  app.post('/disclosure/import/confirm', { schema: { body: Confirm }, config: importing }, async (req, reply) => {
    const { ctx, body } = req
    const checked = await ctx.db
      .selectFrom('acts')
      .select('id')
      .where('subject', '=', `file:${body.file}`)
      .where('act', '=', 'disclosure.importChecked')
      .where('accountId', '=', ctx.actor.accountId ?? '')
      .executeTakeFirst()
    if (!checked) throw new Forbidden('请先上传并检查这个文件')
    const bytes = await ctx.files.read(body.file)
    const problems = await attempt(req, async () => {
      const report = await importDocuments(ctx, bytes, { dryRun: false, skipBad: body.skipBad === 'yes' })
      reply.page(importedPage(report))
    })
    if (problems.length > 0)
      return reply.page(
        importPage({ problems, report: await importDocuments(ctx, bytes, { dryRun: true }), file: body.file }),
      )
    return reply
  })

  const ExportQuery = Type.Object({
    ...WorkQuery.properties,
    format: Type.Unsafe<'csv' | 'xlsx'>({ type: 'string', enum: ['csv', 'xlsx'], default: 'xlsx' }),
  })
  app.get(
    '/disclosure/export',
    { schema: { querystring: ExportQuery }, config: { may: 'disclosure.view' } },
    async (req, reply) => {
      const { ctx, query } = req
      const { format } = query
      await ctx.acts.write(ctx.db, {
        act: 'disclosure.exported',
        subject: `account:${ctx.actor.accountId}`,
        unitCode: ctx.actor.unitCode ?? null,
        data: { ...query },
      })
      reply.header(
        'content-disposition',
        `attachment; filename*=UTF-8''${encodeURIComponent(`政府信息-${ctx.today}.${format}`)}`,
      )
      reply.type(
        format === 'csv'
          ? 'text/csv; charset=utf-8'
          : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      )
      return reply.send(exportDocuments(ctx, wishOf(ctx, query), format))
    },
  )
}
