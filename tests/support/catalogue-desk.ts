import { expect } from 'vitest'
import { creditCheckDigit } from '../../src/core/identifiers.ts'
import { sectionsFor } from '../../src/modules/catalogue/desk/fill/sections.ts'
import { sheetOf } from '../../src/modules/catalogue/desk/fill/sheet.ts'
import { typedOf } from '../../src/modules/catalogue/desk/fill/typed.ts'
import { markOf, saveDraft } from '../../src/modules/catalogue/draft.service.ts'
import type { ItemElements } from '../../src/modules/catalogue/schema.ts'
import * as store from '../../src/modules/catalogue/store.ts'
import { type Client, openHouse, signedInAs } from './app.ts'
import { expectValidHtml } from './html.ts'
import { elements } from './items.ts'
import { person } from './people.ts'
import { db, world } from './world.ts'

export const list = '/desk/catalogue/items'
const body = '11430781006300101'
const standard = {
  legalBasis: '《中华人民共和国慈善法》第十条',
  exerciseLevels: ['4'],
  statutoryLimit: { unit: 'workingDay', days: 20, note: '' },
  serviceTargets: ['1', '2'],
}

/** Puts an entry into the superior's catalogue. */
export const enter = (code: string, name: string, more = {}) =>
  db
    .insertInto('basicItems')
    .values({
      ...{
        code,
        name,
        scheme: '2018',
        parentCode: null,
        itemType: '01',
        issuedBy: '省政府',
        effectiveOn: world().today,
      },
      ...{ cancelledOn: null, standard: JSON.stringify({ ...standard, ...more }) },
    })
    .execute()

const looked = new Set<string>()

/** A page that is shown, valid when it is seen for the first time, or a form that is taken. */
export async function ok(client: Client, url: string, sent?: Record<string, string | string[]>) {
  const reply = sent ? await client.post(url, sent) : await client.get(url)
  expect([url, reply.statusCode]).toEqual([url, sent ? 303 : 200])
  if (!sent && !looked.has(url)) await expectValidHtml(reply.body)
  looked.add(url)
  return reply
}
export const idIn = (address: unknown) => Number(/items\/(\d+)/.exec(String(address))?.[1])
export const count = async (id: number) => String((await store.getItem(db, id)).changedIn)

/** What the form of a section carries besides its fields: how the section and the note stand as it is opened. */
export async function opened(id: number, slug: string): Promise<Record<string, string>> {
  const [draft] = await store.listVersions(db, id)
  const section = draft && sectionsFor({ elements: draft.elements, files: [], units: [] }).find((s) => s.slug === slug)
  if (!section) throw new Error(slug)
  return { mark: markOf(draft.elements, section.covers), noteWas: draft.note, note: draft.note, do: 'save' }
}

/** All fields of a section as a browser sends them when they say this. */
export async function sent(id: number, slug: string, said: ItemElements): Promise<Record<string, string | string[]>> {
  const section = sectionsFor({ elements: said, files: [], units: [] }).find((s) => s.slug === slug)
  if (!section) throw new Error(slug)
  const { fields, rows } = typedOf(section, sheetOf(said))
  const flat = Object.entries(rows).flatMap(([name, all]) => [
    [`${name}.length`, String(all.length)] as const,
    ...all.flatMap((row, i) => Object.entries(row).map(([field, value]) => [`${name}.${i}.${field}`, value] as const)),
  ])
  return { ...fields, ...Object.fromEntries(flat), ...(await opened(id, slug)) }
}

/** A complete list as the pages make it: options get their short names by their place. */
export function full(change: Partial<ItemElements> = {}): ItemElements {
  const said = elements({
    ...{ name: '慈善组织认定', legalBasis: standard.legalBasis, personTopics: ['permit'], firmTopics: ['permit'] },
    ...change,
  })
  const named = (question: string, value: string) =>
    `option${1 + (said.questions.find((q) => q.key === question)?.options.findIndex((o) => o.value === value) ?? 0)}`
  return {
    ...said,
    questions: said.questions.map((q) => ({
      ...q,
      options: q.options.map((o) => ({ ...o, value: named(q.key, o.value) })),
    })),
    materials: said.materials.map((m) => ({
      ...m,
      when: Object.fromEntries(Object.entries(m.when).map(([q, values]) => [q, values.map((v) => named(q, v))])),
    })),
  }
}
let next = 100

/** Who fills in for one unit, who reviews for all, and items as far as they bring them through the pages. */
export async function catalogueDesk() {
  const house = await openHouse()
  const filler = await signedInAs(house, 'departmentOfficer', { unitCode: 'civil', name: '陈填报' })
  const manager = await signedInAs(house, 'serviceManager', { name: '郑审核' })
  const stranger = await signedInAs(house, 'departmentOfficer', { unitCode: 'finance' })
  const { today } = world()
  await db
    .updateTable('units')
    .set({ creditCode: body + creditCheckDigit(body) })
    .where('code', '=', 'civil')
    .execute()
  await enter('000111002000', '慈善组织认定')
  await enter('000111003000', '殡葬服务设施建设审批')
  await enter('000111004000', '地名命名审批')
  await enter('000111005000', '省里才办的事', { exerciseLevels: ['2'] })

  // The pages of filling in have their own tests; what only needs a complete draft gets it at once.
  const officer = person('departmentOfficer', { unitCode: 'civil', path: '/jinshi/civil/' })
  const fillIn = async (id: number, said = full()) =>
    saveDraft(world({ actor: officer }), id, { elements: said, note: '', changedIn: Number(await count(id)) })
  async function adopted(): Promise<number> {
    const code = `000111${++next}000`
    await enter(code, '慈善组织认定')
    const reply = await ok(filler, '/desk/catalogue/adopt', { unit: 'civil', codes: [code] })
    return idIn(reply.headers.location)
  }
  async function published(): Promise<number> {
    const id = await adopted()
    await fillIn(id)
    await ok(manager, `${list}/${id}/publish`, { effectiveOn: today, changedIn: await count(id) })
    return id
  }
  return { house, today, filler, manager, stranger, fillIn, adopted, published }
}
