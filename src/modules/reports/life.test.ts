import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeCity } from '../../../tests/support/jinshi-2018.ts'
import { person } from '../../../tests/support/people.ts'
import { db, world } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import { listActs } from '../../platform/acts.ts'
import type { Ctx } from '../../platform/context.ts'
import { listUnits } from '../organisations/index.ts'
import { proofreadText } from '../proofreading/index.ts'
import { freezeWithin } from '../statistics/index.ts'
import { figureBehind } from './behind.service.ts'
import { obstaclesIn } from './draft.ts'
import { remindParts, remindReports } from './jobs.ts'
import { reportPaper } from './output/paper.ts'
import { reportText } from './output/text.ts'
import { askParts, deliverPart, mergePart, returnPart, withdrawPart } from './parts.service.ts'
import { listParts } from './parts.store.ts'
import { publishReport, returnReport, reviewReport, signReport, submitReport } from './publish.service.ts'
import { composed } from './read.service.ts'
import { plainOf } from './render.ts'
import { getReport, listSections } from './store.ts'
import { correctReport, discardDraft, saveSection, startReport } from './write.service.ts'

beforeAll(() => makeCity(db))

const as = (role: string, at: string, where = {}): Ctx =>
  world({ actor: person(role, where), now: new Date(`${at}T10:00:00+08:00`) })
const officer = (at = '2019-01-10') => as('disclosureOfficer', at)
const head = (at = '2019-01-17') => as('disclosureHead', at)
const leader = (at = '2019-01-18') => as('leader', at)

const freeze = (reason?: string, filledOn = '2019-01-16') =>
  db.transaction().execute((tx) =>
    freezeWithin(
      { ...head(), db: tx },
      {
        ...{ template: '2014', year: 2018, unit: 'jinshi', preparer: '甲', reviewer: '乙', unitHead: '凌道远' },
        ...{ phone: '0736-4210138', filledOn, ...(reason && { reason }) },
      },
    ),
  )

const sectionOf = async (id: number, key: string) => (await listSections(db, id)).find((s) => s.key === key)
async function write(id: number, key: string, text: string) {
  await saveSection(officer(), id, key, { text, revision: (await sectionOf(id, key))?.revision ?? 0 })
}
/** Words of the parts that the small city has records for. */
const words: Readonly<Record<string, string>> = {
  '1': '举办培训班{organisations.trainings}，接受培训{organisations.trained}。',
  '4': '门户网站的咨询由{单位}答复。',
  '8': '一是公开还不够及时。二是明年按月检查。',
}

let id: number

