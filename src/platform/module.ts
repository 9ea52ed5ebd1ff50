import type { Day } from '../core/day.ts'
import type { Ctx } from './context.ts'
import type { Db } from './database.ts'
import type { Routes } from './http.ts'
import type { Indicator, Rate } from './indicator.ts'
import type { RunningClock } from './redate.ts'

/** Work that happens by itself: queued by a use case, or by the clock. */
export type Job = {
  /** `module.verb`, such as `disclosure.publishDue`. */
  name: string
  /** When it runs by itself, as a crontab line in Asia/Shanghai; absent: only when queued. */
  cron?: string
  run: (ctx: Ctx, payload: unknown) => Promise<void>
}

/** A place in the desk's navigation, seen by who holds the permission. */
export type DeskLink = {
  /** Duty it belongs to, such as 发布, 依申请公开, 统计, 机构, 系统. */
  duty: string
  label: string
  href: string
  may: string
}

/** Something waiting for the actor today, shown in the inbox 今天要办. */
export type InboxItem = {
  label: string
  count: number
  href: string
  light: 'green' | 'yellow' | 'red' | 'overdue' | 'none'
}

/** What a module has to tell on the guide of a service item, and where to read on: 128 人评价. */
export type ItemLine = { label: string; href: string }

declare module 'fastify' {
  interface FastifyInstance {
    /** What the modules have to tell of a service item, for everyone to read. */
    linesOfItem(db: Db, code: string, today: Day): Promise<ItemLine[]>
  }
}

/** What a module gives to the house; `app.ts` registers it. */
export type Module = {
  name: string
  /** Permissions that exist in this module: name → what it lets one do, in Chinese. */
  permissions?: Record<string, string>
  portal?: Routes
  my?: Routes
  desk?: Routes
  api?: Routes
  /** Pages of the self-service terminals in the hall, under /kiosk. */
  kiosk?: Routes
  /** Pages for wall screens, under /board. */
  board?: Routes
  deskLinks?: readonly DeskLink[]
  inbox?: (ctx: Ctx) => Promise<InboxItem[]>
  jobs?: readonly Job[]
  /** Last days it stores that follow the working calendar: a corrected calendar dates them anew. */
  clocks?: readonly RunningClock[]
  /** What it has to tell on the public guide of a service item; undefined: nothing. */
  lineOfItem?: (db: Db, code: string, today: Day) => Promise<ItemLine | undefined>
  indicators?: readonly Indicator[]
  /** Rates of two indicators each. */
  rates?: readonly Rate[]
}
