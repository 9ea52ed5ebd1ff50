import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { figures2018 } from '../../../tests/support/jinshi-2018.ts'
import { evaluate } from './evaluate.ts'
import { fillCells, valuesOf } from './form.ts'
import type { Template } from './forms/form.ts'
import { templates } from './forms/index.ts'
import { findIndicator } from './registry.ts'

const all = Object.values(templates)
const failing = (template: Template, values: ReadonlyMap<string, number | null>, around = {}) =>
  evaluate(template.identities, values, around)
    .filter((i) => !i.holds)
    .map((i) => i.id)

/** Ids of the cells that an indicator fills. */
const leaves = (template: Template) =>
  template.cells.flatMap((c) => ('indicator' in c.source ? [c.source.indicator] : []))

/** A form with every leaf set at random, in which what the records guarantee holds: sums, and both sides of table 3. */
const filledForms = (template: Template) =>
  fc.array(fc.nat(1000), { minLength: leaves(template).length, maxLength: leaves(template).length }).map((numbers) => {
    const found = new Map(leaves(template).map((id, i) => [id, { value: numbers[i] ?? 0 }]))
    const set = (id: string, value: number) => found.has(id) && found.set(id, { value })
    const get = (id: string) => found.get(id)?.value ?? 0
    for (const kind of [
      'naturalPerson',
      'company',
      'researchInstitution',
      'publicWelfare',
      'legalService',
      'otherOrganisation',
    ]) {
      const done = [...found]
        .filter(([id]) => /table3\.(r\d+|otherProcessing)\./.test(id) && id.endsWith(`.${kind}`))
        .reduce((n, [, f]) => n + f.value, 0)
      const came = get(`requests.table3.received.${kind}`) + get(`requests.table3.carriedOver.${kind}`)
      if (came >= done) set(`requests.table3.carriedForward.${kind}`, came - done)
      else {
        set(`requests.table3.received.${kind}`, done)
        set(`requests.table3.carriedOver.${kind}`, get(`requests.table3.carriedForward.${kind}`))
      }
    }
    const channels = [...found].filter(([id]) => id.startsWith('disclosure.channel.')).map(([, f]) => f.value)
    if (channels.length > 0) set('disclosure.published', Math.max(...channels))
    set('disclosure.normativePublished', Math.min(get('disclosure.normativePublished'), get('disclosure.published')))
    set('disclosure.normativeIssued', get('disclosure.normativePublished') + get('disclosure.normativeIssued'))
    set(
      'disclosure.pressConferencesByHead',
      Math.min(get('disclosure.pressConferencesByHead'), get('disclosure.pressConferences')),
    )
    set('disclosure.interviewsByHead', Math.min(get('disclosure.interviewsByHead'), get('disclosure.interviews')))
    return valuesOf(fillCells(template.cells, found))
  })

const blocking = (template: Template) =>
  new Set(template.identities.filter((i) => i.severity === 'blocking').map((i) => i.id))

