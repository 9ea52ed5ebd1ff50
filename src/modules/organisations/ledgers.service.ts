import { type Day, day } from '../../core/day.ts'
import { Invalid, NotFound, type Problem, Refused } from '../../core/errors.ts'
import { reach } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { publicChanged } from '../../platform/page-cache.ts'
import * as lines from './ledgers.store.ts'
import { type Ledger, ledgers } from './ledgers.ts'
import { notInFuture } from './rules.ts'
import { reachUnit } from './service.ts'

export function getLedger(name: string): Ledger {
  const ledger = ledgers.find((l) => l.name === name)
  if (!ledger) throw new NotFound(`台账“${name}”`)
  return ledger
}

/** The lines the actor may see. */
export function readLedger(ctx: Ctx, ledger: Ledger) {
  return lines.listLines(ctx.db, ledger, reach(ctx.actor, 'organisations.view'))
}

/** Adds a line. Throws Invalid for what lies ahead of today, Forbidden outside the actor's reach. */
export async function addLine(ctx: Ctx, ledger: Ledger, form: Record<string, string | number>): Promise<void> {
  const unit = await reachUnit(ctx, String(form.unitCode), 'organisations.edit')
  const problems: Problem[] = []
  const line: Record<string, string | number> = { unitCode: unit.code }
  for (const field of ledger.fields) {
    const value = form[field.name] ?? ''
    if (field.kind === 'day') {
      const wrong = notInFuture(field.name, day(String(value)), ctx.today)
      if (wrong) problems.push(wrong)
    }
    line[field.name] = field.kind === 'yuan' ? Math.round(Number(value) * 100) : value
  }
  if (line.staffId !== undefined) {
    const able = await lines.listAppointable(ctx.db, unit.code)
    if (!able.some((person) => person.id === line.staffId))
      problems.push({ field: 'staffId', message: '请选择本单位在职、且尚未登记的人员' })
  }
  if (problems.length > 0) throw new Invalid(problems)
  await ctx.db.transaction().execute(async (tx) => {
    const id = await lines.insertLine(tx, ledger, line)
    await ctx.acts.write(tx, {
      act: 'organisations.lineAdded',
      subject: `${ledger.name}:${id}`,
      unitCode: unit.code,
      data: line,
    })
    await publicChanged(tx)
  })
}

/** Ends a line on a day. The line stays in the ledger; years before that day still count it. */
export async function endLine(ctx: Ctx, ledger: Ledger, id: number, on: Day): Promise<void> {
  const late = notInFuture('endedOn', on, ctx.today)
  if (late) throw new Invalid([late])
  await ctx.db.transaction().execute(async (tx) => {
    const line = await lines.getLine(tx, ledger, id)
    await reachUnit(ctx, line.unitCode, 'organisations.edit')
    if (!ledger.end)
      throw new Refused({ code: 'organisations.lineStays', message: `${ledger.title}记录的是已经发生的事，不能停止` })
    if (line.ended) throw new Refused({ code: 'organisations.lineEnded', message: `这一行已于 ${line.ended} 停止` })
    if (on < line.began) throw new Invalid([{ field: 'endedOn', message: `停止日期不能早于开始日期 ${line.began}` }])
    await lines.endLine(tx, ledger, id, on)
    await ctx.acts.write(tx, {
      act: 'organisations.lineEnded',
      subject: `${ledger.name}:${id}`,
      unitCode: line.unitCode,
      data: { on },
    })
    await publicChanged(tx)
  })
}
