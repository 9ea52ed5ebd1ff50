import type { Ctx } from '../../platform/context.ts'
import { type Letter, lettersOf, loadLetters, paperOf, type Vocabulary } from '../../platform/letters/index.ts'
import { type LaidPaper, layOut } from '../../platform/paper/index.ts'
import { signsOf } from '../../platform/query-code.ts'
import { getUnitDetail } from '../organisations/index.ts'
import type { Lot } from './lots.store.ts'
import { reasonsFor } from './reasons.ts'

/** What the template of a rating form may speak of. */
const vocabulary: Vocabulary = {
  facts: {
    number: ['text', '评价表编号'],
    code: ['text', '校验码'],
    ratedUnit: ['text', '被评的单位'],
  },
  tables: {
    levels: { one: '非常满意', two: '满意', three: '基本满意', four: '不满意', five: '非常不满意' },
    reasons: { good: '满意的原因', fair: '基本满意的原因', bad: '不满意的原因' },
  },
  always: ['unitName'],
}

// Read and checked when the house starts: a template with a fault stops it there.
const template = loadLetters(vocabulary, lettersOf('ratings')).get('form') as Letter

/** Number of a form as it stands on it: lot and place in the lot. */
export const formNumber = ({ id }: Pick<Lot, 'id'>, n: number): string => `${id}-${n}`

/**
 * What a form bears besides its number, so that a number keyed in wrong is noticed: six signs that follow from the number and
 * the key of the house. Nothing of it is stored.
 */
export const formCode = ({ seal }: Pick<Ctx, 'seal'>, number: string): string =>
  signsOf(seal.digest(`ratingForm:${number}`), 6)

/** The forms of a lot, as they are printed: one a page. */
export async function formsOf(ctx: Ctx, lot: Lot): Promise<LaidPaper[]> {
  const { name: unitName } = await getUnitDetail(ctx.db, ctx.actor.unitCode ?? ctx.settings.site.rootUnit)
  const box = { one: '□', two: '□', three: '□', four: '□', five: '□' }
  return [...Array(lot.forms).keys()].map((i) => {
    const number = formNumber(lot, i + 1)
    const facts = {
      ...{ unitName, contactName: '', contactPhone: '', signedOn: lot.printedOn, number, code: formCode(ctx, number) },
      ...{ ratedUnit: lot.unitName, levels: [box], reasons: reasonRows() },
    }
    // A form that others fill in is neither signed nor answered to.
    const { kind, issuer, title, addressee, blocks } = paperOf(template, facts, { vocabulary, laws: [], made: {} })
    return layOut({ kind, issuer, title, addressee: addressee ?? '', blocks })
  })
}

/** Reasons side by side, each with a box to tick. */
function reasonRows(): Record<string, string>[] {
  const [good, fair, bad] = ([2, 3, 5] as const).map((level) => reasonsFor(level).map((r) => `□ ${r.label}`))
  const most = Math.max(good?.length ?? 0, fair?.length ?? 0, bad?.length ?? 0)
  return [...Array(most).keys()].map((i) => ({ good: good?.[i] ?? '', fair: fair?.[i] ?? '', bad: bad?.[i] ?? '' }))
}
