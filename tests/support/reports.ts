import { AlignmentType, Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx'
import ExcelJS from 'exceljs'
import { placed } from '../../src/modules/statistics/forms/form.ts'
import { type TemplateCode, templates } from '../../src/modules/statistics/index.ts'
import { renderPdf } from '../../src/platform/paper/index.ts'

// Reports in every format in which they come, written from the same words and figures.

export type Values = Map<string, number>

/** A sound form of 2014: every identity holds and every row is filled. */
export function sound2014(): Values {
  const values = new Map<string, number>()
  for (const cell of templates[2014].cells) if (!('heading' in cell.source)) values.set(cell.id, 0)
  const set = (entries: Record<string, number>) => {
    for (const [id, value] of Object.entries(entries)) values.set(id, value)
  }
  set({ A1: 900, A1a: 12, A1b: 15, 'A2.1': 100, 'A2.2': 800, 'A2.3': 60, 'A2.4': 70, 'A2.5': 10 })
  set({ B1: 3, 'B2.1': 2, 'B2.1a': 1, 'B2.2': 4, 'B2.2a': 2, 'B2.3': 26, 'B2.4': 5, 'B2.5': 1 })
  set({ C1: 40, 'C1.1': 5, 'C1.2': 2, 'C1.3': 25, 'C1.4': 8, C2: 38, 'C2.1': 35, 'C2.2': 3 })
  set({ C3: 38, 'C3.1': 6, 'C3.2': 14, 'C3.3': 3, 'C3.4': 7, 'C3.5': 3, 'C3.6': 2, 'C3.7': 2, 'C3.8': 1 })
  set({ 'C3.4a': 1, 'C3.4b': 1, 'C3.4c': 1, 'C3.4d': 1, 'C3.4e': 2, 'C3.4f': 1 })
  set({ D: 6, D1: 3, D2: 1, D3: 2, E: 4, E1: 2, E2: 1, E3: 1, F: 2, G: 1, H1: 1, H2: 30 })
  set({ H3: 56, 'H3.1': 16, 'H3.2': 40, H4: 8, I1: 3, I2: 2, I3: 220 })
  return values
}

/** A sound table 3 of the template: some in each cell, row 25 (or its like) what is left. */
export function sound3(code: '2019' | '2021', seed: number): Values {
  const values = new Map<string, number>()
  const rows = templates[code].cells.filter((c) => /^t3\.r\d+\.c1$/.test(c.id)).length
  const [total, forward] = [rows - 1, rows]
  const at = (r: number, c: number) => `t3.r${r}.c${c}`
  for (let c = 1; c <= 6; c++) {
    let sum = 0
    for (let r = 3; r < total; r++) {
      const value = (r * 7 + c * 3 + seed) % 5
      values.set(at(r, c), value)
      sum += value
    }
    values.set(at(total, c), sum)
    values.set(at(forward, c), (c + seed) % 3)
    values.set(at(2, c), (c * 2 + seed) % 4)
    values.set(at(1, c), sum + ((c + seed) % 3) - ((c * 2 + seed) % 4))
  }
  for (let r = 1; r <= rows; r++)
    values.set(
      at(r, 7),
      [1, 2, 3, 4, 5, 6].reduce((s, c) => s + (values.get(at(r, c)) ?? 0), 0),
    )
  for (const group of [0, 5, 10]) {
    let sum = 0
    for (let c = 1; c <= 4; c++) {
      values.set(`t4.c${group + c}`, (c + group + seed) % 3)
      sum += (c + group + seed) % 3
    }
    values.set(`t4.c${group + 5}`, sum)
  }
  return values
}

/** The layout of the template with values, rows as lines and cells cut by the sign. */
export function printed(code: '2014' | '2019' | '2021', values: Values, cut: string): string {
  return templates[code].layouts
    .flatMap((layout) => [
      layout.title,
      ...layout.rows.map((row) =>
        row.map((cell) => (cell.cell ? String(values.get(cell.cell) ?? '') : (cell.text ?? ''))).join(cut),
      ),
    ])
    .join('\n')
}

/** A report as it is told: paragraphs, then the tables of a form. */
export type Told = { paragraphs: readonly string[]; code: TemplateCode; values: Values }

const layoutsOf = (code: TemplateCode) => templates[code].layouts
const shownIn = (values: Values, cell: { cell?: string; text?: string }) =>
  cell.cell ? String(values.get(cell.cell) ?? '') : (cell.text ?? '')

export const asText = ({ paragraphs, code, values }: Told): Buffer =>
  Buffer.from([...paragraphs, printed(code, values, ' | ')].join('\n'))

export function asHtml({ paragraphs, code, values }: Told): Buffer {
  const tables = layoutsOf(code).map(({ title, rows }) => {
    const trs = rows.map((row) =>
      row
        .map((c) => `<td colspan="${c.across ?? 1}" rowspan="${c.down ?? 1}"><p>${shownIn(values, c)}</p></td>`)
        .join('\n'),
    )
    return `<p>${title}</p><table border="1">${trs.map((tr) => `<tr>${tr}</tr>`).join('\n')}</table>`
  })
  const text = paragraphs.map((p) => `<p style="text-indent:2em">${p}</p>`).join('\n')
  return Buffer.from(
    `<!DOCTYPE html><html><head><title>报告</title><style>p{margin:0}</style></head><body><script>var a = "共100件，其中甲1件、其他2件"</script><div>${text}${tables.join('')}</div></body></html>`,
  )
}

export async function asDocx({ paragraphs, code, values }: Told): Promise<Buffer> {
  const tables = layoutsOf(code).flatMap(({ title, rows }) => [
    new Paragraph({ text: title, alignment: AlignmentType.CENTER }),
    new Table({
      rows: rows.map(
        (row) =>
          new TableRow({
            children: row.map(
              (c) =>
                new TableCell({
                  columnSpan: c.across ?? 1,
                  rowSpan: c.down ?? 1,
                  children: [new Paragraph(shownIn(values, c))],
                }),
            ),
          }),
      ),
    }),
  ])
  return Packer.toBuffer(
    new Document({ sections: [{ children: [...paragraphs.map((text) => new Paragraph(text)), ...tables] }] }),
  )
}

/** Only the form: a workbook has no text. Cells that span are merged, numbers are numbers. */
export async function asXlsx({ code, values }: Pick<Told, 'code' | 'values'>): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  for (const [i, { rows, widths }] of layoutsOf(code).entries()) {
    const sheet = book.addWorksheet(`表${i + 1}`)
    for (const { cell, row, column } of placed(rows, widths.length)) {
      const text = shownIn(values, cell)
      sheet.getCell(row + 1, column + 1).value = /^\d+$/.test(text) ? Number(text) : text || null
      const [down, across] = [cell.down ?? 1, cell.across ?? 1]
      if (down > 1 || across > 1) sheet.mergeCells(row + 1, column + 1, row + down, column + across)
    }
  }
  return Buffer.from(await book.xlsx.writeBuffer())
}

export async function asPdf({ paragraphs, code, values }: Told): Promise<Buffer> {
  const [title = '', ...rest] = paragraphs
  return renderPdf({
    kind: 'report',
    issuer: '',
    title,
    blocks: [
      ...rest.map((text) => ({ type: 'paragraph' as const, text })),
      ...layoutsOf(code).flatMap(({ title, rows, widths, headRows }) => {
        const cells = rows.map((row) =>
          row.map((c) => ({ text: shownIn(values, c), across: c.across ?? 1, down: c.down ?? 1 })),
        )
        return [
          { type: 'paragraph' as const, text: title || '附表' },
          {
            type: 'table' as const,
            columns: widths.map((width) => ({ label: '', width })),
            head: cells.slice(0, headRows),
            rows: cells.slice(headRows),
          },
        ]
      }),
    ],
  })
}
