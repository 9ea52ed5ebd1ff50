import {
  AlignmentType,
  BorderStyle,
  Footer,
  Header,
  ImageRun,
  LineRuleType,
  PageNumber,
  Paragraph,
  Table,
  TableBorders,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import QRCode from 'qrcode'
import { cellStyle, character, face, mm, red, smallCellStyle, styleOf, textWidth } from './docx-styles.ts'
import type { Grid, GridCell, LaidPaper, Line, PictureBox, QueryBox } from './lay-out.ts'
import { order } from './thread.ts'

const alignments = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const

/** Runs of a text whose line breaks stay. */
function runs(text: string, bold = false): TextRun[] {
  return text
    .split('\n')
    .map((t, i) => new TextRun({ text: t, ...(bold ? { bold } : {}), ...(i > 0 ? { break: 1 } : {}) }))
}

/** @param newPage - whether it begins one */
export function lineOf(line: Line, kind: LaidPaper['kind'], newPage = false): Paragraph {
  return new Paragraph({
    style: styleOf(line.style),
    children: runs(line.text),
    ...(line.keep ? { keepNext: true } : {}),
    ...(newPage || line.style === 'annexMark' ? { pageBreakBefore: true } : {}),
    ...(line.right === undefined ? {} : { indent: { right: Math.round(line.right * character) } }),
    ...(line.style === 'copyTo' ? { border: { top: rule, bottom: rule } } : {}),
    ...(line.style === 'documentNumber' ? documentNumberLook[kind] : {}),
  })
}

const rule = { style: BorderStyle.SINGLE, size: 7, color: '000000', space: 4 }
const documentNumberLook = {
  letter: { alignment: AlignmentType.RIGHT },
  report: {
    alignment: AlignmentType.CENTER,
    border: { bottom: { style: BorderStyle.SINGLE, size: 15, color: red, space: 11 } },
  },
}

export function gridOf(grid: Grid): (Table | Paragraph)[] {
  const columnWidths = grid.widths.map((share) => Math.round(share * textWidth))
  const [margin, style] = grid.dense ? [{ x: 60, y: 20 }, smallCellStyle] : [{ x: 110, y: 40 }, cellStyle]
  const row = (cells: readonly GridCell[], head: boolean, keepNext = grid.whole) =>
    new TableRow({
      tableHeader: head,
      cantSplit: cells.every((cell) => cell.text.length < 200),
      children: cells.map(
        ({ text, x, across, down, align }) =>
          new TableCell({
            width: { size: columnWidths.slice(x, x + across).reduce((a, b) => a + b, 0), type: WidthType.DXA },
            columnSpan: across,
            rowSpan: down,
            verticalAlign: VerticalAlignTable.CENTER,
            margins: { left: margin.x, right: margin.x, top: margin.y, bottom: margin.y },
            children: [
              new Paragraph({
                style,
                keepNext,
                alignment: alignments[align],
                children: runs(text, head || (!grid.head && x === 0)),
              }),
            ],
          }),
      ),
    })
  const heads = (i: number) => grid.together.some(({ from, rows }) => i >= from && i < from + rows - 1)
  return [
    new Table({
      width: { size: columnWidths.reduce((a, b) => a + b, 0), type: WidthType.DXA },
      columnWidths,
      layout: TableLayoutType.FIXED,
      rows: [
        ...(grid.head ?? []).map((cells) => row(cells, true)),
        ...grid.rows.map((cells, i) => row(cells, false, i < grid.rows.length - 1 && (grid.whole || heads(i)))),
      ],
    }),
    // Two tables without a paragraph between them would become one.
    new Paragraph({ spacing: { line: 200, lineRule: LineRuleType.EXACT }, children: [] }),
  ]
}

/** Points of a screen, 96 to the inch, for millimetres. */
const pixels = (n: number): number => Math.round((n * 96) / 25.4)

export async function pictureOf({ svg, alt, width, height }: PictureBox): Promise<Paragraph> {
  // For WPS and LibreOffice, which do not read the SVG in a .docx: 300 points to the inch.
  const drawn = await order({ svg, width: Math.round((width * 300) / 25.4) })
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [
      new ImageRun({
        type: 'svg',
        data: Buffer.from(svg),
        fallback: { type: 'png', data: drawn },
        transformation: { width: pixels(width), height: pixels(height) },
        altText: { name: '图', title: '图', description: alt },
      }),
    ],
  })
}

