import { addDays, type Day, day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import { type Paper, renderDocx, renderPdf } from '../../platform/paper/index.ts'
import { getUnit, reachUnit } from '../organisations/index.ts'
import { bulletinPaper, spokenMonth } from './bulletin.ts'
import { lettersOf } from './published.store.ts'
import { resultsIn } from './results.service.ts'
import { listLate, type Period } from './results.store.ts'

/** Formats in which the bulletin is printed. */
export const bulletinFormats = ['docx', 'pdf'] as const
export type BulletinFormat = (typeof bulletinFormats)[number]

/** A month as in addresses, 2018-05. */
export const isMonth = (text: string): boolean => /^(19|20)\d\d-(0[1-9]|1[0-2])$/.test(text)

const daysOf = (month: string): Period => {
  const from = day(`${month}-01`)
  return { from, to: addDays(`${addDays(from, 31).slice(0, 7)}-01` as Day, -1) }
}

/**
 * The bulletin of a month for the whole county, as things stand today. Throws Forbidden outside the actor's reach, NotFound
 * for a month that has not begun.
 */
export async function bulletinOf(ctx: Ctx, month: string): Promise<Paper> {
  const { rootUnit, operator } = ctx.settings.site
  if (ctx.actor.kind !== 'system') await reachUnit(ctx, rootUnit, 'hotline.view')
  const { path } = await getUnit(ctx.db, rootUnit)
  const period = daysOf(month)
  if (period.from > ctx.today) throw new NotFound(`${spokenMonth(month)}的月报`)
  const [results, late, letters] = await Promise.all([
    resultsIn(ctx, period, [path]),
    listLate(ctx.db, period, ctx.today),
    lettersOf(ctx.db, period, 3),
  ])
  return bulletinPaper({ month, today: ctx.today, issuer: operator, results, late, letters })
}

/** The bulletin as a file. Throws as `bulletinOf` does. */
export async function bulletinFile(
  ctx: Ctx,
  month: string,
  format: BulletinFormat,
): Promise<{ content: Buffer; fileName: string }> {
  const paper = await bulletinOf(ctx, month)
  const content = format === 'docx' ? await renderDocx(paper) : await renderPdf(paper)
  return { content, fileName: `${paper.title}.${format}` }
}
