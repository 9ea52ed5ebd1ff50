import type ExcelJS from 'exceljs'
import type { FilledForm } from '../form.ts'
import { type Layout, placed } from '../forms/form.ts'
import { footer, remarks, reportingUnit, type Signatures, shown, unsigned } from './printed.ts'
import { width } from './text.ts'

const edge = { style: 'thin', color: { argb: 'FF000000' } } as const
const border = { top: edge, left: edge, bottom: edge, right: edge }

/** The form as a workbook in the official layout, one sheet for each table. */
export async function formXlsx(form: FilledForm, signatures: Signatures = unsigned): Promise<Buffer> {
  // Loaded when first needed: its four hundred files would cost every start half a second.
  const { default: Excel } = await import('exceljs')
  const book = new Excel.Workbook()
  book.creator = form.unit.name
  book.created = form.asOf
  form.template.layouts.forEach((layout, i) => {
    const landscape = layout.widths.length > 6
    const sheet = book.addWorksheet(layout.title.slice(0, 31) || '统计表', {
      pageSetup: {
        paperSize: 9,
        orientation: landscape ? 'landscape' : 'portrait',
        fitToPage: true,
        fitToWidth: 1,
        fitToHeight: landscape ? 1 : 0,
      },
    })
    writeSheet(sheet, form, layout, i === form.template.layouts.length - 1 ? signatures : undefined)
  })
  return Buffer.from(await book.xlsx.writeBuffer())
}

function writeSheet(
  sheet: ExcelJS.Worksheet,
  form: FilledForm,
  layout: Layout,
  signatures: Signatures | undefined,
): void {
  const all = layout.widths.length
  const sum = layout.widths.reduce((a, b) => a + b, 0)
  const widths = layout.widths.map((w) => Math.max(6, (w / sum) * (all > 6 ? 130 : 95)))
  sheet.columns = widths.map((width) => ({ width }))
  wholeLine(sheet, 1, all, form.title, { bold: true, size: 16 }, 'center')
  wholeLine(sheet, 2, all, reportingUnit(form), { size: 11 }, 'left')
  let top = 3
  if (layout.title) wholeLine(sheet, top++, all, layout.title, { bold: true, size: 12 }, 'left')
  placed(layout.rows, all).forEach(({ cell, row, column }) => {
    const at = sheet.getCell(top + row, column + 1)
    const { across = 1, down = 1 } = cell
    if (across > 1 || down > 1) sheet.mergeCells(top + row, column + 1, top + row + down - 1, column + across)
    const filled = cell.cell ? form.cells.find((c) => c.id === cell.cell) : undefined
    // A number stays a number, so that the sheet can be reckoned with.
    at.value = filled ? (filled.value ?? shown(null, filled.blankBecause)) : (cell.text ?? '')
    at.alignment = {
      wrapText: true,
      vertical: 'middle',
      horizontal: cell.role === 'label' ? 'left' : 'center',
      indent: cell.indent ?? 0,
    }
    at.font = { name: '宋体', size: 11, bold: cell.role === 'head' }
    // A workbook does not grow its rows for wrapped text by itself, least of all in merged cells.
    const room = widths.slice(column, column + across).reduce((a, b) => a + b, 0) - 2 * (cell.indent ?? 0)
    const lines = Math.ceil((width(String(at.value ?? '')) * 1.1) / (room * down))
    const line = sheet.getRow(top + row)
    line.height = Math.max(line.height ?? 0, 18, 3 + 15 * lines)
    for (let r = 0; r < down; r++)
      for (let c = 0; c < across; c++) sheet.getCell(top + row + r, column + 1 + c).border = border
  })
  sheet.pageSetup.printTitlesRow = layout.headRows > 0 ? `${top}:${top + layout.headRows - 1}` : undefined
  let below = top + layout.rows.length
  if (!signatures) return
  wholeLine(sheet, below++, all, footer(signatures).join('    '), { size: 11 }, 'left')
  for (const remark of remarks(form)) wholeLine(sheet, below++, all, remark, { size: 10 }, 'left')
}

function wholeLine(
  sheet: ExcelJS.Worksheet,
  row: number,
  columns: number,
  text: string,
  font: Partial<ExcelJS.Font>,
  horizontal: 'left' | 'center',
) {
  sheet.mergeCells(row, 1, row, columns)
  const cell = sheet.getCell(row, 1)
  cell.value = text
  cell.font = { name: '宋体', ...font }
  cell.alignment = { horizontal, vertical: 'middle', wrapText: true }
  sheet.getRow(row).height = (font.size ?? 11) + 10
}
