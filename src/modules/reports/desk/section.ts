import { type Static, Type } from 'typebox'
import { Invalid, NotFound, type Problem } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { problemsIn } from '../../../ui/index.ts'
import { getUnit } from '../../organisations/index.ts'
import { type Figure, figuresById, findIndicator, findRate, yearScope } from '../../statistics/index.ts'
import { printedNow, reachReport } from '../read.service.ts'
import { asReference, findFigures, insertInto } from '../search.ts'
import { listSections, type Report } from '../store.ts'
import { getTemplate } from '../template.ts'
import { asCitation, typedNumbers } from '../typed.ts'
import { SavedMeanwhile, saveSection } from '../write.service.ts'
import { reportAt } from './crumbs.ts'
import { sectionPage } from './section.view.tsx'

const BySection = Type.Object({
  id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  key: Type.String({ pattern: '^\\d{1,2}$' }),
})
const Writing = Type.Object({
  text: Type.String({ title: '正文', maxLength: 20_000 }),
  revision: Type.Integer({ minimum: 1 }),
  words: Type.Optional(Type.String({ maxLength: 80 })),
  paragraph: Type.Optional(Type.String({ pattern: '^\\d{0,3}$' })),
  /** A search; without scripts its button sends the form. */
  look: Type.Optional(Type.String({ maxLength: 1 })),
  /** Ids of figures noted to be written together with another, parted by blanks. */
  noted: Type.Optional(Type.String({ maxLength: 600 })),
  do: Type.Optional(Type.String({ maxLength: 800 })),
})
type Writing = Static<typeof Writing>

const config = { may: 'reports.write' } as const

/** Writing one part of a draft: whatever is pressed, the text typed so far comes back with the page. */
export const sectionRoutes: Routes = (app) => {
  app.get('/reports/:id/sections/:key', { schema: { params: BySection }, config }, async (req, reply) => {
    const report = await reachReport(req.ctx, req.params.id)
    return reply.page(await pageOf(req.ctx, report, req.params.key))
  })

  app.post(
    '/reports/:id/sections/:key',
    { schema: { params: BySection, body: Writing }, attachValidation: true, config },
    async (req, reply) => {
      const { ctx, body } = req
      const { id, key } = req.params
      const problems = problemsIn(req)
      if (problems.some((p) => p.field !== 'text')) throw new Invalid(problems)
      const report = await reachReport(ctx, id)
      if (problems.length > 0) return reply.page(await pageOf(ctx, report, key, { ...body, problems }))
      if (body.do !== 'save') return reply.page(await pageOf(ctx, report, key, changed(body)))
      try {
        await saveSection(ctx, id, key, body)
      } catch (error) {
        if (!(error instanceof SavedMeanwhile)) throw error
        return reply.page({ ...(await pageOf(ctx, report, key, { ...body, meanwhile: error })), status: 409 })
      }
      return reply.redirect(`${reportAt(id)}?done=saved`, 303)
    },
  )
}

/** The text after the button that was pressed: a reference inserted, a typed number taken for a citation. */
function changed(body: Writing): Writing & { notice?: string } {
  const text = body.text.replace(/\r\n?/g, '\n')
  const [what, first = '', kind = ''] = (body.do ?? '').split(' ')
  const reference = what === 'insert' ? asReference((body.do ?? '').slice('insert '.length)) : undefined
  if (reference) {
    const paragraph = body.paragraph ? Number(body.paragraph) : undefined
    return { ...body, text: insertInto(text, paragraph, reference), notice: '已经插入，保存后生效。' }
  }
  const noted = notedIn(body)
  if (what === 'note') return { ...body, text, noted: [...new Set([...noted, first])].slice(-mostNoted).join(' ') }
  if (what === 'drop') return { ...body, text, noted: noted.filter((id) => id !== first).join(' ') }
  if (what === 'cite') {
    const typed = typedNumbers(text).find((n) => n.at === Number(first))
    const cited = typed && asCitation(typed.text, kind)
    if (!typed || !cited) throw new Invalid([{ field: 'text', message: '这个数已经不在原来的位置，请再点一次' }])
    const after = text.slice(typed.at + typed.text.length)
    return { ...body, text: `${text.slice(0, typed.at)}${cited}${after}`, notice: `已经注明是${kind}，保存后生效。` }
  }
  return { ...body, text }
}

/** Figures of a search that are asked and shown. */
const mostFound = 8
/** More bars are no longer read at a glance. */
const mostNoted = 6
const notedIn = ({ noted = '' }: Pick<Writing, 'noted'>): string[] =>
  noted.split(' ').filter((id) => findIndicator(id) || findRate(id))

async function pageOf(
  ctx: Ctx,
  report: Report,
  key: string,
  typed?: Writing & { notice?: string; meanwhile?: SavedMeanwhile; problems?: readonly Problem[] },
) {
  const saved = (await listSections(ctx.db, report.id)).find((s) => s.key === key)
  const title = getTemplate(report.template).sections.find((s) => s.key === key)?.title
  if (!saved || title === undefined) throw new NotFound('报告的这一部分')
  const text = typed?.text ?? saved.text
  const words = typed?.words?.trim() ?? ''
  const noted = notedIn(typed ?? {})
  const matching = findFigures(words)
  const figures = await figuresFor(ctx, report, [...noted, ...matching.slice(0, mostFound)])
  return sectionPage({
    report,
    section: { ...saved, title },
    text,
    revision: typed?.meanwhile?.saved.revision ?? typed?.revision ?? saved.revision,
    printed: await printedNow(ctx, report, text),
    asked: { words, total: matching.length, found: figures.slice(noted.length), noted: figures.slice(0, noted.length) },
    problems: typed?.problems ?? [],
    meanwhile: typed?.meanwhile,
    notice: typed?.notice,
  })
}

async function figuresFor(ctx: Ctx, report: Report, ids: readonly string[]): Promise<Figure[]> {
  if (ids.length === 0) return []
  const { path } = await getUnit(ctx.db, report.unitCode)
  return figuresById(ctx, yearScope(path, report.year), ids)
}
