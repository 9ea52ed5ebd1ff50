import { Type } from 'typebox'
import { Forbidden, Invalid, type Problem } from '../../core/errors.ts'
import type { ImportReport, SheetField } from '../../core/import.ts'
import type { Ctx } from '../../platform/context.ts'
import type { App, May } from '../../platform/http.ts'
import { csvLine } from '../../platform/sheet.ts'
import type { ImportOptions } from '../../platform/sheet-import.ts'
import { uploadsIn } from '../../platform/web.ts'
import { attempt, type ImportLook, importedPage, importPage } from '../../ui/index.ts'

export type Importing = {
  look: ImportLook
  /** Columns of the template that is handed out. */
  template: readonly SheetField[]
  /** Act of having had a file checked, such as `disclosure.importChecked`. */
  act: string
  may: May
  read(ctx: Ctx, bytes: Buffer, options: ImportOptions): Promise<ImportReport>
}

const Confirm = Type.Object({
  file: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  skipBad: Type.Optional(Type.Literal('yes')),
})

/** The pages of one import: upload and check, confirm, template. The wing's prefix is taken off `look.href`. */
export function importRoutes(app: App, { look, template, act, may, read }: Importing): void {
  const address = look.href.replace(/^\/desk/, '')
  const config = { may }
  app.get(address, { config }, async (_req, reply) => reply.page(importPage({ look, problems: [] })))

  app.get(`${address}/template.csv`, { config }, async (_req, reply) =>
    reply
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(`${look.title}模板.csv`)}`)
      .type('text/csv; charset=utf-8')
      .send(`\ufeff${csvLine(template.map((f) => f.head))}`),
  )

  app.post(address, { config }, async (req, reply) => {
    const { ctx } = req
    let report: ImportReport | undefined
    let file = ''
    const problems: readonly Problem[] = await attempt(req, async () => {
      const { files } = await uploadsIn(req)
      const upload = files.file?.[0]
      if (!upload) throw new Invalid([{ field: 'file', message: '请选择要导入的 .xlsx 或 .csv 文件' }])
      file = upload.sha256
      report = await read(ctx, await ctx.files.read(file), { dryRun: true })
      // Only who had a file checked may have it imported, so that no digest of another's file will do.
      await ctx.acts.write(ctx.db, {
        act,
        subject: `file:${file}`,
        unitCode: ctx.actor.unitCode ?? null,
        data: { name: upload.name, rows: report.rows, bad: report.problems.length },
      })
    })
    return reply.page(importPage({ look, problems, ...(report ? { report, file } : {}) }))
  })

  app.post(`${address}/confirm`, { schema: { body: Confirm }, config }, async (req, reply) => {
    const { ctx, body } = req
    const checked = await ctx.db
      .selectFrom('acts')
      .select('id')
      .where('subject', '=', `file:${body.file}`)
      .where('act', '=', act)
      .where('accountId', '=', ctx.actor.accountId ?? '')
      .executeTakeFirst()
    if (!checked) throw new Forbidden('请先上传并检查这个文件')
    const bytes = await ctx.files.read(body.file)
    const problems = await attempt(req, async () => {
      const report = await read(ctx, bytes, { dryRun: false, skipBad: body.skipBad === 'yes' })
      reply.page(importedPage(look, report))
    })
    if (problems.length > 0)
      return reply.page(
        importPage({ look, problems, report: await read(ctx, bytes, { dryRun: true }), file: body.file }),
      )
    return reply
  })
}

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** Headers of a table that is handed out as a file. */
export function tableHeaders(name: string, format: 'csv' | 'xlsx'): Record<string, string> {
  return {
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.${format}`)}`,
    'content-type': types[format],
  }
}
