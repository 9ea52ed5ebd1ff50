import { Type } from 'typebox'
import { day, yearOf } from '../../core/day.ts'
import { decodeCursor, encodeCursor } from '../../core/paging.ts'
import { holds } from '../../platform/actor.ts'
import { correctCalendar, missingYear } from '../../platform/calendar.ts'
import type { Ctx } from '../../platform/context.ts'
import type { App } from '../../platform/http.ts'
import { sendAgain } from '../../platform/mail.ts'
import type { InboxItem } from '../../platform/module.ts'
import { loadSettings, saveSetting, settingShapes } from '../../platform/settings.ts'
import type { World } from '../../platform/world.ts'
import { attempt, typedIn } from '../../ui/index.ts'
import * as store from './system.store.ts'
import { auditPage, calendarPage, outboxPage, settingsPage } from './system.view.tsx'

/** Rights over what belongs to no single subject. */
export const systemPermissions = {
  'system.audit': '查看操作记录和记录链',
  'system.calendar': '更正工作日历',
  'system.settings': '修改站点设置',
  'system.outbox': '查看和重发邮件短信',
}

export const systemLinks = [
  { duty: '系统', label: '操作记录', href: '/desk/system/acts', may: 'system.audit' },
  { duty: '系统', label: '工作日历', href: '/desk/system/calendar', may: 'system.calendar' },
  { duty: '系统', label: '站点设置', href: '/desk/system/settings', may: 'system.settings' },
  { duty: '系统', label: '待发邮件短信', href: '/desk/system/outbox', may: 'system.outbox' },
]

/** A year without its days off makes every day in it provisional: whoever keeps the calendar is told in time. */
export function systemInbox(ctx: Ctx): InboxItem[] {
  if (!holds(ctx.actor, 'system.calendar')) return []
  const year = missingYear(ctx.calendar, ctx.today, ctx.settings.limits.calendarAlarmDays)
  if (!year) return []
  const label = `还没有 ${year} 年的放假安排，跨年的期限都只是暂定，请登记`
  return [{ label, count: 1, href: '/desk/system/calendar', light: yearOf(ctx.today) < year ? 'yellow' : 'overdue' }]
}

const Query = Type.Object({
  after: Type.Optional(Type.String({ maxLength: 200 })),
  subject: Type.Optional(Type.String({ maxLength: 100 })),
  actor: Type.Optional(Type.String({ maxLength: 60 })),
})
const ById = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })
const Correction = Type.Object({
  day: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', title: '日期' }),
  kind: Type.Union([Type.Literal('off'), Type.Literal('work')], { title: '放假或上班' }),
  reason: Type.String({ minLength: 1, maxLength: 60, title: '事由' }),
  source: Type.String({ minLength: 1, maxLength: 60, title: '依据的通知' }),
})

export function systemRoutes(app: App, world: World): void {
  app.get('/system/acts', { schema: { querystring: Query }, config: { may: 'system.audit' } }, async (req, reply) => {
    const { after, subject = '', actor = '' } = req.query
    const page = await store.listActs(req.ctx.db, { subject, actor, before: beforeOf(after), limit: 50 })
    const last = page.acts.at(-1)
    return reply.page(
      auditPage({
        ...page,
        subject,
        actor,
        chain: await store.chainState(req.ctx.db),
        next: page.more && last ? encodeCursor([last.id]) : undefined,
      }),
    )
  })

  const calendar = async (req: { ctx: Ctx }) => ({
    corrections: await store.listCorrections(req.ctx.db),
    knownUntil: req.ctx.calendar.knownUntil,
  })
  app.get('/system/calendar', { config: { may: 'system.calendar' } }, async (req, reply) =>
    reply.page(calendarPage({ ...(await calendar(req)), typed: {}, problems: [] })),
  )
  app.post(
    '/system/calendar',
    { schema: { body: Correction }, attachValidation: true, config: { may: 'system.calendar' } },
    async (req, reply) => {
      const problems = await attempt(req, async () => {
        await correctCalendar(req.ctx, { ...req.body, day: day(req.body.day) })
        await world.reload()
      })
      if (problems.length > 0)
        return reply.page(calendarPage({ ...(await calendar(req)), typed: typedIn(req.body), problems }))
      return reply.redirect('/desk/system/calendar', 303)
    },
  )

  app.get('/system/settings', { config: { may: 'system.settings' } }, async (req, reply) =>
    reply.page(settingsPage({ settings: await loadSettings(req.ctx.db), problems: [] })),
  )
  for (const [key, shape] of Object.entries(settingShapes)) {
    app.post(
      `/system/settings/${key}`,
      { schema: { body: shape }, attachValidation: true, config: { may: 'system.settings' } },
      async (req, reply) => {
        const problems = await attempt(req, async () => {
          await saveSetting(req.ctx, key as keyof typeof settingShapes, req.body as Record<string, unknown>)
          await world.reload()
        })
        if (problems.length > 0) {
          const settings = await loadSettings(req.ctx.db)
          return reply.page(settingsPage({ settings: { ...settings, [key]: req.body }, problems }))
        }
        return reply.redirect('/desk/system/settings', 303)
      },
    )
  }

  app.get(
    '/system/outbox',
    { schema: { querystring: Query }, config: { may: 'system.outbox' } },
    async (req, reply) => {
      const page = await store.listMessages(req.ctx.db, { before: beforeOf(req.query.after), limit: 50 })
      const last = page.messages.at(-1)
      return reply.page(outboxPage({ ...page, next: page.more && last ? encodeCursor([last.id]) : undefined }))
    },
  )
  app.post(
    '/system/outbox/:id/again',
    { schema: { params: ById }, config: { may: 'system.outbox' } },
    async (req, reply) => {
      await sendAgain(req.ctx, req.params.id)
      return reply.redirect('/desk/system/outbox', 303)
    },
  )
}

/** The id a page begins before; undefined for the first page and for a cursor that says nothing. */
function beforeOf(cursor: string | undefined): number | undefined {
  return decodeCursor(cursor, ['integer'])?.[0]
}
