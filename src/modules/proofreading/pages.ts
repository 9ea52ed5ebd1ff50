import type { FastifyReply, FastifyRequest } from 'fastify'
import { Value } from 'typebox/value'
import { Invalid } from '../../core/errors.ts'
import type { App, May, Routes } from '../../platform/http.ts'
import { dispositionOf } from '../../platform/send-file.ts'
import { looseFiles } from '../../platform/web.ts'
import { attempt } from '../../ui/index.ts'
import { type Checked, mostBytes, proofreadFile } from './check.ts'
import { exportOf, exportTypes } from './export.ts'
import { dropPage, foundPage } from './pages.view.tsx'
import { Export, Report } from './schema.ts'

/** Files are heavy, and each takes a thread. */
const rateLimit = { max: 20, timeWindow: 60_000 }

/** The same pages in two wings: for anyone, and for officers at their desk. */
function routes(app: App, may: May, home: string): void {
  app.get('/proofreading', { config: { may } }, async (_req, reply) => reply.page(dropPage({ home, problems: [] })))

  app.post('/proofreading', { config: { may, rateLimit } }, async (req, reply) => {
    let done: { name: string; checked: Checked } | undefined
    const problems = await attempt(req, async () => {
      const { file, before } = await looseFiles(req, mostBytes)
      if (!file) throw new Invalid([{ field: 'file', message: '请选择要校对的报告' }])
      const empty = Object.entries({ file, before }).find(([, one]) => one?.bytes.length === 0)
      if (empty) throw new Invalid([{ field: empty[0], message: '这个文件是空的，请换一个' }])
      const checked = await proofreadFile(file.bytes, before?.bytes)
      if ('unread' in checked) throw new Invalid([{ field: checked.which, message: checked.unread }])
      done = { name: file.name, checked }
    })
    reply.header('cache-control', 'no-store')
    return reply.page(done ? foundPage({ home, ...done }) : dropPage({ home, problems }))
  })

  app.post(
    '/proofreading/export',
    { schema: { body: Export }, attachValidation: true, config: { may, rateLimit } },
    sendExport,
  )
}

async function sendExport(req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { format, report } = (req.body ?? {}) as { format: keyof typeof exportTypes; report: string }
  const told = req.validationError ? undefined : parsed(report)
  if (!Value.Check(Report, told)) throw new Invalid([{ field: 'report', message: '请回到校对结果的页面，重新下载' }])
  return reply
    .header('content-disposition', dispositionOf(`${told.name}的校对结果.${format}`))
    .header('cache-control', 'no-store')
    .type(exportTypes[format])
    .send(await exportOf(told, format))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const portalRoutes: Routes = (app) => routes(app, 'everyone', '/proofreading')
export const deskRoutes: Routes = (app) => routes(app, 'proofreading.use', '/desk/proofreading')
