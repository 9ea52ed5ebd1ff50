import { beforeAll, describe, expect, test } from 'vitest'
import { openHouse, signedInAs } from '../../../tests/support/app.ts'
import { expectValidHtml } from '../../../tests/support/html.ts'
import { makeCity } from '../../../tests/support/jinshi-2018.ts'
import { person } from '../../../tests/support/people.ts'
import { db, world } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import type { Refused } from '../../core/errors.ts'
import { listActs } from '../../platform/acts.ts'
import type { Ctx } from '../../platform/context.ts'
import { freezeWithin } from '../statistics/index.ts'
import { askParts, type DeliveredMeanwhile, deliverPart, mergePart, returnPart } from './parts.service.ts'
import { getPart, listParts } from './parts.store.ts'
import { publishReport, reviewReport, signReport, submitReport } from './publish.service.ts'
import { getReport, listReports, listSections } from './store.ts'
import { correctReport, saveSection, startReport } from './write.service.ts'

beforeAll(() => makeCity(db))

const as = (role: string, at: string, where = {}): Ctx =>
  world({ actor: person(role, where), now: new Date(`${at}T10:00:00+08:00`) })
const officer = (at = '2019-01-10') => as('disclosureOfficer', at)

/** Several do the same at the same moment. @returns what those got who were told no: all but one */
async function refusedOf(people: number, act: (i: number) => Promise<unknown>): Promise<Refused[]> {
  const all = await Promise.allSettled(Array.from({ length: people }, (_, i) => act(i)))
  const refused = all.flatMap((r) => (r.status === 'rejected' ? [r.reason] : []))
  expect(refused.map((e) => e.name)).toEqual(
    Array.from({ length: people - 1 }, () => expect.stringMatching(/^(Refused|DeliveredMeanwhile)$/)),
  )
  return refused
}
const codes = (refused: readonly Refused[]) => [...new Set(refused.map((r) => r.code))]
const times = async (act: string) => (await listActs(db, 'report:2018-jinshi')).filter((a) => a.act === act).length

let id: number

