import {
  AlignmentType,
  Document,
  type ISectionOptions,
  Packer,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import type { FilledForm } from '../form.ts'
import type { Layout, LayoutCell } from '../forms/form.ts'
import { footer, remarks, reportingUnit, type Signatures, shownCell, unsigned } from './printed.ts'

const song = { ascii: 'Times New Roman', eastAsia: '宋体', hAnsi: 'Times New Roman' }
/** Twentieths of a point: A4 with margins of 2 cm. */
const usable = { portrait: 9638, landscape: 14570 }

/** The form as a document in the official layout: title, reporting unit, tables, signatures. */
export async function formDocx(form: FilledForm, signatures: Signatures = unsigned): Promise<Buffer> {
  const landscape = form.template.layouts.some((l) => l.widths.length > 6)
  const width = landscape ? usable.landscape : usable.portrait
  const section: ISectionOptions = {
    properties: {
      page: {
        size: {
          width: 11906,
          height: 16838,
          orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: { top: 1134, bottom: 1134, left: 1134, right: 1134 },
      },
    },
    children: [
      paragraph(form.title, { size: 32, bold: true, alignment: AlignmentType.CENTER }),
      paragraph(reportingUnit(form), { size: 22 }),
      ...form.template.layouts.flatMap((layout, i) => [
        ...(layout.title ? [paragraph(layout.title, { size: 24, bold: true, before: 240, newPage: i > 0 })] : []),
        table(form, layout, width),
      ]),
      paragraph(footer(signatures).join('  '), { size: 22, before: 120 }),
      ...remarks(form).map((text) => paragraph(text, { size: 20 })),
    ],
  }
  return Packer.toBuffer(
    new Document({
      creator: form.unit.name,
      title: form.title,
      styles: { default: { document: { run: { font: song } } } },
      sections: [section],
    }),
  )
}

type Look = {
  size: number
  bold?: boolean
  alignment?: (typeof AlignmentType)[keyof typeof AlignmentType]
  before?: number
  indent?: number
  newPage?: boolean
}

const paragraph = (
  text: string,
  { size, bold = false, alignment = AlignmentType.LEFT, before = 0, indent = 0, newPage = false }: Look,
) =>
  new Paragraph({
    alignment,
    pageBreakBefore: newPage,
    // Small type stands in tables of many rows, which are to stay on one page.
    spacing: { before, after: size < 20 ? 10 : 60 },
    indent: { left: indent },
    children: [new TextRun({ text, size, bold, font: song })],
  })

function table(form: FilledForm, layout: Layout, width: number): Table {
  const sum = layout.widths.reduce((a, b) => a + b, 0)
  const columnWidths = layout.widths.map((w) => Math.round((w / sum) * width))
  const size = layout.widths.length > 6 ? 18 : 21
  return new Table({
    width: { size: columnWidths.reduce((a, b) => a + b, 0), type: WidthType.DXA },
    columnWidths,
    rows: layout.rows.map(
      (cells, i) =>
        new TableRow({
          tableHeader: i < layout.headRows,
          cantSplit: true,
          children: cells.map((cell) => tableCell(form, cell, size)),
        }),
    ),
  })
}

function tableCell(form: FilledForm, cell: LayoutCell, size: number): TableCell {
  const text = shownCell(form, cell)
  return new TableCell({
    columnSpan: cell.across ?? 1,
    rowSpan: cell.down ?? 1,
    verticalAlign: VerticalAlignTable.CENTER,
    margins: { left: 80, right: 80 },
    children: [
      paragraph(text, {
        size,
        bold: cell.role === 'head',
        alignment: cell.role === 'label' ? AlignmentType.LEFT : AlignmentType.CENTER,
        indent: (cell.indent ?? 0) * 210,
      }),
    ],
  })
}
