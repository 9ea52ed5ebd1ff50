import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { openPage } from '../../../tests/support/browser.ts'
import { asDocx, asHtml, asPdf, asText, asXlsx, sound3, sound2014, type Told } from '../../../tests/support/reports.ts'
import { proofreadFile } from './index.ts'

/** Findings without their places, which differ from format to format. */
async function told(bytes: Buffer): Promise<string[]> {
  const read = await proofreadFile(bytes)
  if ('unread' in read) throw new Error(read.unread)
  return read.findings.map((f) => [f.kind, f.severity, f.stated ?? '', f.computed ?? ''].join(' ')).toSorted()
}

const paragraphs = [
  '云梦泽县人民政府2017年政府信息公开工作年度报告',
  '一、概述',
  '2017年，全县共收到政府信息公开申请42件，其中当面申请5件、传真申请2件、网络申请25件、信函申请9件。各类申请均在法定期限内办结，没有因政府信息公开被申请行政复议，申请人对答复表示满意。',
  '二、主动公开情况',
  '全年主动公开政府信息900条，其中政府网站800条、政务微信70条。申报材料由80件精简到60件，精简了20%。',
]
const form2014 = () => {
  const values = sound2014().set('C2', 40).set('H3', 57)
  values.delete('C3')
  return values
}
const form2021 = () => sound3('2021', 3).set('t3.r9.c2', 9).set('t4.c8', 7)
const reports: [string, Told][] = [
  ['2014', { paragraphs, code: '2014', values: form2014() }],
  ['2019', { paragraphs, code: '2019', values: sound3('2019', 1).set('t3.r2.c7', 91) }],
  ['2021', { paragraphs, code: '2021', values: form2021() }],
]

test.each(reports)('a report with the form of %s gives the same findings in every format', async (_, report) => {
  const expected = await told(asText(report))
  expect(expected.length).toBeGreaterThan(3)
  expect(await told(asHtml(report))).toEqual(expected)
  expect(await told(await asDocx(report))).toEqual(expected)
  expect(await told(await asPdf(report))).toEqual(expected)
})

const font = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
)

/** A sheet of paper in the browser, with a typeface of its own: the machine may have no Chinese one. */
let sheet: Page
beforeAll(async () => {
  sheet = await openPage()
  const page = '<style>@font-face { font-family: paper; src: url(font.ttf) } body { font-family: paper }</style>文'
  await sheet.route('http://paper/**', (route) =>
    route.request().url().endsWith('.ttf')
      ? route.fulfill({ path: font })
      : route.fulfill({ contentType: 'text/html; charset=utf-8', body: page }),
  )
  await sheet.goto('http://paper/')
  await sheet.evaluate(() => document.fonts.ready.then(() => undefined))
})

/** As a browser prints a web page to a file: cells over several rows and columns, broken over pages. */
async function asPrint(report: Told, style = '', landscape = false): Promise<Buffer> {
  const html = asHtml(report).toString()
  await sheet.evaluate(
    ([html, style]) => {
      document.body.innerHTML = `<style>${style}</style>${html}`
    },
    [html, style] as const,
  )
  return sheet.pdf({ format: 'A4', landscape })
}

test.each(reports)('a report with the form of %s gives the same as a browser prints it', async (_, report) => {
  const expected = await told(asText(report))
  expect(await told(await asPrint(report))).toEqual(expected)
  expect(await told(await asPrint(report, '', true))).toEqual(expected)
})

test.each([
  ['one line between two cells', 'table { border-collapse: collapse } td { border: 1px solid }'],
  ['dashes', 'table { border-collapse: collapse } td { border: 1px dashed }'],
  [
    'thick lines and a double frame',
    'table { border-collapse: collapse; border: 3px double } td { border: 2px solid }',
  ],
  [
    'open sides',
    'table { border-collapse: collapse; border: 0 } td { border: 1px solid } td:first-child { border-left: 0 }',
  ],
])('tables are read that are drawn with %s', async (_, style) => {
  const [, report] = reports[2] as [string, Told]
  const values = new Map([...report.values].filter(([, value]) => value !== 0))
  expect(await told(await asPrint({ ...report, values }, style))).toEqual(await told(asHtml({ ...report, values })))
})

test.each(reports)('blank cells of a form of %s stay where they are on paper', async (_, report) => {
  const values = new Map([...report.values].filter(([, value]) => value !== 0))
  const expected = await told(asHtml({ ...report, values }))
  expect(expected.length).toBeGreaterThan(3)
  expect(await told(await asPrint({ ...report, values }))).toEqual(expected)
  expect(await told(await asPdf({ ...report, values }))).toEqual(expected)
})

test.each(reports)('its form of %s as a workbook gives those of the form', async (_, report) => {
  const expected = await told(asText({ ...report, paragraphs: [] }))
  expect(expected.length).toBeGreaterThan(1)
  expect(await told(await asXlsx(report))).toEqual(expected)
})

test('places say page, paragraph, row and cell', async () => {
  const [, report] = reports[0] as [string, Told]
  const placesOf = async (bytes: Buffer) => {
    const read = await proofreadFile(bytes)
    const found = 'unread' in read ? undefined : read.findings.find((f) => f.computed === '56')
    return found?.places.map((p) => p.place)[0]
  }
  expect(await placesOf(await asDocx(report))).toMatch(/^表 1 第 \d+ 行第 3 格$/)
  expect(await placesOf(await asXlsx(report))).toMatch(/^工作表“表1”C\d+$/)
  expect(await placesOf(await asPdf(report))).toMatch(/^第 \d+ 页第 \d+ 行$/)
})
