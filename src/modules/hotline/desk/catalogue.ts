import { Type } from 'typebox'
import { addDays, type Day } from '../../../core/day.ts'
import { Invalid, NotFound, type Problem } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, type Page, shapeProblems, typedIn } from '../../../ui/index.ts'
import { changeTopic } from '../catalogue.service.ts'
import { type CatalogueTopic, listPlaces, listTopics } from '../catalogue.store.ts'
import { catalogueIn } from '../hits.service.ts'
import { TopicForm } from '../schema.ts'
import { cataloguePage } from './catalogue.view.tsx'
import { list } from './crumbs.ts'
import { topicPage, unitFields } from './topic.view.tsx'

const day = Type.Optional(
  Type.Unsafe<Day | ''>({ anyOf: [{ const: '' }, { type: 'string', format: 'date' }], title: '日期' }),
)
const SpanQuery = Type.Object({ from: day, to: day })
const ByCode = Type.Object({ code: Type.String({ maxLength: 60 }) })
const config = { may: 'hotline.arrange' } as const

/** The dispatch catalogue: how right it is, and where it is changed. */
export const catalogueRoutes: Routes = (app) => {
  app.get('/hotline/catalogue', { schema: { querystring: SpanQuery }, config }, async (req, reply) => {
    const { from, to } = req.query
    const period = { from: from || addDays(req.ctx.today, -89), to: to || req.ctx.today }
    return reply.page(cataloguePage(await catalogueIn(req.ctx, period)))
  })

  app.get('/hotline/catalogue/new', { config }, async (req, reply) => reply.page(await pageOf(req.ctx, {})))

  app.post('/hotline/catalogue/new', { config }, async (req, reply) => {
    const typed = typedIn(req.body)
    const problems = await attempt(req, async () => {
      const taken = (await listTopics(req.ctx.db, { retired: true })).some((t) => t.code === typed.code)
      if (taken) throw new Invalid([{ field: 'code', message: '已经有用这个代码的事项，请换一个' }])
      await changeTopic(req.ctx, formOf(typed))
    })
    if (problems.length === 0) return reply.redirect(`${list}/catalogue`, 303)
    return reply.page(await pageOf(req.ctx, { typed, problems }))
  })

  app.get('/hotline/catalogue/:code', { schema: { params: ByCode }, config }, async (req, reply) => {
    const topic = await topicOf(req.ctx, req.params.code)
    return reply.page(await pageOf(req.ctx, { topic, typed: typedOf(topic) }))
  })

  app.post('/hotline/catalogue/:code', { schema: { params: ByCode }, config }, async (req, reply) => {
    const topic = await topicOf(req.ctx, req.params.code)
    const typed = { ...typedIn(req.body), code: topic.code }
    const problems = await attempt(req, () => changeTopic(req.ctx, formOf(typed)))
    if (problems.length === 0) return reply.redirect(`${list}/catalogue`, 303)
    return reply.page(await pageOf(req.ctx, { topic, typed, problems }))
  })
}

async function topicOf(ctx: Ctx, code: string): Promise<CatalogueTopic> {
  const topic = (await listTopics(ctx.db, { retired: true })).find((t) => t.code === code)
  if (!topic) throw new NotFound('目录里没有这个事项')
  return topic
}

/** A topic as its form shows it. */
const typedOf = (t: CatalogueTopic): Record<string, string> => ({
  ...{ name: t.name, parentCode: t.parentCode ?? '', words: t.words.join('、'), kind: t.kind ?? '' },
  ...{ ofPlace: String(t.ofPlace), position: String(t.position), retired: String(t.retired) },
  ...Object.fromEntries(unitFields.map((name, i) => [name, t.unitCodes[i] ?? ''])),
})

/** The form as its schema has it: words are parted by commas or spaces. Throws Invalid. */
function formOf(typed: Readonly<Record<string, string>>): TopicForm {
  const form = {
    ...{ code: typed.code ?? '', parentCode: typed.parentCode ?? '', name: (typed.name ?? '').trim() },
    ...{ words: (typed.words ?? '').split(/[\s\u3001\uFF0C,]+/).filter(Boolean), kind: typed.kind ?? '' },
    ...{ unitCodes: unitFields.flatMap((name) => typed[name] || []), ofPlace: typed.ofPlace === 'true' },
    ...{ position: Number(typed.position || 0), retired: typed.retired === 'true' },
  }
  const problems = shapeProblems(TopicForm, form)
  if (problems.length > 0) throw new Invalid(problems.map((p) => ({ ...p, field: p.field.split('/')[0] ?? '' })))
  return form as TopicForm
}

type Shown = { topic?: CatalogueTopic; typed?: Readonly<Record<string, string>>; problems?: readonly Problem[] }

async function pageOf(ctx: Ctx, { topic, typed = {}, problems = [] }: Shown): Promise<Page> {
  const [topics, units] = await Promise.all([listTopics(ctx.db), listPlaces(ctx.db)])
  const fields = problems.map((p) => ({ ...p, field: p.field.replace(/^unitCodes\/(\d)$/, (_, i) => `unit${+i + 1}`) }))
  return topicPage({ topic, typed, problems: fields, groups: topics.filter((t) => t.parentCode === null), units })
}
