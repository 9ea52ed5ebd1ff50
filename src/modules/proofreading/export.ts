import { type Block, renderDocx } from '../../platform/paper/index.ts'
import type { Place } from './findings.ts'
import { kindLabels, severityLabels } from './labels.ts'
import type { Report } from './schema.ts'

export const exportTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
} as const

/** What was found, as a file to be handed on. */
export async function exportOf(report: Report, format: keyof typeof exportTypes): Promise<Buffer> {
  if (format === 'json') return Buffer.from(`${JSON.stringify(report, undefined, 2)}\n`)
  return format === 'xlsx' ? asSheet(report) : asPaper(report)
}

/** Where something stands, told shortly: 第 3 页第 2 行. */
export const whereOf = ({ place, line }: Place): string => (place === '' ? `第 ${line} 行` : place)

const placesOf = (places: readonly Place[]) => places.map((p) => `${whereOf(p)}：${p.quote}`).join('\n')

async function asSheet({ findings, holding }: Report): Promise<Buffer> {
  // Loaded when first needed: its four hundred files would cost every start half a second.
  const { default: Excel } = await import('exceljs')
  const book = new Excel.Workbook()
  const sheet = book.addWorksheet('校对结果')
  sheet.columns = [8, 14, 60, 14, 14, 50].map((width) => ({
    width,
    style: { alignment: { wrapText: true, vertical: 'top' } },
  }))
  sheet.addRows([
    ['轻重', '类别', '问题', '写的是', '算出来', '在哪里'],
    ...findings.map((f) => [
      severityLabels[f.severity],
      kindLabels[f.kind],
      f.text,
      f.stated ?? '',
      f.computed ?? '',
      placesOf(f.places),
    ]),
    ...holding.map((h) => ['无误', kindLabels[h.kind], h.text, '', '', placesOf(h.places)]),
  ])
  sheet.getRow(1).font = { bold: true }
  return Buffer.from(await book.xlsx.writeBuffer())
}

function asPaper({ name, findings, holding }: Report): Promise<Buffer> {
  const blocks: Block[] = [
    {
      type: 'paragraph',
      text: `校对的文件：${name}。下面 ${findings.length} 处请核对，另有 ${holding.length} 处核对无误。`,
    },
  ]
  if (findings.length > 0)
    blocks.push({
      type: 'table',
      caption: '请核对的地方',
      columns: [
        { label: '轻重', width: 1, align: 'center' },
        { label: '问题', width: 5 },
        { label: '在哪里', width: 4 },
      ],
      rows: findings.map((f) => [severityLabels[f.severity], f.text, placesOf(f.places)]),
    })
  if (holding.length > 0)
    blocks.push({
      type: 'table',
      caption: '核对无误的地方',
      columns: [
        { label: '内容', width: 6 },
        { label: '在哪里', width: 4 },
      ],
      rows: holding.map((h) => [h.text, h.places[0] ? whereOf(h.places[0]) : '']),
    })
  return renderDocx({ kind: 'letter', issuer: '校对结果', title: '政府信息公开报告校对结果', blocks })
}