describe('when several people do the same to one report at once, one does it and the others are told', () => {
  test('beginning it', async () => {
    const refused = await refusedOf(4, () => startReport(officer(), { unit: 'jinshi', year: 2018 }))
    expect(codes(refused)).toEqual(['reports.exists'])
    const [report, ...more] = await listReports(db, ['/jinshi/'])
    expect(more).toEqual([])
    id = report?.id ?? 0
    expect(await times('reports.started')).toBe(1)
  })

  test('delivering a part: what the first wrote is not overwritten', async () => {
    await askParts(officer(), id, { units: ['civil'], key: '1', dueOn: day('2019-01-31'), request: '' })
    const part = (await listParts(db, id))[0]?.id ?? 0
    const clerk = as('departmentOfficer', '2019-01-20', { unitCode: 'civil', path: '/jinshi/civil/' })
    const refused = await refusedOf(3, (i) => deliverPart(clerk, part, { text: `第${i}稿`, revision: 0 }))
    expect(codes(refused)).toEqual(['reports.deliveredMeanwhile'])
    const { text, revision } = await getPart(db, part)
    for (const error of refused) expect((error as DeliveredMeanwhile).part.text).toBe(text)
    expect(revision).toBe(1)
    expect(await times('reports.partDelivered')).toBe(1)
  })

  test('merging a part: its text stands in the report once', async () => {
    const part = (await listParts(db, id))[0]?.id ?? 0
    const refused = await refusedOf(3, () => mergePart(officer('2019-01-21'), part))
    expect(codes(refused)).toEqual(['reports.partNotDelivered'])
    const { text } = await getPart(db, part)
    const first = (await listSections(db, id)).find((s) => s.key === '1')?.text ?? ''
    expect(first.split(text)).toHaveLength(2)
  })

  test('merging it and giving it back: one of the two happens', async () => {
    await askParts(officer(), id, { units: ['finance'], key: '8', dueOn: day('2019-01-31'), request: '' })
    const part = (await listParts(db, id)).find((p) => p.unitCode === 'finance')?.id ?? 0
    const clerk = as('departmentOfficer', '2019-01-20', { unitCode: 'finance', path: '/jinshi/finance/' })
    await deliverPart(clerk, part, { text: '预算公开要再细些。', revision: 0 })
    await refusedOf(2, (i) =>
      i === 0 ? mergePart(officer('2019-01-21'), part) : returnPart(officer('2019-01-21'), part, { note: '请写细' }),
    )
  })

  test('submitting, reviewing and signing it', async () => {
    for (const [key, text] of [
      ['1', '举办培训班{organisations.trainings}，接受培训{organisations.trained}。'],
      ['4', '门户网站的咨询由{单位}答复。'],
      ['8', '一是公开还不够及时。二是明年按月检查。'],
    ] as const) {
      const revision = (await listSections(db, id)).find((s) => s.key === key)?.revision ?? 0
      await saveSection(officer(), id, key, { text, revision })
    }
    const submitted = await refusedOf(3, () => submitReport(officer(), id, { preparer: '龚明' }))
    const reviewed = await refusedOf(3, () =>
      reviewReport(as('disclosureHead', '2019-01-17'), id, { reviewer: '朱主任' }),
    )
    const head = as('disclosureHead', '2019-01-17')
    await db.transaction().execute((tx) => freezeWithin({ ...head, db: tx }, signatures))
    const signed = await refusedOf(3, (i) =>
      signReport(as('leader', '2019-01-19'), id, { unitHead: '凌道远', datedOn: day(`2019-01-1${7 + i}`) }),
    )
    expect(codes([...submitted, ...reviewed, ...signed])).toEqual(['reports.doneMeanwhile'])
    for (const { refusal } of signed) {
      expect(refusal.message).toBe('报告已经是“已签发，待公布”，不用再签发')
      expect(refusal.next).toContain('请打开报告看现在的情况')
    }
  })

  test('publishing it: the values are frozen once, under one digest', async () => {
    const refused = await refusedOf(4, () => publishReport(officer('2019-01-21'), id))
    expect(codes(refused)).toEqual(['reports.doneMeanwhile'])
    expect((await getReport(db, id)).state).toBe('published')
    expect(await times('reports.published')).toBe(1)
  })

  test('beginning a correction of it', async () => {
    const refused = await refusedOf(4, () => correctReport(officer('2019-05-01'), id, { correction: '更正培训人次。' }))
    expect(codes(refused)).toEqual(['reports.beingCorrected'])
    expect((await listReports(db, ['/jinshi/'])).map((r) => r.version)).toEqual([2, 1])
  })
})

const signatures = {
  ...{ template: '2014' as const, year: 2018, unit: 'jinshi', preparer: '甲', reviewer: '乙', unitHead: '凌道远' },
  ...{ phone: '0736-4210138', filledOn: '2019-01-16' },
} as const

test('the page tells the second one what the colleague delivered, keeps what they wrote, and takes it on the next press', async () => {
  const house = await openHouse()
  const clerk = await signedInAs(house, 'departmentOfficer', { unitCode: 'finance', name: '钱多多' })
  const [next] = (await listReports(db, ['/jinshi/'])).filter((r) => r.state === 'draft')
  await askParts(officer('2019-05-02'), next?.id ?? 0, {
    ...{ units: ['finance'], key: '1', dueOn: day('2019-05-31'), request: '' },
  })
  const part = (await listParts(db, next?.id ?? 0))[0]?.id ?? 0
  const address = `/desk/reports/parts/${part}`
  const revision = (page: string) => /name="revision"[^>]*value="(\d+)"/.exec(page)?.[1] ?? ''
  const read = revision((await clerk.get(address)).body)
  expect((await clerk.post(address, { revision: read, text: '同事写的' })).statusCode).toBe(303)
  const second = await clerk.post(address, { revision: read, text: '我写的' })
  expect(second.statusCode).toBe(409)
  expect(second.body).toMatch(/钱多多已经报送.*对照现在的材料.*同事写的.*我写的/s)
  await expectValidHtml(second.body)
  expect((await clerk.post(address, { revision: revision(second.body), text: '同事和我写的' })).statusCode).toBe(303)
  expect((await getPart(db, part)).text).toBe('同事和我写的')
})
