import { Type } from 'typebox'
import type { Day } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import { decodeCursor, encodeCursor } from '../../../core/paging.ts'
import { holds, reach } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { App } from '../../../platform/http.ts'
import type { DeskLink } from '../../../platform/module.ts'
import { attempt, type Crumb } from '../../../ui/index.ts'
import { importRoutes, tableHeaders } from '../import-pages.ts'
import { DayText } from '../schema.ts'
import { listUnits } from '../store.ts'
import { hrefOf, isImportable, type Ledger, ledgerForm, sheetFields } from './ledger.ts'
import { addLine, endLine, readLedger } from './service.ts'
import { listAppointable } from './store.ts'
import { exportLines, importLines } from './transfer.ts'
import { ledgerPage } from './view.tsx'

const ById = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })
const Query = Type.Object({
  unitCode: Type.Optional(Type.String({ maxLength: 40 })),
  after: Type.Optional(Type.String({ maxLength: 200 })),
})
const Format = Type.Object({
  format: Type.Unsafe<'csv' | 'xlsx'>({ type: 'string', enum: ['csv', 'xlsx'], default: 'xlsx' }),
})

/** A place in the navigation for each ledger. */
export const ledgerLinks = (ledgers: readonly Ledger[], duty: string): DeskLink[] =>
  ledgers.map((l) => ({ duty, label: l.title, href: hrefOf(l), may: l.may.view }))

/**
 * The pages of a module's ledgers: list, entry by hand, ending, import and export.
 * @param breadcrumb - what stands above them
 */
export function ledgerRoutes(app: App, ledgers: readonly Ledger[], breadcrumb: readonly Crumb[]): void {
  for (const ledger of ledgers) {
    const href = hrefOf(ledger)
    const address = href.replace(/^\/desk/, '')
    const [view, edit] = [{ may: ledger.may.view }, { may: ledger.may.edit }]
    const page = async (
      ctx: Ctx,
      { after, ...typed }: Record<string, unknown>,
      tried: { problems?: readonly Problem[]; ending?: number } = {},
    ) => {
      const [on, id] = decodeCursor(typeof after === 'string' ? after : undefined, ['day', 'integer']) ?? []
      const { next, ...found } = await readLedger(ctx, ledger, on && id ? [on as Day, id] : undefined)
      const units = await listUnits(ctx.db, reach(ctx.actor, ledger.may.edit))
      const unitCode = String(typed.unitCode ?? ctx.actor.unitCode ?? units[0]?.code ?? '')
      const people = ledger.fields.some((f) => f.kind === 'staff') ? await listAppointable(ctx.db, unitCode) : []
      return ledgerPage({
        ...{ ledger, ledgers, breadcrumb, units, people, ...found },
        ...{ typed: { ...typed, unitCode }, problems: tried.problems ?? [], ending: tried.ending },
        mayEdit: holds(ctx.actor, ledger.may.edit),
        next: next && encodeCursor(next),
      })
    }
    app.get(address, { schema: { querystring: Query }, config: view }, async (req, reply) =>
      reply.page(await page(req.ctx, req.query)),
    )
    app.post(
      address,
      { schema: { body: ledgerForm(ledger) }, attachValidation: true, config: edit },
      async (req, reply) => {
        const typed = req.body as Record<string, string | number>
        const problems = await attempt(req, () => addLine(req.ctx, ledger, typed))
        return problems.length > 0 ? reply.page(await page(req.ctx, typed, { problems })) : reply.redirect(href, 303)
      },
    )
    const { end } = ledger
    if (end) {
      const body = Type.Object({ [end]: Type.String({ ...DayText, title: '停止日期' }) })
      app.post(
        `${address}/:id/end`,
        { schema: { params: ById, body }, attachValidation: true, config: edit },
        async (req, reply) => {
          const { id } = req.params
          const problems = await attempt(req, () => endLine(req.ctx, ledger, id, req.body[end] ?? ''))
          return problems.length > 0
            ? reply.page(await page(req.ctx, { ...req.body }, { problems, ending: id }))
            : reply.redirect(href, 303)
        },
      )
    }
    app.get(`${address}/export`, { schema: { querystring: Format }, config: view }, async (req, reply) => {
      const { ctx, query } = req
      await ctx.acts.write(ctx.db, {
        act: `${ledger.module}.ledgerExported`,
        subject: `account:${ctx.actor.accountId}`,
        unitCode: ctx.actor.unitCode ?? null,
        data: { ledger: ledger.name, format: query.format },
      })
      reply.headers(tableHeaders(`${ledger.title}-${ctx.today}`, query.format))
      return reply.send(exportLines(ctx, ledger, query.format))
    })
    if (isImportable(ledger))
      importRoutes(app, {
        look: {
          title: `导入${ledger.title}`,
          breadcrumb: [...breadcrumb, { label: ledger.title, href }],
          href: `${href}/import`,
          note: '导入的行直接进入台账，计入统计。',
          fields: sheetFields(ledger),
          done: { label: '看台账', href },
        },
        template: sheetFields(ledger),
        act: `${ledger.module}.${ledger.name}Checked`,
        may: ledger.may.edit,
        read: (ctx, bytes, options) => importLines(ctx, ledger, bytes, options),
      })
  }
}