describe.each(all)('the form of $code', (template) => {
  test('asks only for indicators that exist, and bears no id twice', () => {
    for (const id of [...leaves(template), ...Object.values(template.facts)])
      expect(findIndicator(id), id).toBeDefined()
    expect(new Set(template.cells.map((c) => c.id)).size).toBe(template.cells.length)
  })

  test('prints every cell in its layout, in a table without holes or overlaps', () => {
    const printed = template.layouts.flatMap((l) => l.rows.flat().flatMap((c) => c.cell ?? []))
    expect(printed.toSorted()).toEqual(
      template.cells
        .filter((c) => !('heading' in c.source))
        .map((c) => c.id)
        .toSorted(),
    )
    for (const layout of template.layouts) {
      const taken = layout.rows.map(() => 0)
      layout.rows.forEach((row, r) => {
        for (const cell of row)
          for (let d = 0; d < (cell.down ?? 1); d++) taken[r + d] = (taken[r + d] ?? 0) + (cell.across ?? 1)
      })
      expect(taken).toEqual(layout.rows.map(() => layout.widths.length))
    }
  })

  test('holds by construction, whatever the records', () => {
    fc.assert(
      fc.property(filledForms(template), (values) => {
        expect(failing(template, values).filter((id) => blocking(template).has(id))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test('gives away any cell of a sum that is changed by hand', () => {
    const inSums = template.cells
      .filter((c) => 'sum' in c.source)
      .flatMap((c) => ('sum' in c.source ? [c.id, ...c.source.sum] : []))
    fc.assert(
      fc.property(
        filledForms(template),
        fc.constantFrom(...inSums),
        fc.integer({ min: 1, max: 500 }),
        (values, id, by) => {
          const broken = new Map(values).set(id, (values.get(id) ?? 0) + by)
          expect(failing(template, broken).some((i) => blocking(template).has(i))).toBe(true)
        },
      ),
      { numRuns: 100 },
    )
  })

  test('gives away a negative and a broken number', () => {
    fc.assert(
      fc.property(filledForms(template), fc.constantFrom(-1, 0.5), (values, bad) => {
        const id = 'C1.1'
        const cell = values.has(id) ? id : 't3.r1.c1'
        expect(failing(template, new Map(values).set(cell, bad)).length).toBeGreaterThan(0)
      }),
      { numRuns: 30 },
    )
  })
})

describe('the form of 2014 as people fill it in', () => {
  const form = templates[2014]
  const blank = new Map<string, number | null>(
    form.cells.filter((c) => !('heading' in c.source)).map((c) => [c.id, null]),
  )
  const filled = (changes: Record<string, number | null>) => new Map([...blank, ...Object.entries(changes)])

  test('breaks nothing when everything is blank, for blank is unknown; but says that no reason is given', () => {
    expect(failing(form, blank)).toEqual(['W6'])
  })

  test.each([
    ['a sum that is not one', { C1: 5, 'C1.3': 4 }, 'E1'],
    ['more normative documents than documents', { A1: 3, A1a: 4 }, 'E8'],
    ['more normative documents disclosed than issued', { A1a: 4, A1b: 3 }, 'E9'],
    ['more conferences with the head than conferences', { 'B2.1': 1, 'B2.1a': 2 }, 'E10'],
    ['a channel with more than all', { A1: 3, 'A2.2': 4 }, 'E11'],
    ['more than all channels together', { A1: 9, 'A2.2': 4, 'A2.4': 4 }, 'E11'],
    ['half a request', { 'C1.1': 0.5 }, 'E12'],
    ['less than nothing', { F: -1 }, 'E12'],
    ['more closed than came in and were carried over', { C1: 2, C2: 4, '@carriedOver': 1 }, 'W1'],
    ['fewer answers than closed requests', { C2: 4, C3: 3 }, 'W2'],
    ['a concern answered in no way', { B1: 1, 'B2.2': 0 }, 'W3'],
    ['a course without people', { I2: 1, I3: 0 }, 'W4'],
    ['parts without the whole, as in the real form', { 'C2.1': 4 }, 'W5'],
  ])('finds %s', (_, changes, id) => {
    expect(failing(form, filled(changes))).toContain(id)
  })

  test('lets money have decimals, and requests carried over be closed', () => {
    expect(failing(form, filled({ G: 0.5, H4: 8.25, C1: 2, 'C1.1': 2, C2: 3, 'C2.1': 3, '@carriedOver': 1 }))).toEqual([
      'W6',
    ])
  })

  test('proposes the sum where the whole was left blank', () => {
    const w5 = evaluate(form.identities, filled({ 'C2.1': 4 })).find((i) => i.id === 'W5')
    expect(w5?.text).toContain('C2 空白，应填 4')
  })

  test('is not filled in before the year ends nor after the report that contains it', () => {
    const on = (filledOn: string, reportOn?: string) =>
      failing(form, filled(figures2018), { to: '2018-12-31', filledOn, reportOn })
    expect(on('2018-12-30')).toContain('W8')
    expect(on('2019-01-20', '2019-01-18')).toContain('W8')
    expect(on('2019-01-18', '2019-01-18')).not.toContain('W8')
  })
})

describe('the tables since 2019 look back', () => {
  const form = templates[2021]
  test('what was carried forward last year is carried over this year', () => {
    const before = new Map([['t3.r25.c1', 2]])
    expect(failing(form, new Map([['t3.r2.c1', 2]]), { before })).not.toContain('T3.4')
    expect(failing(form, new Map([['t3.r2.c1', 3]]), { before })).toContain('T3.4')
  })

  test('documents in force are those of last year plus issued minus repealed', () => {
    const before = new Map([['t2.r2.c3', 40]])
    const now = (inForce: number) =>
      new Map([
        ['t2.r2.c1', 16],
        ['t2.r2.c2', 3],
        ['t2.r2.c3', inForce],
      ])
    expect(failing(form, now(53), { before })).not.toContain('T2.1')
    expect(failing(form, now(50), { before })).toContain('T2.1')
  })
})
