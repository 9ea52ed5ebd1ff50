import { Forbidden, Refused } from '../../core/errors.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { type MoveName, type Person, refuseMove } from './rules.ts'
import { lockReport, type Report } from './store.ts'

/** The actor as the rules see one, with regard to one unit. */
export const personOf = (ctx: Ctx, path: string): Person => ({
  accountId: ctx.actor.accountId,
  holds: (permission) => holds(ctx.actor, permission, path),
})

/** Who acts, as records keep it: the account, or the name of a job. */
export const actorId = (ctx: Ctx): string => ctx.actor.accountId ?? ctx.actor.name

/**
 * Makes one move on a report inside the transaction that `ctx.db` is: takes and locks it, asks the rules, and lets `work` do
 * the rest. Throws NotFound, Forbidden outside the actor's reach, Refused when the rules say no.
 */
export async function moveWithin<T>(
  ctx: Ctx,
  id: number,
  name: MoveName,
  work: (report: Report) => Promise<T>,
): Promise<T> {
  const report = await lockReport(ctx.db, id)
  if (!holds(ctx.actor, 'reports.view', report.unitPath))
    throw new Forbidden(`“${report.unitName}”的年度报告不在您的管理范围内`)
  const refusal = refuseMove(name, report, personOf(ctx, report.unitPath))
  if (refusal) throw new Refused(refusal)
  return work(report)
}

/** As `moveWithin`, in a transaction of its own. */
export const move = <T>(
  ctx: Ctx,
  id: number,
  name: MoveName,
  work: (ctx: Ctx, report: Report) => Promise<T>,
): Promise<T> =>
  ctx.db.transaction().execute((tx) => {
    const inside = { ...ctx, db: tx }
    return moveWithin(inside, id, name, (report) => work(inside, report))
  })

/** What the acts on the report of a year speak of. */
export const subjectOf = ({ year, unitCode }: { year: number; unitCode: string }): string =>
  `report:${year}-${unitCode}`

/** Notes what was done to a report. @param unitCode - the unit that the act concerns, where it is not the one that reports */
export const note = (
  ctx: Ctx,
  report: { year: number; unitCode: string; version?: number },
  act: string,
  data: Record<string, unknown> = {},
  unitCode = report.unitCode,
): Promise<void> =>
  ctx.acts.write(ctx.db, {
    act: `reports.${act}`,
    subject: subjectOf(report),
    unitCode,
    data: { version: report.version ?? 1, ...data },
  })
