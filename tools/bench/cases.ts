import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { dayOf } from '../../src/core/day.ts'
import { countWork, listWork, type WorkFilter } from '../../src/modules/cases/lists.store.ts'
import { closeDatabase, openDatabase } from '../../src/platform/database.ts'
import { copyRows } from './grow.ts'
import type { Measured } from './measure.ts'

/**
 * Multiplies the open cases until there are `target`: the same cases under other numbers, due over the next months; one in
 * fifty is late and one in ten is pressing, and the clock of one in twenty stands still, as in offices that nearly keep up.
 */
export async function growCases(client: pg.Client, target: number): Promise<void> {
  const { rows: counted } = await client.query<{ n: string }>(
    'select count(*) as n from case_files where completed_on is null',
  )
  const missing = target - Number(counted[0]?.n)
  if (missing <= 0) return
  const own = ['id', 'number', 'submission_hash', 'due_on', 'warn_on', 'clock_stopped', 'applicant_id_number']
  await copyRows(client, 'case_files', [...own, 'proposals_waiting'], async (same) => {
    await client.query(
      `insert into case_files (${same.join(', ')}, number, due_on, warn_on, clock_stopped, applicant_id_number)
       select ${same.map((name) => `t.${name}`).join(', ')}, 'bench-' || g, due, due - 3, g % 20 = 7, 'bench-' || g % 300000
       from (select *, row_number() over (order by id) as place, count(*) over () as many
         from case_files where completed_on is null and state in ('submitted', 'accepted', 'inReview')) t
       join generate_series(1, $1::int) g on t.place = 1 + g % t.many
       cross join lateral (select current_date + case when g % 50 = 0 then -1 - g / 50 % 30 else 1 + g % 40 end as due) days`,
      [missing],
    )
  })
}

const lights: readonly [name: string, filter: Omit<WorkFilter, 'today'>][] = [
  ['open', {}],
  ['overdue', { light: 'overdue' }],
  ['yellow', { light: 'yellow' }],
  ['stopped', { light: 'stopped' }],
]

/** How long the list and each count of a light take for one who sees the whole county, one after the other. */
export async function measureLights(url: string): Promise<[name: string, measured: Measured][]> {
  const db = openDatabase(url, { max: 1, name: 'mingtang bench' })
  const today = dayOf(new Date())
  try {
    const measured: [string, Measured][] = []
    for (const [name, filter] of lights) {
      const of = { ...filter, today }
      measured.push([`list of ${name} cases`, await timed(() => listWork(db, ['/'], of, { size: 50 }))])
      measured.push([`count of ${name} cases`, await timed(() => countWork(db, ['/'], of))])
    }
    return measured
  } finally {
    await closeDatabase(db)
  }
}

/** Runs something sixty times, one after the other. */
export async function timed(run: () => Promise<unknown>): Promise<Measured> {
  const times: number[] = []
  for (let i = 0; i < 60; i++) {
    const begun = performance.now()
    await run()
    // The first ones read what nobody has read before.
    if (i >= 10) times.push(performance.now() - begun)
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0
  const total = times.reduce((a, b) => a + b, 0)
  return {
    ...{ perSecond: (1000 * times.length) / total, p50: at(0.5), p975: at(0.975), p99: at(0.99) },
    ...{ failed: 0, total: times.length, work: 0 },
  }
}

/** Forms as the clerk at the window sends them, for an item whose only material the government holds itself. */
export async function caseForms(client: pg.Client, amount: number) {
  const { rows } = await client.query<{ code: string }>(
    `select code from service_items where name = '城乡居民养老保险待遇领取资格认证' and cancelled_on is null limit 1`,
  )
  const code = rows[0]?.code
  if (!code) throw new Error('the demonstration has no item to apply for')
  const form = {
    ...{ channel: 'window', applicantKind: 'naturalPerson', applicantName: '测速', idKind: 'residentId' },
    ...{ idNumber: '11010519491231002X', contactPerson: '', phone: '13812345678', address: '', receivedOn: '' },
    ...{ wantedDelivery: 'counter', deliveryAddress: '', agentName: '', agentIdNumber: '', agentPhone: '' },
    ...{ consentHow: '', 'ways.identity': 'shared' },
  }
  return {
    path: `/desk/cases/new/${code}`,
    forms: Array.from({ length: amount }, () => ({ ...form, submissionKey: randomUUID() })),
  }
}
