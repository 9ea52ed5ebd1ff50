import { beforeAll, describe, expect, test } from 'vitest'
import { elements } from '../../../tests/support/items.ts'
import { person } from '../../../tests/support/people.ts'
import { rowCounts } from '../../../tests/support/rows.ts'
import { db, files, world } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import { Forbidden, Invalid, NotFound, Refused } from '../../core/errors.ts'
import { creditCheckDigit } from '../../core/identifiers.ts'
import { listActs } from '../../platform/acts.ts'
import { addHandlingItem, adoptItem } from './adopt.service.ts'
import { delegateItem, endDelegation } from './delegation.service.ts'
import { beginVersion, saveDraft, withdrawDraft } from './draft.service.ts'
import { addFiles, fileTypes, removeFile } from './files.service.ts'
import { importBasic } from './import-basic.ts'
import { actLabels } from './labels.ts'
import { cancelItem, publishVersion, takeBack, takeEffect } from './publish.service.ts'
import { findItemOn, getItemVersion } from './published.store.ts'
import { compareVersions, deviationsBelow, fillReport, readItem, unadoptedHere } from './report.service.ts'
import type { DelegationForm, ItemElements } from './schema.ts'
import { ChangedMeanwhile } from './step.ts'
import * as store from './store.ts'
import { countStates, listWork, type WorkWish } from './worklist.store.ts'

const today = day('2018-06-01')
const filler = world({ today, actor: person('departmentOfficer', { unitCode: 'civil', path: '/jinshi/civil/' }) })
const manager = world({ today, actor: person('serviceManager', { unitCode: 'services' }) })
const on = (d: string, role = 'serviceManager') =>
  world({ today: day(d), actor: person(role, { unitCode: 'services' }) })

const body = '11430781006300101'
const credit = `${body}${creditCheckDigit(body)}`
const standard = {
  legalBasis: '《中华人民共和国行政许可法》',
  exerciseLevels: ['4'],
  statutoryLimit: { unit: 'workingDay', days: 20, note: '' },
  serviceTargets: ['1', '2'],
}
const entry = {
  scheme: '2018',
  parentCode: null,
  itemType: '01',
  issuedBy: '省政府',
  effectiveOn: today,
  cancelledOn: null,
}

const enter = (code: string, name: string, more = {}) =>
  db
    .insertInto('basicItems')
    .values({ ...entry, code, name, standard: JSON.stringify({ ...standard }), ...more })
    .execute()

beforeAll(async () => {
  await db.updateTable('units').set({ creditCode: credit }).where('code', '=', 'civil').execute()
  await db.updateTable('units').set({ creditCode: null }).where('code', '=', 'finance').execute()
  await enter('000111001000', '社会团体登记')
  await enter('000111001001', '社会团体成立登记', { parentCode: '000111001000' })
  await enter('000111002000', '慈善组织认定')
  await enter('000111003000', '省级才办的事', { standard: JSON.stringify({ ...standard, exerciseLevels: ['2'] }) })
})

/** What a licence of this entry says when it is filled in. */
const full = (change: Partial<ItemElements> = {}) =>
  elements({
    ...{ name: '慈善组织认定', legalBasis: standard.legalBasis, personTopics: ['permit'], firmTopics: ['permit'] },
    ...change,
  })

let next = 100
/** An entry nobody has adopted, adopted. */
async function adopted(): Promise<number> {
  const code = `000111${++next}000`
  await enter(code, '慈善组织认定')
  return adoptItem(filler, { unitCode: 'civil', basicCode: code })
}
const count = async (id: number) => (await store.getItem(db, id)).changedIn
const save = async (id: number, said = full(), by = filler) =>
  saveDraft(by, id, { elements: said, note: '', changedIn: await count(id) })
const publish = async (id: number, effectiveOn = '2018-06-01', by = manager) =>
  publishVersion(by, id, { effectiveOn, changedIn: await count(id) })
async function published(): Promise<number> {
  const id = await adopted()
  await save(id)
  await publish(id)
  return id
}
const timeline = async (id: number) => listActs(db, `item:${(await store.getItem(db, id)).code}`)
const acts = async (id: number) => (await timeline(id)).map((a) => a.act)

