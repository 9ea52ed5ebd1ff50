import type pg from 'pg'
import { dayOf } from '../../src/core/day.ts'
import { countOrders, listOrders, type OrderFilter } from '../../src/modules/hotline/lists.store.ts'
import { closeDatabase, openDatabase } from '../../src/platform/database.ts'
import { timed } from './cases.ts'
import { copyRows } from './grow.ts'
import type { Measured } from './measure.ts'

/**
 * Multiplies work orders until there are `target`: the same orders under other numbers, received over five years. One in
 * fifty is open, and one in fifty of those late, as where the hotline nearly keeps up.
 */
export async function growOrders(client: pg.Client, target: number): Promise<void> {
  const { rows: counted } = await client.query<{ n: string }>('select count(*) as n from work_orders')
  const missing = target - Number(counted[0]?.n)
  if (missing <= 0) return
  const own = ['id', 'number', 'submission_hash', 'superior_number', 'source', 'received_on', 'due_on', 'warn_on']
  await copyRows(client, 'work_orders', own, async (same) => {
    const insert = (which: string, share: string, due: string) =>
      client.query(
        `insert into work_orders (${same.join(', ')}, number, superior_number, source, received_on, due_on, warn_on)
         select ${same.map((name) => `t.${name}`).join(', ')}, 'bench-' || g, '', '', current_date - g % 1800, due, due - 2
         from (select *, row_number() over (order by id) as nth
           from work_orders where number like 'G%' and ${which}) t
         join generate_series(1, $1::int) g on t.nth = 1 + g % (select count(*) from work_orders where number like 'G%' and ${which}) and ${share}
         cross join lateral (select ${due} as due) days`,
        [missing],
      )
    await insert(`state = 'archived'`, 'g % 50 <> 0', 'null::date')
    await insert(
      `state in ('received', 'dispatched', 'handling')`,
      'g % 50 = 0',
      'current_date + case when g / 50 % 50 = 0 then -1 - g / 2500 % 30 else 1 + g / 50 % 15 end',
    )
  })
}

const asked: readonly [name: string, filter: Partial<OrderFilter>, order: 'due' | 'newest'][] = [
  ['open', { where: 'turn' }, 'due'],
  ['overdue', { where: 'turn', light: 'overdue' }, 'due'],
  ['pressing', { where: 'turn', light: 'yellow' }, 'due'],
  ['all', { where: 'any' }, 'newest'],
]

/** How long the lists of orders and their counts take for one who sees the whole county, one after the other. */
export async function measureOrders(url: string): Promise<[name: string, measured: Measured][]> {
  const db = openDatabase(url, { max: 1, name: 'mingtang bench' })
  const today = dayOf(new Date())
  try {
    const measured: [string, Measured][] = []
    for (const [name, filter, order] of asked) {
      const of = { where: 'any' as const, ...filter, order, today }
      measured.push([`list of ${name} orders`, await timed(() => listOrders(db, ['/'], of, { size: 50 }))])
      measured.push([`count of ${name} orders`, await timed(() => countOrders(db, ['/'], of))])
    }
    return measured
  } finally {
    await closeDatabase(db)
  }
}
