import { Type } from 'typebox'
import { Invalid, NotFound } from '../../../../core/errors.ts'
import type { Ctx } from '../../../../platform/context.ts'
import type { Routes } from '../../../../platform/http.ts'
import { attempt } from '../../../../ui/index.ts'
import { listUnits } from '../../../organisations/index.ts'
import { compareElements } from '../../compare.ts'
import { markOf, saveSection } from '../../draft.service.ts'
import { type ItemFile, readItem } from '../../report.service.ts'
import { ChangedMeanwhile, draftOf } from '../../step.ts'
import { at } from '../crumbs.ts'
import { ById } from '../item.ts'
import { type FillView, fillPage } from './fill.view.tsx'
import { fieldFor, sectionOf, shapeProblems } from './place.ts'
import { sectionsFor } from './sections.ts'
import { elementsOf, problemsInForm, sheetOf } from './sheet.ts'
import { pressed, readSection, type Typed, typedIn, typedOf, withoutBlanks } from './typed.ts'

const BySection = Type.Object({ ...ById.properties, slug: Type.String({ maxLength: 20 }) })
const Sent = Type.Record(Type.String(), Type.Unknown())
const config = { may: 'catalogue.fill' } as const
const address = '/catalogue/items/:id/fill/:slug'

export const fillRoutes: Routes = (app) => {
  const Saved = Type.Object({ saved: Type.Optional(Type.String({ maxLength: 3 })) })
  app.get(address, { schema: { params: BySection, querystring: Saved }, config }, async (req, reply) => {
    const view = await viewOf(req.ctx, req.params.id, req.params.slug)
    return reply.page(fillPage({ ...view, saved: req.query.saved === 'yes' }))
  })

  app.post(address, { schema: { params: BySection, body: Sent }, config }, async (req, reply) => {
    const { ctx, params } = req
    const body = req.body as Record<string, unknown>
    const view = await viewOf(ctx, params.id, params.slug)
    const sent = {
      typed: typedIn(view.section, body),
      mark: String(body.mark ?? ''),
      note: String(body.note ?? ''),
      noteWas: String(body.noteWas ?? ''),
    }
    const button = String(body.do ?? 'save')
    const pressedRow = pressed(view.section, sent.typed, button)
    if (pressedRow) return reply.page(fillPage({ ...view, ...sent, findings: [], typed: pressedRow }))
    const typed = withoutBlanks(view.section, sent.typed)
    const { covers } = view.section
    const mine = read(view, typed)
    try {
      const problems = await attempt(req, async () => {
        if (mine.problems.length > 0) throw new Invalid(mine.problems)
        await saveSection(ctx, params.id, { covers, elements: mine.elements, ...sent })
      })
      if (problems.length > 0) return reply.page(fillPage({ ...view, ...sent, findings: [], typed, problems }))
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error
      const { elements: saved, note: noteWas } = draftOf({ draft: error.saved })
      const meanwhile = compareElements(saved, mine.elements).filter((c) =>
        covers.some((name) => name === c.field.split('.')[0]),
      )
      const mark = markOf(saved, covers)
      return reply.page(fillPage({ ...view, ...sent, typed, mark, noteWas, findings: [], meanwhile }))
    }
    const [, next] = button.split(':')
    if (button === 'files') return reply.redirect(`${at.item(params.id)}/files`, 303)
    if (button === 'done') return reply.redirect(at.item(params.id), 303)
    return reply.redirect(`${at.section(params.id, next ?? params.slug)}?saved=${next ? 'no' : 'yes'}`, 303)
  })
}

/** What of a section was typed, as a list, with what of it is no sound list yet. */
function read({ section, elements }: { section: FillView['section']; elements: FillView['elements'] }, typed: Typed) {
  const { sheet, problems } = readSection(section, typed, sheetOf(elements))
  const unsound = [...problems, ...problemsInForm(sheet)]
  const whole = elementsOf(sheet, elements)
  return { elements: whole, problems: unsound.length > 0 ? unsound : shapeProblems(section, whole) }
}

/** The page of a section as it is saved. Throws NotFound, Forbidden, Refused when nothing is being filled in. */
async function viewOf(ctx: Ctx, id: number, slug: string): Promise<FillView> {
  const file = await readItem(ctx, id)
  const draft = draftOf(file)
  const { elements } = draft
  const sections = sectionsFor({ elements, files: file.files, units: await listUnits(ctx.db, [rootOf(file)]) })
  const section = sections.find((s) => s.slug === slug)
  if (!section) throw new NotFound('实施清单的这一节')
  return {
    ...{ item: file.item, version: draft.version, elements, sections, section, note: draft.note, problems: [] },
    findings: file.findings.map((f) => {
      const of = sectionOf(sections, f.field)
      return { ...f, slug: of?.slug, name: of ? fieldFor(of, elements, f.field) : '' }
    }),
    typed: typedOf(section, sheetOf(elements)),
    mark: markOf(elements, section.covers),
    noteWas: draft.note,
  }
}

/** The whole government: any of its units may take a step. */
const rootOf = ({ item }: ItemFile) => `/${item.unitPath.split('/')[1]}/`
