import type { Ctx } from '../../platform/context.ts'
import type { Paper } from '../../platform/paper/index.ts'
import { rehearsed } from '../../platform/rehearse.ts'
import { type Made, makeMove } from './acting.ts'
import { type Life, lifeOf } from './life.store.ts'
import { getPrinted, type Printed } from './papers.store.ts'
import { type CaseFile, getCase } from './store.ts'

/** What a move would bring about: the case as it would be, and the papers and results that would go out. */
export type Preview = { file: CaseFile; papers: Paper[] }

/**
 * Makes the very move and undoes it: what is shown is what will go out. Only numbers are left away, since other papers may
 * take them first. Throws what the move would throw.
 */
export async function previewMove(ctx: Ctx, number: string, name: Made, sent: unknown): Promise<Preview> {
  const before = await getCase(ctx.db, number)
  const { papers, results } = await lifeOf(ctx.db, before.id)
  return rehearsed(ctx.db, async (tx) => {
    await makeMove({ ...ctx, db: tx }, number, name, sent)
    const after = await lifeOf(tx, before.id)
    const made: Paper[] = []
    const add = async (
      table: Printed,
      all: readonly Life['papers' | 'results'][number][],
      known: readonly unknown[],
    ) => {
      for (const { id } of all.slice(known.length)) {
        const { documentNumber: _, ...paper } = (await getPrinted(tx, table, id, before.id)).paper
        made.push(paper)
      }
    }
    await add('casePapers', after.papers, papers)
    await add('caseResults', after.results, results)
    return { file: await getCase(tx, number), papers: made }
  })
}
