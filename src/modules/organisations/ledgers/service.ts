import { type Day, day, isDay } from '../../../core/day.ts'
import { Invalid, type Problem, Refused } from '../../../core/errors.ts'
import type { LedgerField } from '../../../core/ledger.ts'
import { parseYuan } from '../../../core/money.ts'
import { reach } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Db } from '../../../platform/database.ts'
import { publicChanged } from '../../../platform/page-cache.ts'
import { notInFuture } from '../rules.ts'
import { reachUnit } from '../service.ts'
import { type Ledger, subjectOf } from './ledger.ts'
import * as store from './store.ts'

const pageSize = 50

/** The lines the actor may see, newest first; `next` is where the list goes on. */
export async function readLedger(ctx: Ctx, ledger: Ledger, after?: readonly [Day, number]) {
  const { lines, total } = await store.listLines(ctx.db, ledger, reach(ctx.actor, ledger.may.view), {
    after,
    limit: pageSize,
  })
  const last = lines.at(-1)
  const next = lines.length === pageSize && last ? ([last[ledger.order] as Day, last.id] as const) : undefined
  return { lines, total, next }
}

/** What is typed in one field as it is kept, or what is wrong with it. Its shape has been checked. */
export function kept(ctx: Ctx, field: LedgerField, typed: string | number): { value: string | number } | Problem {
  const problem = (message: string): Problem => ({ field: field.name, message })
  if (field.kind === 'yuan') {
    const fen = parseYuan(String(typed))
    return fen === undefined || fen < 0 ? problem('请填写以元计的金额，最多两位小数') : { value: fen }
  }
  if (field.kind !== 'day') return { value: typeof typed === 'string' ? typed.trim() : typed }
  if (!isDay(typed)) return problem('请填写存在的日期，例如 2018-12-03')
  return notInFuture(field.name, typed, ctx.today) ?? { value: typed }
}

/** Adds a line. Throws Invalid for what lies ahead of today or is entered already, Forbidden outside the actor's reach. */
export async function addLine(ctx: Ctx, ledger: Ledger, form: Record<string, string | number>): Promise<void> {
  const unit = await reachUnit(ctx, String(form.unitCode), ledger.may.edit)
  const problems: Problem[] = []
  const line: store.NewLine = { unitCode: unit.code }
  for (const field of ledger.fields) {
    const read = kept(ctx, field, form[field.name] ?? '')
    if ('message' in read) problems.push(read)
    else line[field.name] = read.value
  }
  if (line.staffId !== undefined) {
    const able = await store.listAppointable(ctx.db, unit.code)
    if (!able.some((person) => person.id === line.staffId))
      problems.push({ field: 'staffId', message: '请选择本单位在职、且尚未登记的人员' })
  }
  if (problems.length === 0 && ledger.unique) {
    const known = await store.listKeys(ctx.db, ledger, [unit.code])
    if (known.has(store.keyOf(ledger, line)))
      problems.push({ field: ledger.unique.at(-1) ?? '', message: '这一行已经登记过，请核对' })
  }
  if (problems.length > 0) throw new Invalid(problems)
  await ctx.db.transaction().execute((tx) => saveLines(ctx, tx, ledger, [line]))
}

/** Stores lines that have been checked, each with its act. @returns their numbers */
export async function saveLines(
  ctx: Ctx,
  tx: Db,
  ledger: Ledger,
  lines: readonly store.NewLine[],
  act = 'lineAdded',
): Promise<number[]> {
  const ids = await store.insertLines(tx, ledger, lines)
  await ctx.acts.writeMany(
    tx,
    lines.map((line, i) => ({
      act: `${ledger.module}.${act}`,
      subject: subjectOf(ledger, ids[i] ?? 0),
      unitCode: line.unitCode,
      data: line,
    })),
  )
  await publicChanged(tx)
  return ids
}

/** Ends a line on a day. The line stays in the ledger; years before that day still count it. */
export async function endLine(ctx: Ctx, ledger: Ledger, id: number, on: string): Promise<void> {
  const field = ledger.end ?? 'endedOn'
  if (!isDay(on)) throw new Invalid([{ field, message: '请填写存在的日期，例如 2018-12-03' }])
  const late = notInFuture(field, on, ctx.today)
  if (late) throw new Invalid([late])
  await ctx.db.transaction().execute(async (tx) => {
    const line = await store.getLine(tx, ledger, id)
    await reachUnit(ctx, line.unitCode, ledger.may.edit)
    if (!ledger.end)
      throw new Refused({
        code: `${ledger.module}.lineStays`,
        message: `${ledger.title}记录的是已经发生的事，不能停止`,
      })
    if (line.ended) throw new Refused({ code: `${ledger.module}.lineEnded`, message: `这一行已于 ${line.ended} 停止` })
    if (on < line.began) throw new Invalid([{ field, message: `停止日期不能早于开始日期 ${line.began}` }])
    await store.endLine(tx, ledger, id, day(on))
    await ctx.acts.write(tx, {
      act: `${ledger.module}.lineEnded`,
      subject: subjectOf(ledger, id),
      unitCode: line.unitCode,
      data: { on },
    })
    await publicChanged(tx)
  })
}