describe('a report from its first draft to its correction', () => {
  test('begins with the parts and sentences of its format, and only once', async () => {
    id = await startReport(officer(), { unit: 'jinshi', year: 2018 })
    expect(await listSections(db, id)).toHaveLength(9)
    await expect(startReport(officer(), { unit: 'jinshi', year: 2018 })).rejects.toThrow('已经有了')
    await expect(startReport(officer(), { unit: 'jinshi', year: 2030 })).rejects.toThrow()
  })

  test('is not submitted while parts are empty, figures missing or numbers typed', async () => {
    await write(id, '8', '一是全年只公开5078条。')
    const { printed, texts } = await composed(officer(), await getReport(db, id))
    const kinds = obstaclesIn(printed, texts).map((o) => o.kind)
    expect(kinds).toContain('typed')
    await expect(submitReport(officer(), id, { preparer: '龚明' })).rejects.toThrow(/没有写好/)
    await write(id, '8', '{disclosure.interpretations}解读，{no.such}指标，{日期 5078条}。')
    const again = await composed(officer(), await getReport(db, id))
    const missing = obstaclesIn(again.printed, again.texts).filter((o) => o.section.startsWith('八'))
    expect(missing.map((o) => o.what).join()).toMatch(/没有建立“政策解读”台账.*没有编号为“no.such”的指标.*不像日期/)
  })

  test('two who write at once do not overwrite each other', async () => {
    const read = await sectionOf(id, '8')
    await write(id, '8', '先保存的。')
    await expect(
      saveSection(officer(), id, '8', { text: '后保存的。', revision: read?.revision ?? 0 }),
    ).rejects.toMatchObject({
      saved: { text: '先保存的。' },
    })
  })

  test('takes in what units deliver, gives it back, merges it, and says who is late', async () => {
    const asked = await askParts(officer(), id, {
      ...{ units: ['civil', 'finance'], key: '1', dueOn: day('2019-01-31'), request: '写一年的情况' },
    })
    expect(asked).toBe(2)
    const timeline = async () => (await listActs(db, 'report:2018-jinshi')).map((a) => [a.act, a.unitCode])
    expect(await askParts(officer(), id, { units: ['civil'], key: '1', dueOn: day('2019-01-31'), request: '' })).toBe(0)
    await expect(
      askParts(officer('2019-02-01'), id, { units: ['health'], key: '1', dueOn: day('2019-01-31'), request: '' }),
    ).rejects.toMatchObject({ problems: [{ field: 'dueOn', message: expect.stringContaining('已经过了') }] })
    await expect(
      askParts(officer(), id, { groups: [], key: '1', dueOn: day('2019-01-31'), request: '' }),
    ).rejects.toMatchObject({ problems: [{ field: 'units' }] })
    const [first, second] = await listParts(db, id)
    const [mine, other] = first?.unitCode === 'civil' ? [first, second] : [second, first]
    const clerk = as('departmentOfficer', '2019-01-20', { unitCode: 'civil', path: '/jinshi/civil/' })
    await expect(deliverPart(clerk, other?.id ?? 0, { text: '替别人报', revision: 0 })).rejects.toThrow(
      '不在您的管理范围内',
    )
    await deliverPart(clerk, mine?.id ?? 0, { text: '低保政策按季公开。', revision: 0 })
    await returnPart(officer('2019-01-21'), mine?.id ?? 0, { note: '请写具体些' })
    await expect(mergePart(officer('2019-01-21'), mine?.id ?? 0)).rejects.toThrow('“待报送”，不能并入')
    await deliverPart(clerk, mine?.id ?? 0, { text: '低保政策按季公开，对象名单到期撤下。', revision: 1 })
    await mergePart(officer('2019-01-22'), mine?.id ?? 0)
    expect((await sectionOf(id, '1'))?.text).toContain('对象名单到期撤下。')
    await expect(deliverPart(clerk, mine?.id ?? 0, { text: '再改', revision: 2 })).rejects.toThrow('已经并入报告')
    expect((await timeline()).filter(([act]) => act?.startsWith('reports.part')).slice(-4)).toEqual([
      ['reports.partDelivered', 'civil'],
      ['reports.partReturned', 'civil'],
      ['reports.partDelivered', 'civil'],
      ['reports.partMerged', 'civil'],
    ])
  })

  test('a late unit is reminded once before and once after the last day', async () => {
    const on = (d: string) => as('administrator', d)
    expect(await remindParts(on('2019-01-10'))).toBe(0)
    expect(await remindParts(on('2019-01-25'))).toBe(1)
    expect(await remindParts(on('2019-01-26'))).toBe(0)
    expect(await remindParts(on('2019-02-01'))).toBe(1)
    expect(await remindParts(on('2019-02-02'))).toBe(0)
    expect(await remindReports(on('2019-02-02'))).toBe(0)
    expect(await remindReports(on('2019-03-05'))).toBe(1)
    expect(await remindReports(on('2019-04-01'))).toBe(1)
  })

  test('is prepared, reviewed, signed and published by four hands, with the form of the year', async () => {
    for (const [key, text] of Object.entries(words)) await write(id, key, text)
    await submitReport(officer(), id, { preparer: '龚明' })
    await expect(reviewReport(officer(), id, { reviewer: '龚明' })).rejects.toThrow('没有审核通过的权限')
    await reviewReport(head(), id, { reviewer: '朱主任' })
    await expect(signReport(leader(), id, { unitHead: '凌道远', datedOn: day('2019-01-18') })).rejects.toThrow(
      '还没有定稿',
    )
    await freeze()
    await expect(signReport(leader(), id, { unitHead: '凌道远', datedOn: day('2019-01-15') })).rejects.toMatchObject({
      problems: [{ field: 'datedOn' }],
    })
    await signReport(leader(), id, { unitHead: '凌道远', datedOn: day('2019-01-18') })
    // Frozen anew after the signature, the form would be younger than the report around it.
    await freeze('改了填报日期', '2019-01-20')
    await expect(publishReport(officer('2019-01-21'), id)).rejects.toThrow(/重新定稿.*填报日期是 2019-01-20/)
    await freeze('改回原来的填报日期')
    // Nor is anything published that the head did not read: a figure that no cell of the form holds.
    const written = (on: string) =>
      sql`update documents set written_on = ${on} where index_number = '430781-2018-100'`.execute(db)
    await written('2017-12-30')
    await expect(publishReport(officer('2019-01-21'), id)).rejects.toThrow(
      /有 1 个数和签发时不一样：“当年形成并公开的政府信息数”：签发时 5078条，现在 5077条/,
    )
    await written('2018-04-11')
    await publishReport(officer('2019-01-21'), id)
    expect(await getReport(db, id)).toMatchObject({ state: 'published', unitHead: '凌道远', datedOn: '2019-01-18' })
    const acts = (await listActs(db, 'report:2018-jinshi')).map((a) => a.act)
    expect(acts.slice(-4)).toEqual(['reports.submitted', 'reports.reviewed', 'reports.signed', 'reports.published'])
  })

  test('keeps its values when records change', async () => {
    const before = reportText((await composed(officer(), await getReport(db, id))).printed)
    await sql`update trainings set trained = trained + 1`.execute(db)
    expect(reportText((await composed(officer(), await getReport(db, id))).printed)).toBe(before)
    expect(before).toContain('接受培训220人次')
    // Whoever opens the figure is told so, and shown the records as they are now.
    const report = await getReport(db, id)
    const behind = (source: string, part = 1) => figureBehind(officer(), report, { source, part, after: undefined })
    const trained = await behind('{organisations.trained}')
    expect(trained).toMatchObject({ value: { shown: '220人次' }, now: '221人次', chosen: 0 })
    expect(trained.records?.records.total).toBeGreaterThan(0)
    await expect(behind('{requests.unclassified}')).rejects.toThrow('报告里的这个数')
  })

  test('a share leads to both figures that it is made of, a figure as it was to nothing new', async () => {
    const report = await getReport(db, id)
    const source = '{disclosure.publishedFullText 占=disclosure.published}'
    const ofPart = (part: number) => figureBehind(officer(), report, { source, part, after: undefined })
    const [first, second] = [await ofPart(1), await ofPart(2)]
    expect(first.needs.map((n) => n.id)).toEqual(['disclosure.publishedFullText', 'disclosure.published'])
    expect([first, second].map((b) => b.records?.indicator.id)).toEqual(first.needs.map((n) => n.id))
    expect(first.now).toBeUndefined()
    expect((await ofPart(9)).chosen).toBe(1)
  })

  test('nobody changes what is published', async () => {
    await expect(write(id, '8', '改一改。')).rejects.toThrow('不能修改')
    await expect(returnReport(head(), id, { note: '退回' })).rejects.toThrow('不能退回')
  })

  test('what it says is free of errors to the proofreader, and its paper ends with the form', async () => {
    const { printed } = await composed(officer(), await getReport(db, id))
    expect(proofreadText(reportText(printed)).findings.filter((f) => f.severity === 'error')).toEqual([])
    const paper = reportPaper(printed)
    expect(paper.annexes?.[0]?.title).toBe(printed.form.title)
    expect(paper.signature).toEqual({ name: printed.issuer, day: '2019-01-18' })
    expect(printed.sections[0]?.printed[0]?.kind).toBe('paragraph')
    expect(
      printed.sections
        .flatMap((s) => s.printed)
        .map((b) => (b.kind === 'chart' ? '' : plainOf(b.spans)))
        .join(),
    ).not.toContain('缺数')
  })

  test('a correction is a new version with a note; the old one stays readable as replaced', async () => {
    const next = await correctReport(officer('2019-05-01'), id, { correction: '更正培训人次。' })
    await expect(correctReport(officer('2019-05-01'), id, { correction: '再更正一次。' })).rejects.toThrow('已经在更正')
    await submitReport(officer('2019-05-02'), next, { preparer: '龚明' })
    await reviewReport(head('2019-05-03'), next, { reviewer: '朱主任' })
    await signReport(leader('2019-05-04'), next, { unitHead: '凌道远', datedOn: day('2019-05-04') })
    // The form was frozen before the record changed: text and form would differ.
    await expect(publishReport(officer('2019-05-05'), next)).rejects.toThrow(/统计表定稿以后记录有变化.*I3/)
    await freeze('培训人次有误')
    await publishReport(officer('2019-05-05'), next)
    expect((await getReport(db, id)).state).toBe('replaced')
    const { printed } = await composed(officer(), await getReport(db, next))
    expect(printed.correction).toBe('更正说明：本报告为第2版。更正培训人次。')
    expect(reportText(printed)).toContain('接受培训221人次')
  })
})

