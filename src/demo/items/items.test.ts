import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { bare, docxText } from '../../../tests/support/papers.ts'
import { db, files } from '../../../tests/support/world.ts'
import { standInTheYear } from '../../../tests/support/year.ts'
import { type Day, day, dayOf } from '../../core/day.ts'
import { checkCode, checkElements, type ItemElements } from '../../modules/catalogue/index.ts'
import { readItemData } from './data.ts'

await standInTheYear()
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
/** What of the worked-out items the public reads today. */
const { rows: published } = await sql<Published>`
  select i.id, i.name, i.item_type, i.unit_code, u.closed_on is not null as closed, v.version, v.elements
  from service_items i join item_versions v on v.id = i.version_id join units u on u.code = i.unit_code
  where i.cancelled_on is null and i.name in (${sql.join(worked.map((w) => w.elements.name))})`.execute(db)

const [midYear, yearEnd] = [day('2018-06-30'), day('2018-12-31')]

/** Items that stand on a day, main items that are counted as their parts and the finest units left out. */
const standing = (
  on: Day,
) => sql`(select i.*, v.elements, v.filled_on, v.published_on, v.online, v.on_site_visits, v.in_hall
  from service_items i left join item_versions v on v.item_id = i.id and v.effective_on <= ${on}
    and (v.ended_on is null or v.ended_on > ${on})
  where i.adopted_on <= ${on} and (i.cancelled_on is null or i.cancelled_on > ${on}) and not i.has_parts and i.level <> 'handling') i`

