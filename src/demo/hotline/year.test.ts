import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { db } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import { findPersonalData } from '../../core/identifiers.ts'
import { filesIn } from '../../platform/files.ts'
import { openStage } from '../stage.ts'
import { loadHotlineOrders } from './index.ts'

const today = day('2026-11-24')
const folder = await mkdtemp(join(tmpdir(), 'mingtang-hotline-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

class Undone extends Error {}

test('2,055 orders of 2018 by channel, all replied to and closed by the end of October, and every state today', async () => {
  const digests: (string | undefined)[] = []
  for (const _ of [1, 2])
    await db
      .transaction()
      .execute(async (tx) => {
        const rows = async <T>(query: ReturnType<typeof sql<T>>) => (await query.execute(tx)).rows
        const acts = await loadHotlineOrders(await openStage(tx, today), filesIn(folder))
        const of2018 = sql`received_on between '2018-01-01' and '2018-12-31'`
        expect(
          await rows(sql`select channel, count(*)::int as n from work_orders where ${of2018} group by 1 order by 1`),
        ).toEqual([
          { channel: 'helpLine', n: 483 },
          { channel: 'mayorMailbox', n: 146 },
          { channel: 'message', n: 107 },
          { channel: 'phone', n: 1281 },
          { channel: 'superiorHotline', n: 9 },
          { channel: 'superiorMailbox', n: 29 },
        ])
        const [year] = await rows<{ late: number; satisfied: number; states: string[] }>(sql`
          select count(*) filter (where coalesce(closed_on, 'infinity') > '2018-10-31' or replied_on is null)::int as late,
            avg((satisfaction <= 3)::int)::float as satisfied, array_agg(distinct state) as states
          from work_orders where ${of2018}`)
        expect(year).toMatchObject({ late: 0, states: ['archived'] })
        expect(year?.satisfied).toBeGreaterThan(0.9)
        expect(year?.satisfied).toBeLessThan(1)
        const said = await rows<{ text: string; n: number }>(
          sql`select text, count(*)::int as n from work_orders where ${of2018} group by 1 order by 2 desc limit 1`,
        )
        expect(said[0]?.n, said[0]?.text).toBeLessThan(9)
        const states = await rows<{ state: string }>(sql`select distinct state from work_orders order by 1`)
        expect(states.map((s) => s.state)).toEqual(
          'archived closed closing dispatched followedUp handling merged notAccepted received replied withdrawn'.split(
            ' ',
          ),
        )
        const lights = await rows<{ light: string; n: number }>(sql`
          select case when due_on < ${today} then 'overdue' when warn_on <= ${today} then 'yellow' else 'green' end as light,
            count(*)::int as n from work_orders where due_on is not null group by 1 order by 1`)
        expect(lights.map((l) => l.light)).toEqual(['green', 'overdue', 'yellow'])
        const one = async (what: ReturnType<typeof sql>) =>
          (await rows<{ n: number }>(sql`select count(*)::int as n from work_orders where ${what}`))[0]?.n
        expect(await one(sql`escalated_on is not null and instructed_on is null and closed_on is null`)).toBe(1)
        expect(await one(sql`confidential and closed_on is null and complained_unit_code is not null`)).toBe(1)
        expect(await one(sql`merged_into is not null`)).toBe(1)
        const letters = await rows<{ t: string }>(
          sql`select public_title || public_text || public_reply as t from work_orders where published_on is not null`,
        )
        expect(letters.length).toBeGreaterThanOrEqual(40)
        expect(new Set(letters.map((l) => l.t)).size).toBe(letters.length)
        expect(letters.flatMap((l) => findPersonalData(l.t))).toEqual([])
        expect(await one(sql`handler_id is not null and published_by = handler_id`)).toBe(0)
        // Nothing has happened that has not come yet, and nothing before it came in.
        expect(acts.filter((a) => a.at >= new Date(`${today}T00:00:00+08:00`))).toEqual([])
        const [order] = await rows<{ wrong: number }>(sql`
          select count(*)::int as wrong from (select at, lag(at) over (partition by order_id order by id) as before
            from work_order_steps) s where at < before`)
        expect(order?.wrong).toBe(0)
        const [digest] = await rows<{ d: string }>(sql`select md5(string_agg(o::text || s.n, '' order by o.id)) as d
          from work_orders o join lateral (select count(*) as n from work_order_steps where order_id = o.id) s on true`)
        digests.push(digest?.d)
        throw new Undone()
      })
      .catch((error: unknown) => {
        if (!(error instanceof Undone)) throw error
      })
  expect(digests[0]).toBe(digests[1])
}, 240_000)