test('the facts of the real report of 2018 stand in ours as references, none typed', () => {
  const text = readFileSync('data/jinshi/reports/2018.txt', 'utf8')
  for (const id of [
    'catalogue.atMostOneTrip',
    'catalogue.delegatedDaysAfter',
    'hotline.received',
    'knowledge.enquiries',
  ])
    expect(text).toContain(`{${id}`)
})

test('in the six parts what the notice wants told must be told, and whole groups of units are asked for it', async () => {
  const on = officer('2026-01-05')
  const next = await startReport(on, { unit: 'jinshi', year: 2025 })
  const lacking = async () => {
    const { printed, texts } = await composed(on, await getReport(db, next))
    return obstaclesIn(printed, texts)
      .filter((o) => o.key === '1')
      .map((o) => o.what)
  }
  expect(await lacking()).toContain('还没有写工作考核、社会评议和责任追究的结果')
  const text = (await listSections(db, next)).find((s) => s.key === '1')?.text ?? ''
  const supervision = text.split('\n').findIndex((line) => line.includes('监督保障'))
  expect(supervision).toBeGreaterThan(0)
  await saveSection(on, next, '1', { text: text.split('\n').toSpliced(supervision, 1).join('\n'), revision: 1 })
  expect(await lacking()).toContain('格式要求写“监督保障”，还没有写到')

  const asked = await askParts(on, next, {
    ...{ groups: ['towns'], units: ['civil'], key: '1', dueOn: day('2026-01-31'), request: '' },
  })
  const units = await listUnits(db, ['/jinshi/'])
  const wanted = units.filter((u) => u.code === 'civil' || ['town', 'subdistrict'].includes(u.kind))
  expect(asked).toBe(wanted.length)
  expect(wanted.length).toBeGreaterThan(1)
  // In the order of the units, not of their codes.
  expect((await listParts(db, next)).map((p) => p.unitCode)).toEqual(wanted.map((u) => u.code))
})

