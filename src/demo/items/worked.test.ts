import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { bare, docxText } from '../../../tests/support/papers.ts'
import { day } from '../../core/day.ts'
import { loadCounty } from '../../county.ts'
import { checkElements, type ItemElements } from '../../modules/catalogue/index.ts'
import { filesIn } from '../../platform/files.ts'
import { openStage } from '../stage.ts'
import { readItemData } from './data.ts'
import { loadItems } from './index.ts'

const { db } = await testDatabase()
const folder = await mkdtemp(join(tmpdir(), 'mingtang-worked-'))
const files = filesIn(folder)
const { worked } = readItemData()

type Published = {
  id: number
  name: string
  itemType: string
  unitCode: string
  closed: boolean
  version: number
  elements: ItemElements
}
let published: Published[]

beforeAll(async () => {
  await loadCounty(db)
  await loadItems(await openStage(db, day('2026-11-24')), files)
  const { rows } =
    await sql<Published>`select i.id, i.name, i.item_type, i.unit_code, u.closed_on is not null as closed, v.version, v.elements
    from service_items i join item_versions v on v.id = i.version_id join units u on u.code = i.unit_code
    where i.cancelled_on is null and i.name in (${sql.join(worked.map((w) => w.elements.name))})`.execute(db)
  published = rows
}, 60_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

test('each of more than twenty worked-out items is published today at a unit that exists', () => {
  expect(worked.length).toBeGreaterThanOrEqual(20)
  expect(published.map((p) => p.name).sort()).toEqual(worked.map((w) => w.elements.name).sort())
  expect(published.filter((p) => p.closed)).toEqual([])
})

test('of each only the samples of results are still to be uploaded', () => {
  const told = published.flatMap((p) =>
    checkElements(p.elements, { itemType: p.itemType }).map((f) => `${p.name}: ${f.code}`),
  )
  expect(told.filter((t) => !t.endsWith('resultWithoutSample'))).toEqual([])
})

test('each has materials that depend on answers, a form of five to fifteen fields, some of them known already', () => {
  for (const { name, elements } of published) {
    const fields = Object.values(elements.form.properties)
    expect([name, fields.length >= 5 && fields.length <= 15]).toEqual([name, true])
    expect([name, fields.some((f) => f.known !== undefined)]).toEqual([name, true])
    expect([name, elements.materials.length > 0 && elements.steps.length >= 5 && elements.faq.length > 0]).toEqual([
      name,
      true,
    ])
  }
  const asking = published.filter((p) => p.elements.questions.length > 0)
  expect(asking.length).toBeGreaterThanOrEqual(20)
})

test('among them are instant, delegated, four-eyed ones, and ones that several units take side by side', async () => {
  const having = (of: (p: Published) => boolean) => published.filter(of).length
  expect(having((p) => p.elements.caseType === '1')).toBeGreaterThanOrEqual(5)
  expect(having((p) => p.elements.fourEyes)).toBeGreaterThanOrEqual(2)
  expect(having((p) => p.elements.specialProcedures.length > 0)).toBeGreaterThanOrEqual(4)
  expect(having((p) => p.elements.fees.length > 0)).toBeGreaterThanOrEqual(2)
  expect(
    having((p) => new Set(p.elements.steps.filter((s) => s.group).map((s) => s.unitCode)).size >= 2),
  ).toBeGreaterThanOrEqual(3)
  expect(having((p) => p.elements.materials.some((m) => m.tolerable))).toBeGreaterThanOrEqual(5)
  const { rows } = await sql<{ decidedAt: string; n: number }>`select decided_at, count(*) as n from delegations
    where ended_on is null and item_id in (${sql.join(published.map((p) => p.id))}) group by 1`.execute(db)
  const decided = new Map(rows.map((r) => [r.decidedAt, r.n]))
  expect((decided.get('village') ?? 0) + (decided.get('town') ?? 0)).toBeGreaterThanOrEqual(4)
  expect(decided.get('department') ?? 0).toBeGreaterThanOrEqual(3)
})

test('its blank form is a .docx that asks for every field of the form', async () => {
  const printed = published.filter((p) => p.elements.materials.some((m) => m.blankForm !== null))
  expect(printed.length).toBeGreaterThanOrEqual(10)
  for (const { id, elements } of printed) {
    const material = elements.materials.find((m) => m.blankForm !== null)
    const file = await db
      .selectFrom('itemFiles')
      .selectAll()
      .where('id', '=', material?.blankForm ?? 0)
      .executeTakeFirstOrThrow()
    expect(file).toMatchObject({ itemId: id, purpose: 'blankForm', name: `${material?.name}.docx` })
    const text = docxText(await files.read(file.sha256))
    for (const field of Object.values(elements.form.properties)) expect(text).toContain(bare(field.title))
  }
})

test('a guide that was revised keeps what it said in 2018', async () => {
  const { rows } = await sql<{ version: number; state: string; days: number; endedOn: string | null }>`
    select v.version, v.state, (v.elements -> 'commitmentLimit' ->> 'days')::int as days, v.ended_on from item_versions v
    join service_items i on i.id = v.item_id where i.name = '居民身份证首次申领' order by version`.execute(db)
  expect(rows).toEqual([
    { version: 1, state: 'replaced', days: 15, endedOn: '2023-07-01' },
    { version: 2, state: 'published', days: 10, endedOn: null },
  ])
})