export async function queryOf({ url, lines }: QueryBox): Promise<(Table | Paragraph)[]> {
  const picture = await QRCode.toBuffer(url, { margin: 0, scale: 8, errorCorrectionLevel: 'M' })
  const cell = (width: number, children: Paragraph[]) =>
    new TableCell({
      width: { size: width, type: WidthType.DXA },
      verticalAlign: VerticalAlignTable.CENTER,
      margins: { left: 0, right: 0, top: 0, bottom: 0 },
      children,
    })
  const widths = [mm(32), textWidth - mm(32)] as const
  const alternative = { name: '二维码', title: '二维码', description: lines.join('，') }
  return [
    new Paragraph({ spacing: { line: 400, lineRule: LineRuleType.EXACT }, keepNext: true, children: [] }),
    new Table({
      width: { size: textWidth, type: WidthType.DXA },
      columnWidths: widths,
      layout: TableLayoutType.FIXED,
      borders: TableBorders.NONE,
      rows: [
        new TableRow({
          cantSplit: true,
          children: [
            cell(widths[0], [
              new Paragraph({
                children: [
                  new ImageRun({
                    type: 'png',
                    data: picture,
                    transformation: { width: 98, height: 98 },
                    altText: alternative,
                  }),
                ],
              }),
            ]),
            cell(
              widths[1],
              lines.map((text) => new Paragraph({ style: cellStyle, children: runs(text) })),
            ),
          ],
        }),
      ],
    }),
  ]
}

/** Largest size of the red name, in points, that keeps it on one line of the text's width. */
function headSize(issuer: string, largest: number): number {
  return Math.floor(Math.min(largest, 425 / Math.max([...issuer].length, 1)))
}

function redName(issuer: string, largest: number): TextRun {
  const size = headSize(issuer, largest)
  const count = Math.max([...issuer].length, 1)
  const spread = Math.min(0.25 * size, (442 - size * count) / count)
  return new TextRun({
    text: issuer,
    font: face('biaosong'),
    size: size * 2,
    color: red,
    characterSpacing: Math.max(0, Math.floor(spread * 20)),
  })
}

/** The lines of a letter are 170 mm long, centred on the page. */
const wide = { left: -mm(8), right: -mm(6) }

export function letterHead({ issuer }: LaidPaper): Header {
  return new Header({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        indent: wide,
        border: { bottom: { style: BorderStyle.THICK_THIN_SMALL_GAP, size: 24, color: red, space: 8 } },
        children: [redName(issuer, 36)],
      }),
    ],
  })
}

export function letterFoot(): Footer {
  return new Footer({
    children: [
      new Paragraph({
        indent: wide,
        spacing: { line: 20, lineRule: LineRuleType.EXACT },
        border: { top: { style: BorderStyle.THIN_THICK_SMALL_GAP, size: 24, color: red, space: 0 } },
        children: [],
      }),
    ],
  })
}

export function reportHead({ issuer }: LaidPaper): Paragraph[] {
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: 850, after: 560 },
      children: [redName(issuer, 44)],
    }),
  ]
}

/** — 1 —, at the outer side of the page. GB/T 9704-2012 7.5 */
export function pageNumber(side: typeof AlignmentType.LEFT | typeof AlignmentType.RIGHT): Footer {
  return new Footer({
    children: [
      new Paragraph({
        alignment: side,
        indent: { left: 280, right: 280 },
        children: [new TextRun({ font: face('song'), size: 28, children: ['— ', PageNumber.CURRENT, ' —'] })],
      }),
    ],
  })
}
