import type { FastifyReply, FastifyRequest } from 'fastify'
import { type TObject, Type } from 'typebox'
import type { Problem } from '../../../core/errors.ts'
import { listActs } from '../../../platform/acts.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { layOut } from '../../../platform/paper/index.ts'
import { attempt, typedIn, typedList } from '../../../ui/index.ts'
import { listUnits } from '../../organisations/index.ts'
import { type Finding, proofreadText } from '../../proofreading/index.ts'
import { findFrozen, formTemplateOf } from '../../statistics/index.ts'
import { obstaclesIn, type PrintedReport, type SectionText } from '../draft.ts'
import { reportPaper } from '../output/paper.ts'
import { reportText } from '../output/text.ts'
import { askParts } from '../parts.service.ts'
import { listParts } from '../parts.store.ts'
import {
  publishReport,
  recallReport,
  returnReport,
  reviewReport,
  signReport,
  submitReport,
} from '../publish.service.ts'
import { composed, reachReport } from '../read.service.ts'
import { deliveringKinds, type MoveName, moves, refuseMove } from '../rules.ts'
import { AskForm, CorrectionForm, ReturnForm, ReviewForm, SignForm, SubmitForm } from '../schema.ts'
import { sendReport } from '../send.ts'
import { personOf, subjectOf } from '../step.ts'
import { listPublished, listSections, type Report } from '../store.ts'
import { getTemplate } from '../template.ts'
import { correctReport, discardDraft } from '../write.service.ts'
import { reportAt } from './crumbs.ts'
import { previewPage, reportPage } from './report.view.tsx'

const ById = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })
const Done = Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })) })
const File = Type.Object({ format: Type.Union([Type.Literal('docx'), Type.Literal('pdf'), Type.Literal('xlsx')]) })
const view = { may: 'reports.view' } as const

const doneWords: Readonly<Record<string, string>> = {
  started: '初稿已经按格式和记录写出，请逐部分核对。',
  saved: '已经保存。',
  parts: '报送任务已经发出。',
  withdrawn: '报送任务已经撤回。',
  submit: '已经送审。',
  recall: '已经撤回，可以继续修改。',
  return: '已经退回。',
  review: '审核通过，请单位负责人签发。',
  sign: '已经签发，可以公布。',
  publish: '报告已经公布。',
  correct: '更正版已经开始，请修改后送审。',
}

/** One version of a report and the moves on it. */
export const reportRoutes: Routes = (app) => {
  app.get('/reports/:id', { schema: { params: ById, querystring: Done }, config: view }, async (req, reply) =>
    reply.page(await pageOf(req.ctx, req.params.id, undefined, [], doneWords[req.query.done ?? ''])),
  )
  app.get('/reports/:id/preview', { schema: { params: ById }, config: view }, async (req, reply) => {
    const report = await reachReport(req.ctx, req.params.id)
    const { printed } = await composed(req.ctx, report)
    return reply.page(previewPage(report, layOut(reportPaper(printed))))
  })
  app.get('/reports/:id/file', { schema: { params: ById, querystring: File }, config: view }, async (req, reply) => {
    const report = await reachReport(req.ctx, req.params.id)
    return sendReport(reply, (await composed(req.ctx, report)).printed, req.query.format)
  })

  const formMove = <T extends TObject>(
    name: MoveName,
    body: T,
    act: (ctx: Ctx, id: number, form: never) => Promise<unknown>,
    path: string = name,
  ) =>
    app.post(
      `/reports/:id/${path}`,
      { schema: { params: ById, body }, attachValidation: true, config: { may: mayOf(name) } },
      (req, reply) => {
        const { id } = req.params as { id: number }
        return sent(req, reply, id, path, () => act(req.ctx, id, req.body as never))
      },
    )
  formMove('submit', SubmitForm, submitReport)
  formMove('recall', Type.Object({}), recallReport)
  formMove('review', ReviewForm, reviewReport)
  formMove('return', ReturnForm, returnReport)
  formMove('sign', SignForm, signReport)
  formMove('publish', Type.Object({}), publishReport)
  formMove('write', AskForm, askParts, 'parts')
  app.post(
    '/reports/:id/discard',
    { schema: { params: ById, body: ReturnForm }, attachValidation: true, config: { may: 'reports.write' } },
    async (req, reply) => {
      const { id } = req.params
      const problems = await attempt(req, () => discardDraft(req.ctx, id, req.body))
      if (problems.length > 0) return reply.page(await pageOf(req.ctx, id, req.body, problems))
      return reply.redirect('/desk/reports?done=discarded', 303)
    },
  )
  app.post(
    '/reports/:id/correct',
    { schema: { params: ById, body: CorrectionForm }, attachValidation: true, config: { may: 'reports.write' } },
    async (req, reply) => {
      let next = req.params.id
      return sent(
        req,
        reply,
        req.params.id,
        'correct',
        async () => {
          next = await correctReport(req.ctx, req.params.id, req.body)
        },
        () => next,
      )
    },
  )
}

