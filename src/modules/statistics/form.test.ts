import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { blanks2018, figures2018, makeCity } from '../../../tests/support/jinshi-2018.ts'
import { systemActor } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { filesIn } from '../../platform/files.ts'
import { openWorld } from '../../platform/world.ts'
import { yearScope } from './counting.ts'
import { computeForm, obstacles, valuesOf } from './form.ts'
import { indicators } from './registry.ts'
import { allFigures, figure, records } from './service.ts'

const { db } = await testDatabase()
let ctx: Ctx
beforeAll(async () => {
  await makeCity(db)
  const world = await openWorld({ db, files: filesIn(mkdtempSync(join(tmpdir(), 'mingtang-'))) })
  ctx = world.context(systemActor('测试'))
})

const city = yearScope('/jinshi/', 2018)

describe('the form of 2018', () => {
  test('shows every figure of the real form, and the sums that it left blank', async () => {
    const form = await computeForm(ctx, { year: 2018, unit: 'jinshi' })
    const values = valuesOf(form.cells)
    expect(form.template.code).toBe('2014')
    for (const [id, value] of Object.entries(figures2018)) expect([id, values.get(id)]).toEqual([id, value])
  })

  test('keeps blank and zero apart: blank where no register is kept, zero where nothing happened', async () => {
    const values = valuesOf((await computeForm(ctx, { year: 2018, unit: 'jinshi' })).cells)
    expect([...values].filter(([, v]) => v === null).map(([id]) => id)).toEqual([...blanks2018])
    for (const id of ['C1.1', 'C2.2', 'D', 'E', 'F', 'G', 'B2.2a']) expect([id, values.get(id)]).toEqual([id, 0])
  })

  test('breaks no identity', async () => {
    const form = await computeForm(ctx, { year: 2018, unit: 'jinshi' })
    expect(form.identities.filter((i) => !i.holds)).toEqual([])
  })

  test('of a department counts what is its own', async () => {
    const values = valuesOf((await computeForm(ctx, { year: 2018, unit: 'finance' })).cells)
    expect(values.get('A1')).toBe(1692)
    expect(values.get('C1')).toBe(0)
  })

  test('of a year before the registers began is blank throughout, not zero', async () => {
    const form = await computeForm(ctx, { year: 2016, unit: 'jinshi' })
    expect([...valuesOf(form.cells).values()].every((v) => v === null)).toBe(true)
    expect(obstacles(form)).toEqual([])
  })
})

describe('the templates since 2019', () => {
  test.each(['2019', '2021'] as const)(
    'the %s template balances in every column, and across the years',
    async (template) => {
      const form = await computeForm(ctx, { year: 2018, unit: 'jinshi', template })
      const values = valuesOf(form.cells)
      expect(form.identities.filter((i) => !i.holds)).toEqual([])
      expect([values.get('t3.r1.c1'), values.get('t3.r1.c2'), values.get('t3.r1.c7')]).toEqual([3, 1, 4])
      expect([values.get('t3.r3.c7'), values.get('t3.r7.c7')]).toEqual([3, 1])
    },
  )

  test('number their rows as the notices do', async () => {
    const count = async (template: '2019' | '2021', prefix: string) =>
      [...valuesOf((await computeForm(ctx, { year: 2018, unit: 'jinshi', template })).cells).keys()].filter((id) =>
        id.startsWith(prefix),
      ).length
    expect(await count('2021', 't3.')).toBe(25 * 7)
    expect(await count('2019', 't3.')).toBe(23 * 7)
    expect(await count('2021', 't4.')).toBe(15)
  })
})

describe('figures and their records', () => {
  test('every figure equals the sum of the amounts of its records', async () => {
    // A rate has no records of its own, only those of its two figures.
    for (const f of (await allFigures(ctx, city)).filter((f) => !f.of)) {
      const divisor = indicators.find((i) => i.id === f.id)?.divisor ?? 1
      const { amount, total } = await records(ctx, f.id, city, { size: 1 })
      if (f.value !== null) expect([f.id, f.value]).toEqual([f.id, amount / divisor])
      expect(total).toBeGreaterThanOrEqual(0)
    }
  })

  test('page through all records without missing or repeating one', async () => {
    const seen = new Set<string>()
    let cursor: string | undefined
    do {
      const page = await records(ctx, 'disclosure.published', city, { cursor, size: 700 })
      for (const r of page.records) seen.add(r.subject)
      cursor = page.next
    } while (cursor)
    expect(seen.size).toBe(5078)
  })

  test('one information through two channels counts once in all and once in each channel', async () => {
    await sql`insert into registers (unit_code, name, kept_from) values ('jinshi', 'wechat', '2018-01-01')`.execute(db)
    await sql`insert into document_channels (document_id, channel, published_at)
      select id, 'wechat', '2018-12-31 23:59:59+08' from documents where index_number = '430781-2018-5'`.execute(db)
    const value = async (id: string) => (await figure(ctx, id, city)).value
    expect(await value('disclosure.published')).toBe(5078)
    expect(await value('disclosure.channel.website')).toBe(5078)
    expect(await value('disclosure.channel.wechat')).toBe(1)
    await sql`delete from document_channels where channel = 'wechat'`.execute(db)
    await sql`delete from registers where name = 'wechat'`.execute(db)
  })

  test('name no private person', async () => {
    const { records: found } = await records(ctx, 'requests.received', city)
    expect(found.map((r) => r.label).toSorted()).toEqual([
      '2018-0001号申请',
      '2018-0002号申请',
      '2018-0003号申请',
      '2018-0004号申请',
    ])
  })
})

test('a closed request that nobody classified blocks the year, by name', async () => {
  await sql`update information_requests set reply_kind = null where number = '2018-0001'`.execute(db)
  const form = await computeForm(ctx, { year: 2018, unit: 'jinshi' })
  expect(obstacles(form).map((i) => i.id)).toEqual(['U1'])
  expect(form.identities.find((i) => i.id === 'W2')?.holds).toBe(false)
  const since2021 = await computeForm(ctx, { year: 2018, unit: 'jinshi', template: '2021' })
  expect(obstacles(since2021).map((i) => i.id)).toEqual(['T3.1', 'U1'])
  await sql`update information_requests set reply_kind = 'granted' where number = '2018-0001'`.execute(db)
})
