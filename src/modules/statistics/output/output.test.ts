import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import ExcelJS from 'exceljs'
import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../../tests/support/database.ts'
import { figures2018, makeCity } from '../../../../tests/support/jinshi-2018.ts'
import { day } from '../../../core/day.ts'
import { systemActor } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import { filesIn } from '../../../platform/files.ts'
import { openWorld } from '../../../platform/world.ts'
import { formForCli, indicatorsForCli } from '../cli.ts'
import { computeForm } from '../form.ts'
import { formDocx } from './docx.ts'
import { formXlsx } from './xlsx.ts'

const { db } = await testDatabase()
let ctx: Ctx
beforeAll(async () => {
  await makeCity(db)
  const world = await openWorld({ db, files: filesIn(mkdtempSync(join(tmpdir(), 'mingtang-'))) })
  Object.assign(world.settings.site, { rootUnit: 'jinshi', formPrefix: '常德市津市市' })
  ctx = world.context(systemActor('测试'))
})

const signatures = {
  preparer: '陈琳',
  reviewer: '刘主任',
  unitHead: '傅市长',
  phone: '4241600',
  filledOn: day('2019-01-18'),
}

type Printed = {
  year: number
  template: string
  unit: string
  rows: { id: string; label: string; unit: string; value: number | null }[]
  identities: object[]
}

describe('mingtang form', () => {
  test('prints JSON of exactly the agreed shape, with every figure of the real form', async () => {
    const { content, broken } = await formForCli(ctx, { year: 2018, template: '2014', format: 'json' })
    const form = JSON.parse(String(content)) as Printed
    expect(Object.keys(form)).toEqual(['year', 'template', 'unit', 'rows', 'identities'])
    expect(Object.keys(form.rows[1] ?? {})).toEqual(['id', 'label', 'unit', 'value'])
    expect(Object.keys(form.identities[0] ?? {})).toEqual(['id', 'holds', 'text'])
    for (const [id, value] of Object.entries(figures2018))
      expect(form.rows.find((r) => r.id === id)).toMatchObject({ value })
    expect(broken).toBe(false)
  })

  test('prints a table for people, blank apart from zero', async () => {
    const text = String((await formForCli(ctx, { year: 2018 })).content)
    expect(text).toContain('2018年度常德市津市市政府信息公开工作统计表')
    expect(text).toMatch(/^A1 .*（一）主动公开政府信息数 +条 +5078$/m)
    expect(text).toMatch(/^F .*六、举报投诉数量 +件 +0$/m)
    expect(text).toMatch(/^I1 .* 次$/m)
    expect(text).toContain('✓ E1')
  })
})

describe('mingtang indicators', () => {
  test('prints an array of figures with period and moment', async () => {
    const [one] = JSON.parse(
      await indicatorsForCli(ctx, { id: 'disclosure.published', year: 2018, format: 'json' }),
    ) as object[]
    expect(one).toMatchObject({ id: 'disclosure.published', value: 5078, unit: '条', period: '2018-01-01/2018-12-31' })
    expect(Object.keys(one ?? {})).toEqual(['id', 'label', 'unit', 'value', 'period', 'asOf', 'definition'])
  })

  test('prints the records behind one, as many as the figure says', async () => {
    const rows = JSON.parse(
      await indicatorsForCli(ctx, { id: 'disclosure.published', year: 2018, rows: true, format: 'json' }),
    ) as object[]
    expect(rows).toHaveLength(5078)
  })
})

describe('the workbook', () => {
  test('of 2014 has title, unit, three columns and the signatures', async () => {
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(
      (await formXlsx(await computeForm(ctx, { year: 2018, unit: 'jinshi' }), signatures)) as unknown as ArrayBuffer,
    )
    const [sheet] = book.worksheets
    expect(sheet?.getCell('A1').value).toBe('2018年度常德市津市市政府信息公开工作统计表')
    expect(sheet?.getCell('A2').value).toBe('填报单位（盖章）：津市市人民政府')
    expect(['A3', 'B3', 'C3'].map((at) => sheet?.getCell(at).value)).toEqual(['统计指标', '单位', '统计数'])
    expect(['A5', 'B5', 'C5'].map((at) => sheet?.getCell(at).value)).toEqual(['（一）主动公开政府信息数', '条', 5078])
    const texts = sheet?.getColumn(1).values.map(String) ?? []
    expect(texts).toContain(
      '单位负责人：傅市长    审核人：刘主任    填报人：陈琳    联系电话：4241600    填报日期：2019年1月18日',
    )
  })

  test('of 2021 has three sheets with the merged cells of the official tables', async () => {
    const book = new ExcelJS.Workbook()
    const form = await computeForm(ctx, { year: 2018, unit: 'jinshi', template: '2021' })
    await book.xlsx.load((await formXlsx(form)) as unknown as ArrayBuffer)
    expect(book.worksheets.map((s) => s.name)).toEqual(form.template.layouts.map((l) => l.title))
    const third = book.worksheets[1]
    expect(third?.getCell('D4').value).toBe('申请人情况')
    expect(third?.getCell('J4').master.address).toBe('D4')
    expect(third?.getCell('A9').master.value).toBe('三、本年度办理结果')
    expect(['D7', 'E7', 'J7'].map((at) => third?.getCell(at).value)).toEqual([3, 1, 4])
    expect(book.worksheets[2]?.getCell('A4').value).toBe('行政复议')
  })
})

test.each(['2014', '2019', '2021'] as const)(
  'the document of the %s template holds title, every label and the signatures',
  async (template) => {
    const form = await computeForm(ctx, { year: 2018, unit: 'jinshi', template })
    const text = documentText(await formDocx(form, signatures))
    for (const layout of form.template.layouts)
      for (const cell of layout.rows.flat()) if (cell.text) expect(text).toContain(cell.text)
    expect(text).toContain(form.title)
    expect(text).toContain('填报单位（盖章）：津市市人民政府')
    expect(text).toContain('填报日期：2019年1月18日')
  },
)

/** The text of a .docx: its word/document.xml, found through the directory at the end of the zip. */
function documentText(zip: Buffer): string {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06'))
  let at = zip.readUInt32LE(end + 16)
  for (let n = zip.readUInt16LE(end + 10); n > 0; n--) {
    const [size, nameLength, extra, comment, local] = [
      zip.readUInt32LE(at + 20),
      ...[28, 30, 32].map((o) => zip.readUInt16LE(at + o)),
      zip.readUInt32LE(at + 42),
    ]
    if (
      size === undefined ||
      nameLength === undefined ||
      extra === undefined ||
      comment === undefined ||
      local === undefined
    )
      break
    if (zip.toString('utf8', at + 46, at + 46 + nameLength) === 'word/document.xml') {
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
      const bytes = zip.subarray(start, start + size)
      return (zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(bytes) : bytes).toString('utf8')
    }
    at += 46 + nameLength + extra + comment
  }
  throw new Error('no word/document.xml')
}
