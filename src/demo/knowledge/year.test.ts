import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { db } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import { openStage } from '../stage.ts'
import { texts } from './cast.ts'
import { loadKnowledge } from './index.ts'

const today = day('2026-11-24')

test('the texts are whole: each has a unit that exists, lines, and every question its answer', async () => {
  const stage = await openStage(db, today)
  for (const t of texts) {
    expect(stage.units.get(t.unit)?.closedOn, t.title).toBeNull()
    expect(t.lines.length, t.title).toBeGreaterThan(1)
    for (const ask of t.asks) expect(ask.answer.length, ask.question).toBeGreaterThan(9)
  }
  expect(new Set(texts.map((t) => t.title)).size).toBe(texts.length)
  expect(texts.length).toBeGreaterThanOrEqual(60)
})

test('18,300 enquiries of 2018 are the same each time, and what waits today shows every light', async () => {
  const digests: (string | undefined)[] = []
  for (const _ of [1, 2])
    await db
      .transaction()
      .execute(async (tx) => {
        const acts = await loadKnowledge(await openStage(tx, today))
        expect(acts.length).toBeGreaterThan(18_300)
        const { rows: channels } = await sql`select channel, count(*) as n from enquiries
            where asked_on between '2018-01-01' and '2018-12-31' group by 1 order by 1`.execute(tx)
        expect(channels).toEqual([
          { channel: 'inPerson', n: 211 },
          { channel: 'online', n: 9546 },
          { channel: 'phone', n: 8543 },
        ])
        const { rows } = await sql<{ light: string; n: number }>`
          select case when due_on < ${today} then 'overdue' when warn_on <= ${today} then 'yellow' else 'green' end as light,
            count(*) as n from enquiries where state <> 'answered' group by 1 order by 1`.execute(tx)
        expect(rows).toEqual([
          { light: 'green', n: 5 },
          { light: 'overdue', n: 1 },
          { light: 'yellow', n: 1 },
        ])
        const { rows: published } =
          await sql`select state, count(*) as n from enquiry_publications group by 1 order by 1`.execute(tx)
        expect(published).toEqual([
          { state: 'proposed', n: 2 },
          { state: 'published', n: 150 },
        ])
        const { rows: digest } = await sql<{ d: string }>`select md5(string_agg(e::text, '' order by e.number)) as d
          from (select number, question, asked_at, answered_at, unit_code from enquiries) e`.execute(tx)
        digests.push(digest[0]?.d)
        throw new Undone()
      })
      .catch((error: unknown) => {
        if (!(error instanceof Undone)) throw error
      })
  expect(digests[0]).toBe(digests[1])
}, 240_000)

class Undone extends Error {}