test('what was begun or asked by mistake is taken back: its texts stay with the act, and it may be begun anew', async () => {
  const wrong = await startReport(officer(), { unit: 'jinshi', year: 2017 })
  await write(wrong, '8', '写在了不该写的年份里。')
  const ask = { units: ['civil', 'finance'], key: '1', dueOn: day('2019-01-31'), request: '' }
  await askParts(officer(), wrong, ask)
  const civil = as('departmentOfficer', '2019-01-11', { unitCode: 'civil', path: '/jinshi/civil/' })
  const [first, second] = await listParts(db, wrong)
  await expect(withdrawPart(civil, first?.id ?? 0)).rejects.toThrow('不在您的管理范围内')
  await withdrawPart(officer(), first?.id ?? 0)
  expect((await listParts(db, wrong)).map((p) => p.unitCode)).toEqual([second?.unitCode])
  await discardDraft(officer(), wrong, { note: '年份选错了' })
  await expect(getReport(db, wrong)).rejects.toThrow()
  const acts = await listActs(db, 'report:2017-jinshi')
  expect(acts.map((a) => a.act)).toContain('reports.partWithdrawn')
  expect(JSON.stringify(acts.find((a) => a.act === 'reports.discarded')?.data)).toMatch(/年份选错了.*不该写的年份/)
  const again = await startReport(officer(), { unit: 'jinshi', year: 2017 })
  await askParts(officer(), again, { ...ask, units: ['civil'] })
  const [part] = await listParts(db, again)
  await deliverPart(civil, part?.id ?? 0, { text: '全年平稳。', revision: 0 })
  await expect(withdrawPart(officer(), part?.id ?? 0)).rejects.toThrow(/已报送/)
  await expect(discardDraft(officer(), again, { note: '不要了' })).rejects.toThrow(/1 份材料/)
})