async function count(what: ReturnType<typeof sql>, from: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select ${what} as n from ${from}`.execute(db)
  return rows[0]?.n ?? -1
}

async function numbersOn(on: Day) {
  const of = (condition: ReturnType<typeof sql>) => count(sql`count(*)`, sql`${standing(on)} where ${condition}`)
  return {
    powers: await of(sql`item_type <> '20'`),
    publicServices: await of(sql`item_type = '20'`),
    onApplication: await of(sql`on_application`),
    units: await count(sql`count(distinct unit_code)`, standing(on)),
    unitsOnApplication: await count(sql`count(distinct unit_code)`, sql`${standing(on)} where on_application`),
    notFilled: await of(sql`filled_on is null or filled_on > ${on}`),
    notPublished: await of(sql`published_on is null or published_on > ${on}`),
    notOnline: await of(sql`on_application and online is not true`),
  }
}

const complete = { units: 36, unitsOnApplication: 33, notFilled: 0, notPublished: 0, notOnline: 0 }

test('in the middle of 2018 there are 3,751 items, all published, those on application all online', async () => {
  expect(await numbersOn(midYear)).toEqual({ powers: 3369, publicServices: 382, onApplication: 855, ...complete })
})

test('at the end of 2018 there are 3,847 items, all published, those on application all online', async () => {
  expect(await numbersOn(yearEnd)).toEqual({ powers: 3456, publicServices: 391, onApplication: 943, ...complete })
})

test('at the end of 2018, 466 take at most one trip, 204 of 25 units stand at the windows of the hall', async () => {
  const of = (condition: ReturnType<typeof sql>) => sql`${standing(yearEnd)} where on_application and ${condition}`
  expect(await count(sql`count(*)`, of(sql`on_site_visits <= 1`))).toBe(466)
  expect(await count(sql`count(*)`, of(sql`in_hall`))).toBe(204)
  expect(await count(sql`count(*)`, sql`${standing(yearEnd)} where in_hall`)).toBe(204)
  expect(await count(sql`count(distinct unit_code)`, of(sql`in_hall`))).toBe(25)
})

test('40 items are handed down: 14 decided in the village, 16 in the town, 10 in the department', async () => {
  const { rows } = await sql`select decided_at, count(*) as n from delegations d
    join service_items i on i.id = d.item_id where delegated_on <= ${yearEnd} and (ended_on is null or ended_on > ${yearEnd})
    group by 1 order by 1`.execute(db)
  expect(rows).toEqual([
    { decidedAt: 'department', n: 10 },
    { decidedAt: 'town', n: 16 },
    { decidedAt: 'village', n: 14 },
  ])
  const { rows: sums } = await sql`select count(distinct unit_code) as units, sum(materials_before) as materials_before,
    sum(materials_after) as materials_after, sum(days_before) as days_before, sum(days_after) as days_after
    from delegations d join service_items i on i.id = d.item_id where delegated_on <= ${yearEnd} and (ended_on is null or ended_on > ${yearEnd})`.execute(
    db,
  )
  expect(sums).toEqual([{ units: 10, materialsBefore: 119, materialsAfter: 106, daysBefore: 581, daysAfter: 452 }])
})

test('196 certificates are no longer asked for', async () => {
  expect(await count(sql`count(*)`, sql`cancelled_certificates where cancelled_on <= ${yearEnd}`)).toBe(196)
})

test('every version ever published passes the checks of the list, and its code those of its scheme', async () => {
  const { rows } = await sql<{
    name: string
    itemType: string
    scheme: string
    code: string
    level: string
    elements: ItemElements
  }>`select i.name, i.item_type, i.scheme, i.code, i.level, v.elements from item_versions v join service_items i on i.id = v.item_id`.execute(
    db,
  )
  const units = new Set((await db.selectFrom('units').select('code').execute()).map((u) => u.code))
  const wrong = rows.flatMap((r) => [
    ...checkElements(r.elements, { itemType: r.itemType, units })
      .filter((f) => f.severity === 'error')
      .map((f) => `${r.name}: ${f.field} ${f.message}`),
    checkCode(r.scheme, r.level === 'handling' ? 'handling' : 'implementation', r.code) ?? [],
  ])
  expect(wrong.flat()).toEqual([])
})

test('no two items of a unit are alike, and no name is left with a hole', async () => {
  const { rows } =
    await sql`select unit_code, name, count(*) from service_items where cancelled_on is null group by 1, 2, item_type having count(*) > 1`.execute(
      db,
    )
  expect(rows).toEqual([])
  expect(
    await count(
      sql`count(*)`,
      sql`service_items where name ~ '[{}]|undefined|NaN' or (cancelled_on is null and initial !~ '^[A-Z]$')`,
    ),
  ).toBe(0)
})

test('the catalogue is alive today: only at units that exist, none published at one that is closed', async () => {
  expect(
    await count(
      sql`count(*)`,
      sql`service_items i join units u on u.code = i.unit_code where i.cancelled_on is null and u.closed_on is not null`,
    ),
  ).toBe(0)
  const { powers, publicServices } = await numbersOn(dayOf(new Date()))
  expect(powers + publicServices).toBeGreaterThan(3800)
  expect(await count(sql`count(*)`, sql`service_items where cancelled_on is null and version_id is null`)).toBe(0)
})

test('each of more than twenty worked-out items is published today at a unit that exists', () => {
  expect(worked.length).toBeGreaterThanOrEqual(20)
  expect(published.map((p) => p.name).sort()).toEqual(worked.map((w) => w.elements.name).sort())
  expect(published.filter((p) => p.closed)).toEqual([])
})

test('none of them leaves anything to be put right, not even what is only advised', () => {
  const told = published.flatMap((p) =>
    checkElements(p.elements, { itemType: p.itemType }).map((f) => `${p.name}: ${f.message}`),
  )
  expect(told).toEqual([])
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

test('what one applies for in the end keeps the pace of its item and asks no question that its name answers', async () => {
  const { rows } = await sql<{ name: string; same: boolean; questions: number; more: number }>`
    select i.name, (v.elements -> 'commitmentLimit')::text = (w.elements -> 'commitmentLimit')::text as same,
      json_array_length(v.elements -> 'questions') as questions, json_array_length(w.elements -> 'questions') as more
    from service_items i join item_versions v on v.id = i.version_id
    join service_items m on m.id = i.parent_id join item_versions w on w.id = m.version_id
    where i.level = 'handling' and i.cancelled_on is null`.execute(db)
  expect(rows).toHaveLength(6)
  expect(rows.filter((r) => !r.same || r.questions >= r.more)).toEqual([])
})