/** The right that the route asks for; where one of several will do, the rules judge. */
function mayOf(name: MoveName): `reports.${string}` {
  const [one, ...more] = moves[name].needs
  return `reports.${more.length > 0 ? 'view' : one}`
}

/** Does what was sent and goes back to the report; what is wrong is shown on it with what was typed. */
async function sent(
  req: FastifyRequest,
  reply: FastifyReply,
  id: number,
  what: string,
  act: () => Promise<unknown>,
  then: () => number = () => id,
) {
  const problems = await attempt(req, act)
  if (problems.length > 0) return reply.page(await pageOf(req.ctx, id, req.body, problems))
  return reply.redirect(`${reportAt(then())}?done=${what}`, 303)
}

/** What the proofreader says of a report, each with the key of the part in which it stands first. */
function findingsIn(printed: PrintedReport): (Finding & { key: string })[] {
  const text = reportText(printed)
  const lines = text.split('\n')
  return proofreadText(text).findings.map((f) => {
    const above = lines.slice(0, f.places[0]?.line ?? 0)
    const section = printed.sections.findLast(({ title }) => title !== '' && above.includes(title))
    return { ...f, key: section?.key ?? printed.sections[0]?.key ?? '0' }
  })
}

/** Whether a correction still has the texts of the version in force. */
async function saysTheSame(ctx: Ctx, report: Report, texts: readonly SectionText[]): Promise<boolean> {
  if (report.version === 1 || report.state !== 'draft') return false
  const versions = await listPublished(ctx.db, { unit: report.unitCode, year: report.year })
  const before = versions.find((r) => r.state === 'published')
  const then = before ? await listSections(ctx.db, before.id) : []
  return texts.every((t) => then.find((s) => s.key === t.key)?.text === t.text)
}

async function pageOf(ctx: Ctx, id: number, body: unknown, problems: readonly Problem[], notice?: string) {
  const report = await reachReport(ctx, id)
  const [all, saved, parts, acts, units, frozen] = await Promise.all([
    composed(ctx, report),
    listSections(ctx.db, id),
    listParts(ctx.db, id),
    listActs(ctx.db, subjectOf(report)),
    listUnits(ctx.db, [report.unitPath]),
    findFrozen(ctx.db, { template: formTemplateOf(report.year).code, year: report.year, unit: report.unitCode }),
  ])
  const person = personOf(ctx, report.unitPath)
  const refused = Object.fromEntries(
    Object.keys(moves).map((name) => [name, refuseMove(name as MoveName, report, person)]),
  ) as Record<MoveName, ReturnType<typeof refuseMove>>
  return reportPage({
    ...{ report, printed: all.printed, saved, template: getTemplate(report.template), frozen, parts, acts, refused },
    obstacles: obstaclesIn(all.printed, all.texts),
    findings: findingsIn(all.printed),
    units: units.filter((u) => u.code !== report.unitCode && deliveringKinds.includes(u.kind)),
    unchanged: await saysTheSame(ctx, report, all.texts),
    ...{ today: ctx.today, name: ctx.actor.name, typed: typedIn(body), problems, notice },
    chosen: { units: typedList(body, 'units'), groups: typedList(body, 'groups') },
  })
}
