import type { TicketCount } from './results.store.ts'

/** Numbers of some kind by what became of them. */
export type Ends = { taken: number; done: number; void: number; left: number; open: number }

/** Adds counts up, by whatever tells them apart; those with most numbers first. */
export function endsBy<Key>(counts: readonly TicketCount[], key: (c: TicketCount) => Key): Map<Key, Ends> {
  const groups = [...Map.groupBy(counts, key)].map(([k, its]) => [k, endsOf(its)] as const)
  return new Map(groups.sort(([, a], [, b]) => b.taken - a.taken))
}

export function endsOf(counts: readonly TicketCount[]): Ends {
  const sum = (...states: TicketCount['state'][]) =>
    counts.filter((c) => states.includes(c.state)).reduce((n, c) => n + c.count, 0)
  const ends = { done: sum('done'), void: sum('void'), left: sum('left'), open: sum('waiting', 'called', 'serving') }
  return { ...ends, taken: ends.done + ends.void + ends.left + ends.open }
}
