import type { Ctx } from '../../../platform/context.ts'
import { type Column, listColumns } from '../columns.store.ts'

/** The columns as the portal needs them on every page. */
export type Tree = {
  /** Open columns, parents before children. */
  open: readonly Column[]
  /** Closed ones too: what was published in them stays. */
  byCode: ReadonlyMap<string, Column>
  /** The columns above a path, from the top, and the one at its end. */
  lineage(path: string): Column[]
  /** Codes of the column of a path and of all below it. */
  below(path: string): string[]
}

/** Remembered until something the public sees changes. */
export function treeOf({ replica, remember }: Pick<Ctx, 'replica' | 'remember'>): Promise<Tree> {
  return remember('disclosure.columns', async () => treeFrom(await listColumns(replica, { closed: true })))
}

function treeFrom(columns: readonly Column[]): Tree {
  const byCode = new Map(columns.map((c) => [c.code, c]))
  return {
    open: columns.filter((c) => c.closedOn === null),
    byCode,
    lineage: (path) => path.split('/').flatMap((code) => byCode.get(code) ?? []),
    below: (path) => columns.filter((c) => c.path.startsWith(path)).map((c) => c.code),
  }
}
