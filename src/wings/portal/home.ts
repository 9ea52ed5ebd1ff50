import { dayOf, yearOf } from '../../core/day.ts'
import { type Column, listOpenSolicitations, listPublished, treeOf } from '../../modules/disclosure/index.ts'
import { getUnit } from '../../modules/organisations/index.ts'
import { figures, findIndicator, yearScope } from '../../modules/statistics/index.ts'
import type { Ctx } from '../../platform/context.ts'
import type { App } from '../../platform/http.ts'
import { homePage } from './home.view.tsx'

const openToAll = { may: 'everyone', cached: true } as const

/** Figures of the band on the front page, each with its page of how it is counted. */
const bandFigures = [
  'disclosure.published',
  'disclosure.normativeInForce',
  'disclosure.interpretations',
  'disclosure.concernsAnswered',
  'requests.received',
  'disclosure.visits',
]

/** Services whose pages once said what to do without them: old links lead to the real ones. */
const nowOnline = new Map([
  ['apply', '/requests'],
  ['progress', '/progress'],
  ['handle', '/services'],
  ['appointments', '/appointments'],
])

/** Rows of a list on the front page. */
const rows = 7

/** The front page. */
export function homeRoutes(app: App): void {
  app.get('/', { config: openToAll }, async (req, reply) => {
    const { replica, settings, today, remember } = req.ctx
    const { open: columns } = await treeOf(req.ctx)
    const codes = (ofKind: (c: Column) => boolean) => columns.filter(ofKind).map((c) => c.code)
    const newest = (ofKind: (c: Column) => boolean) => listPublished(replica, { columns: codes(ofKind), limit: rows })
    const [files, notices, news, solicitations] = await Promise.all([
      newest((c) => c.type === 'policy' || c.statutoryClass === 1),
      newest((c) => c.type === 'notice'),
      newest((c) => c.type === 'news'),
      remember(`disclosure.solicitations ${today}`, () => listOpenSolicitations(replica, today, 5)),
    ])
    const last = [files, notices, news]
      .flatMap((list) => list[0]?.publishedAt ?? [])
      .sort((a, b) => b.getTime() - a.getTime())[0]
    // In the first days of a year, or on a site at rest, last year's figures say more than a row of zeros.
    const year = last ? Math.min(yearOf(dayOf(last)), yearOf(today)) : yearOf(today)
    const first = (ofKind: (c: Column) => boolean) => columns.find(ofKind)
    return reply.page(
      homePage({
        site: settings.site,
        lists: [
          { title: '政策文件', rows: files, column: first((c) => c.type === 'policy') },
          { title: '公告公示', rows: notices, column: first((c) => c.type === 'notice') },
          { title: '政务动态', rows: news, column: first((c) => c.type === 'news') },
        ],
        keyFields: columns.filter((c) => c.keyField),
        solicitations,
        figures: await remember(`home.figures ${year}`, () => figuresOf(req.ctx, year)),
        year,
        today,
      }),
    )
  })

  for (const [verb, href] of nowOnline)
    app.get(`/services/${verb}`, { config: openToAll }, async (_req, reply) => reply.redirect(href, 302))
}

async function figuresOf(ctx: Ctx, year: number) {
  const { replica, settings } = ctx
  const unit = await getUnit(replica, settings.site.rootUnit)
  return figures(
    { ...ctx, db: replica },
    yearScope(unit.path, year),
    bandFigures.flatMap((id) => findIndicator(id) ?? []),
  )
}