describe('a unit adopts an entry', () => {
  test('the item gets its code by the scheme, and a draft that takes over what the superior lays down', async () => {
    const id = await adoptItem(filler, { unitCode: 'civil', basicCode: '000111002000' })
    const { item, draft, findings } = await readItem(filler, id)
    expect(item).toMatchObject({
      code: `${credit}4000111002000`,
      level: 'main',
      itemType: '01',
      versionId: null,
      onApplication: true,
    })
    expect(draft).toMatchObject({ version: 1, state: 'draft', filledOn: null })
    expect(draft?.elements).toMatchObject({
      name: '慈善组织认定',
      statutoryLimit: standard.statutoryLimit,
      exerciseLevel: '4',
      body: { code: credit },
    })
    expect(findings.some((f) => f.missing)).toBe(true)
    expect(await acts(id)).toEqual(['catalogue.adopted'])
  })

  test('a sub item brings its main item along, once', async () => {
    const id = await adoptItem(filler, { unitCode: 'civil', basicCode: '000111001001' })
    const sub = await store.getItem(db, id)
    expect(await store.getItem(db, sub.parentId ?? 0)).toMatchObject({
      basicCode: '000111001000',
      level: 'main',
      hasParts: true,
    })
    await expect(adoptItem(filler, { unitCode: 'civil', basicCode: '000111001000' })).rejects.toMatchObject({
      code: 'catalogue.adoptedBefore',
    })
  })

  test.each([
    ['an entry of another level', 'civil', '000111003000', 'catalogue.notOfThisLevel'],
    ['a unit without a credit code', 'finance', '000111001000', 'catalogue.noCreditCode'],
    ['an entry that is not there', 'civil', '999999999999', 'notFound'],
  ])('%s is refused and leaves nothing', async (_, unitCode, basicCode, code) => {
    const before = await rowCounts(db)
    await expect(adoptItem(manager, { unitCode, basicCode })).rejects.toMatchObject({ code })
    expect(await rowCounts(db)).toEqual(before)
  })

  test('a code that is typed must be sound and new', async () => {
    const wish = { unitCode: 'finance', basicCode: '000111001000' }
    await expect(adoptItem(manager, { ...wish, code: '12' })).rejects.toBeInstanceOf(Invalid)
    const taken = `${credit}4000111002000`
    await expect(adoptItem(manager, { ...wish, code: taken })).rejects.toThrow(/已经用过/)
  })

  test('whoever fills in for one unit adopts for no other', async () => {
    await expect(adoptItem(filler, { unitCode: 'finance', basicCode: '000111001000' })).rejects.toBeInstanceOf(
      Forbidden,
    )
  })
})

describe('a draft', () => {
  test('may be incomplete: what is missing is told, not refused; the first complete day is kept', async () => {
    const id = await adopted()
    const some = await save(id, full({ legalBasis: '' }))
    expect(some.findings.map((f) => f.code)).toContain('elementMissing')
    expect((await readItem(filler, id)).draft?.filledOn).toBeNull()
    const all = await save(id)
    expect(all.findings.every((f) => f.severity === 'warning')).toBe(true)
    const later = world({ today: day('2018-06-09'), actor: filler.actor })
    await save(id, full({ process: '先申请' }), later)
    expect((await readItem(filler, id)).draft?.filledOn).toBe('2018-06-01')
  })

  test('two who fill in at the same time: the second is told, with what the first saved', async () => {
    const id = await adopted()
    const changedIn = await count(id)
    const at = (name: string) => saveDraft(filler, id, { elements: full({ name }), note: '', changedIn })
    const results = await Promise.allSettled([at('甲'), at('乙')])
    const lost = results.filter((r) => r.status === 'rejected').map((r) => r.reason as ChangedMeanwhile)
    expect(lost).toHaveLength(1)
    expect(lost[0]).toBeInstanceOf(ChangedMeanwhile)
    const { draft, item } = await readItem(filler, id)
    expect(lost[0]?.saved?.elements.name).toBe(draft?.elements.name)
    expect(lost[0]?.changedIn).toBe(item.changedIn)
  })

  test('given up is remembered by its act, and a new one may be begun from the entry', async () => {
    const id = await adopted()
    await save(id, full({ process: '写了很久' }))
    await withdrawDraft(filler, id)
    const [act] = (await timeline(id)).slice(-1)
    expect(act).toMatchObject({ act: 'catalogue.draftWithdrawn', data: { elements: { process: '写了很久' } } })
    expect(await beginVersion(filler, id)).toBe(1)
    await expect(beginVersion(filler, id)).rejects.toMatchObject({ code: 'catalogue.draftExists' })
  })

  test('of another unit is out of reach', async () => {
    const id = await adopted()
    const other = world({ today, actor: person('departmentOfficer', { path: '/jinshi/finance/' }) })
    await expect(readItem(other, id)).rejects.toBeInstanceOf(Forbidden)
    await expect(save(id, full(), other)).rejects.toBeInstanceOf(Forbidden)
    await expect(publish(id, '2018-06-01', filler)).rejects.toBeInstanceOf(Forbidden)
  })
})

describe('publication', () => {
  test('needs every check to hold and tells what does not', async () => {
    const id = await adopted()
    await save(id, full({ steps: [], onSiteReason: '' }))
    const refused = publish(id)
    await expect(refused).rejects.toBeInstanceOf(Invalid)
    await refused.catch((e: Invalid) =>
      expect(e.problems.map((p) => p.field)).toEqual(
        expect.arrayContaining(['elements.steps', 'elements.onSiteReason']),
      ),
    )
    expect((await store.getItem(db, id)).versionId).toBeNull()
  })

  test('needs a second person', async () => {
    const id = await adopted()
    await save(id, full(), manager)
    await expect(publish(id)).rejects.toMatchObject({ code: 'catalogue.ownDraft' })
    await save(id)
    await publish(id)
  })

  test('gives the public the columns it searches by', async () => {
    const id = await published()
    const row = await db
      .selectFrom('serviceItems')
      .select(['name', 'initial', 'topics', 'targets', 'versionId'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({
      name: '慈善组织认定',
      initial: 'C',
      topics: ['person:permit', 'firm:permit'],
      targets: ['1', '2'],
    })
    const [version] = (await readItem(manager, id)).published
    expect(row.versionId).toBe(version?.id)
    expect(version).toMatchObject({
      state: 'published',
      filledOn: today,
      publishedOn: today,
      effectiveOn: today,
      reviewedBy: 'test-serviceManager',
    })
  })

  test('of a past day is refused', async () => {
    const id = await adopted()
    await save(id)
    await expect(publish(id, '2018-05-31')).rejects.toThrow(/不能早于今天/)
    await expect(publish(id, '下周')).rejects.toThrow(/请填写生效日期/)
  })

  test('from a later day: the old version holds until then, the night lets the new one hold, and twice changes nothing', async () => {
    const id = await published()
    await beginVersion(filler, id)
    await save(id, full({ commitmentLimit: { unit: 'workingDay', days: 9, note: '' } }))
    await publish(id, '2018-07-01')
    const { code, versionId } = await store.getItem(db, id)
    const limit = async (d: string) => (await findItemOn(db, code, day(d)))?.elements.commitmentLimit.days
    expect([await limit('2018-06-30'), await limit('2018-07-01')]).toEqual([8, 9])
    await takeEffect(on('2018-06-30'))
    expect((await store.getItem(db, id)).versionId).toBe(versionId)
    await takeEffect(on('2018-07-01'))
    const states = async () => (await store.listVersions(db, id)).map((v) => [v.version, v.state, v.endedOn])
    expect(await states()).toEqual([
      [2, 'published', null],
      [1, 'replaced', '2018-07-01'],
    ])
    expect((await store.getItem(db, id)).versionId).not.toBe(versionId)
    const before = await acts(id)
    expect(await takeEffect(on('2018-07-02'))).toBe(0)
    expect(await acts(id)).toEqual(before)
    expect(await getItemVersion(db, versionId ?? 0)).toMatchObject({ version: 1, endedOn: '2018-07-01' })
  })

  test('that waits blocks another one, and can be taken back', async () => {
    const id = await published()
    await beginVersion(filler, id)
    await save(id, full({ process: '新的' }))
    await publish(id, '2018-08-01')
    await expect(takeBack(filler, id)).rejects.toBeInstanceOf(Forbidden)
    await beginVersion(filler, id)
    await save(id)
    await expect(publish(id)).rejects.toMatchObject({ code: 'catalogue.versionWaits' })
    await expect(takeBack(manager, id)).rejects.toMatchObject({ code: 'catalogue.draftExists' })
    await withdrawDraft(filler, id)
    await takeBack(manager, id)
    const { draft, published: out } = await readItem(manager, id)
    expect(draft).toMatchObject({ version: 2, effectiveOn: null })
    expect(out).toMatchObject([{ version: 1, state: 'published', endedOn: null }])
  })

  test('by two at once happens once', async () => {
    const id = await adopted()
    await save(id)
    const changedIn = await count(id)
    const twice = await Promise.allSettled(
      [1, 2].map(() => publishVersion(manager, id, { effectiveOn: today, changedIn })),
    )
    expect(twice.filter((r) => r.status === 'fulfilled')).toHaveLength(1)
    expect((await acts(id)).filter((a) => a === 'catalogue.published')).toHaveLength(1)
  })
})

test('differences between versions are told field by field, in words', async () => {
  const id = await published()
  await beginVersion(filler, id)
  const said = full()
  const [first, ...rest] = said.materials
  if (!first) throw new Error('the maker gives materials')
  await save(id, {
    ...said,
    commitmentLimit: { unit: 'instant', days: null, note: '' },
    materials: [...rest.slice(1), { ...first, copies: 2 }],
    serviceTargets: ['1'],
  })
  const changes = await compareVersions(manager, id, 1, 2)
  expect(changes.map(({ label, before, after }) => [label, before, after])).toEqual([
    ['承诺办结时限', '8 个工作日', '当场办结'],
    ['服务对象', '自然人、企业法人', '自然人'],
    ['申请材料“户外广告设施设置申请表”的复印件份数', '0', '2'],
    ['申请材料“申请人身份证”', expect.stringContaining('来源渠道：部门共享，不用提交'), ''],
    ['申请材料的次序', expect.stringMatching(/^户外/), expect.stringMatching(/申请表$/)],
  ])
  expect(await compareVersions(manager, id, 1, 1)).toEqual([])
  await expect(compareVersions(manager, id, 1, 9)).rejects.toBeInstanceOf(NotFound)
})

describe('cancelling', () => {
  test('ends item, version, draft and delegation on the day, and nothing may be done to it any more', async () => {
    const id = await published()
    await delegateItem(manager, id, delegation)
    await beginVersion(filler, id)
    await cancelItem(manager, id, { on: '2018-06-15', reason: '省政府令取消' })
    expect(await store.getItem(db, id)).toMatchObject({ cancelledOn: '2018-06-15', cancelReason: '省政府令取消' })
    const { code } = await store.getItem(db, id)
    expect(await findItemOn(db, code, day('2018-06-14'))).toBeDefined()
    expect(await findItemOn(db, code, day('2018-06-15'))).toBeUndefined()
    const { draft, delegation: held } = await readItem(manager, id)
    expect([draft, held]).toEqual([undefined, undefined])
    await expect(beginVersion(filler, id)).rejects.toMatchObject({ code: 'catalogue.cancelled' })
    await takeEffect(on('2018-06-15'))
    expect((await store.listVersions(db, id)).map((v) => v.state)).toEqual(['replaced'])
  })

  test('waits until what stands below has been cancelled', async () => {
    const id = await published()
    const part = await addHandlingItem(filler, id, { name: '慈善组织认定（基金会）' })
    expect((await store.getItem(db, part)).code).toBe(`${(await store.getItem(db, id)).code}01`)
    await expect(cancelItem(manager, id, { on: '2018-06-15', reason: '取消' })).rejects.toMatchObject({
      code: 'catalogue.hasParts',
    })
    await cancelItem(manager, part, { on: '2018-06-01', reason: '取消' })
    const again = await addHandlingItem(filler, id, { name: '慈善组织认定（社会团体）' })
    expect((await store.getItem(db, again)).code).toMatch(/02$/)
  })
})

const delegation: DelegationForm = {
  ...{
    acceptedAt: 'village',
    decidedAt: 'town',
    authority: '津政办发〔2018〕10号',
    accountScope: '',
    delegatedOn: '2018-05-02',
  },
  ...{ materialsBefore: 4, materialsAfter: 3, daysBefore: 20, daysAfter: 10 },
}

test('an item is handed down once at a time, and what it saved stays', async () => {
  const id = await published()
  await expect(delegateItem(manager, id, { ...delegation, acceptedAt: 'town', decidedAt: 'village' })).rejects.toThrow(
    /决定的层级不能低于/,
  )
  await delegateItem(manager, id, delegation)
  await expect(delegateItem(manager, id, delegation)).rejects.toMatchObject({ code: 'catalogue.delegatedBefore' })
  await expect(endDelegation(manager, id, '2018-05-01')).rejects.toBeInstanceOf(Invalid)
  await endDelegation(manager, id, '2018-05-31')
  await expect(endDelegation(manager, id, '2018-05-31')).rejects.toBeInstanceOf(Refused)
  await expect(delegateItem(manager, await adopted(), delegation)).rejects.toMatchObject({
    code: 'catalogue.notPublished',
  })
})

test('a file that a version names cannot be removed, and one of another item cannot be named', async () => {
  const id = await published()
  const pdf = Buffer.from('%PDF-1.4\n%âãÏÓ\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF')
  const { sha256 } = await files.save(db, pdf, { maxBytes: 10_000, types: fileTypes })
  await expect(
    files.save(db, Buffer.from('MZ\x90\x00 not a form'), { maxBytes: 10_000, types: fileTypes }),
  ).rejects.toBeInstanceOf(Invalid)
  const [form = 0, spare = 0] = await addFiles(
    filler,
    id,
    'blankForm',
    ['申请表.pdf', '多余.pdf'].map((name) => ({ name, sha256 })),
  )
  await beginVersion(filler, id)
  const [first, ...rest] = full().materials
  if (!first) throw new Error('the maker gives materials')
  const naming = (blankForm: number) => full({ materials: [{ ...first, blankForm }, ...rest] })
  expect((await save(id, naming(form + 1000))).findings.map((f) => f.code)).toContain('fileUnknown')
  expect((await save(id, naming(form))).findings.map((f) => f.code)).not.toContain('fileUnknown')
  await expect(removeFile(filler, id, form)).rejects.toMatchObject({ code: 'catalogue.fileNamed' })
  await removeFile(filler, id, spare)
  expect((await readItem(filler, id)).files.map((f) => f.name)).toEqual(['申请表.pdf'])
})

test('the report of a unit says of each item what is still to be put right', async () => {
  const id = await adopted()
  const report = await fillReport(filler, 'civil')
  const line = report.find((l) => l.id === id)
  expect(line).toMatchObject({ state: 'draft', version: 1, filled: false })
  await save(id)
  expect((await fillReport(filler, 'civil')).find((l) => l.id === id)).toMatchObject({ filled: true })
  await expect(fillReport(filler, 'finance')).rejects.toBeInstanceOf(Forbidden)
})

test('the check over units finds what departs from the catalogue, with both values, and what nobody adopted', async () => {
  const id = await adopted()
  await save(id, full({ name: '慈善组织的认定', statutoryLimit: { unit: 'workingDay', days: 30, note: '' } }))
  await publish(id)
  await enter('000111900000', '没有单位引用的事')
  const all = { size: 1000 }
  const deviating = await deviationsBelow(manager, 'jinshi', all)
  const unadopted = await unadoptedHere(manager, all)
  expect(deviating.lines.find((d) => d.id === id)?.deviations).toEqual([
    { field: 'name', label: '事项名称', standard: '慈善组织认定', own: '慈善组织的认定' },
    { field: 'statutoryLimit', label: '法定办结时限', standard: '20 个工作日', own: '30 个工作日' },
  ])
  const names = unadopted.lines.map((e) => e.name)
  expect(names).toContain('没有单位引用的事')
  expect(names).not.toContain('省级才办的事')
  expect(names).not.toContain('社会团体登记')
  await expect(deviationsBelow(filler, 'civil', all)).rejects.toBeInstanceOf(Forbidden)
})

test('an entry that is laid down anew makes items depart, and back again; so does a version when it takes effect', async () => {
  const id = await adopted()
  await save(id, full({ name: '慈善组织认定' }))
  await publish(id)
  const { basicCode } = await store.getItem(db, id)
  const departs = async () => {
    const { lines } = await deviationsBelow(manager, 'jinshi', { size: 1000 })
    return lines.find((d) => d.id === id)?.deviations.map((d) => d.field)
  }
  expect(await departs()).toBeUndefined()
  const laidDown = async (days: number) => {
    const basic = await store.getBasic(db, basicCode ?? '')
    const limit = { unit: 'workingDay', days, note: '' }
    const bytes = Buffer.from(JSON.stringify([{ ...basic, standard: { ...basic.standard, statutoryLimit: limit } }]))
    await importBasic(manager, bytes, { dryRun: false })
  }
  await laidDown(10)
  expect(await departs()).toEqual(['statutoryLimit'])
  await laidDown(20)
  expect(await departs()).toBeUndefined()
  await beginVersion(filler, id)
  await save(id, full({ name: '认定慈善组织' }))
  await publish(id, '2018-07-01')
  expect(await departs()).toBeUndefined()
  await takeEffect(on('2018-07-01'))
  expect(await departs()).toEqual(['name'])
})

test('what departs and what nobody adopted is paged through to its end, each once, with the total on every page', async () => {
  for (const name of ['另一个名字', '再一个名字']) {
    const id = await adopted()
    await save(id, full({ name }))
    await publish(id)
  }
  for (const code of ['000111900001', '000111900002']) await enter(code, `没有单位引用的${code}`)
  for (const page of [
    (cursor?: string) => deviationsBelow(manager, 'jinshi', { size: 1, cursor }),
    (cursor?: string) => unadoptedHere(manager, { size: 1, cursor }),
  ]) {
    const { total } = await page()
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const found = await page(cursor)
      expect(found).toMatchObject({ total, lines: [{}] })
      seen.push(...found.lines.map((line) => line.code))
      cursor = found.next
    } while (cursor)
    expect(seen.length).toBe(total)
    expect(new Set(seen).size).toBe(total)
    expect(total).toBeGreaterThan(1)
  }
})

test('the list of the desk shows what is to be filled in, to be published, waits, holds and has ended, and counts it', async () => {
  const [open, ready, out, waits, gone] = [
    await adopted(),
    await adopted(),
    await published(),
    await published(),
    await published(),
  ]
  await save(ready)
  await beginVersion(filler, waits)
  await save(waits)
  await publish(waits, '2018-09-01')
  await cancelItem(manager, gone, { on: '2018-06-01', reason: '取消' })
  const paths = ['/jinshi/civil/']
  const ids = async (state: WorkWish['state']) => {
    const found = new Set<number>()
    for (let after: { path: string; id: number } | undefined = { path: '', id: 0 }; after; ) {
      const page: Awaited<ReturnType<typeof listWork>> = await listWork(
        db,
        { paths, today, state, q: '慈善组织认定' },
        after,
        3,
      )
      for (const line of page) found.add(line.id)
      const last = page.at(-1)
      after = page.length === 3 && last ? { path: last.unitPath, id: last.id } : undefined
    }
    return [open, ready, out, waits, gone].map((id) => found.has(id))
  }
  expect(await ids('empty')).toEqual([true, false, false, false, false])
  expect(await ids('filling')).toEqual([false, false, false, false, false])
  expect(await ids('review')).toEqual([false, true, false, false, false])
  expect(await ids('waiting')).toEqual([false, false, false, true, false])
  expect(await ids('published')).toEqual([false, false, true, true, false])
  expect(await ids('cancelled')).toEqual([false, false, false, false, true])
  expect(await ids(undefined)).toEqual([true, true, true, true, false])
  const counts = await countStates(db, { paths, today })
  expect(counts.all).toBe((await listWork(db, { paths, today }, undefined, 1000)).length)
  expect((await countStates(db, { paths: ['/jinshi/finance/'], today })).all).toBe(0)
  expect((await countStates(db, { paths, today, q: '100%_' })).all).toBe(0)
})

test('every act of this file has its name in the timeline', async () => {
  const rows = await db.selectFrom('acts').select('act').distinct().where('act', 'like', 'catalogue.%').execute()
  expect(rows.length).toBeGreaterThan(10)
  expect(rows.map((r) => r.act).filter((act) => !(act in actLabels))).toEqual([])
})
