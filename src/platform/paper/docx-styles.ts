import { AlignmentType, type IParagraphStyleOptions, type IStylesOptions, LineRuleType } from 'docx'
import type { LineStyle } from './lay-out.ts'

export const red = 'E60012'

/** Twentieths of a point, the measure of .docx, for millimetres. */
export const mm = (n: number): number => Math.round((n * 1440) / 25.4)

/** Width of the text, 版心. GB/T 9704-2012 5.2.1 */
export const textWidth = mm(156)

/** Faces as they are called where official papers are written; Word takes a near one where it has none of that name. */
const faces = {
  fang: '仿宋_GB2312',
  kai: '楷体_GB2312',
  hei: '黑体',
  song: '宋体',
  biaosong: '方正小标宋简体',
} as const

export const face = (name: keyof typeof faces) => ({
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  cs: 'Times New Roman',
  eastAsia: faces[name],
})

const exactly = (points: number, more: { before?: number; after?: number } = {}) => ({
  line: points * 20,
  lineRule: LineRuleType.EXACT,
  before: 0,
  after: 0,
  ...more,
})

/** One character of body text, 三号. */
export const character = 320
const twoCharacters = 2 * character

type Look = Pick<IParagraphStyleOptions, 'name' | 'run' | 'paragraph'>

const body: Look = {
  name: '正文',
  run: {},
  paragraph: { spacing: exactly(28), indent: { firstLine: twoCharacters }, alignment: AlignmentType.BOTH },
}
const heading = (name: string, font: keyof typeof faces, bold = false): Look => ({
  name,
  run: { font: face(font), size: 32, bold, color: '000000' },
  paragraph: { spacing: exactly(28), indent: { firstLine: twoCharacters }, keepNext: true },
})

/** Each line of a paper has one named style; the headings are Word's own, so that its outline shows them. */
const looks: Record<LineStyle, Look & { id: string }> = {
  documentNumber: { id: 'DocumentNumber', name: '发文字号', paragraph: { spacing: exactly(28) } },
  title: {
    id: 'Title',
    name: 'Title',
    run: { font: face('biaosong'), size: 44 },
    paragraph: { spacing: exactly(35, { before: 480, after: 400 }), alignment: AlignmentType.CENTER, outlineLevel: 0 },
  },
  addressee: { id: 'Addressee', name: '主送机关', paragraph: { spacing: exactly(28) } },
  body: { id: 'PaperBody', ...body, name: '公文正文' },
  heading1: { id: 'Heading1', ...heading('heading 1', 'hei') },
  heading2: { id: 'Heading2', ...heading('heading 2', 'kai') },
  heading3: { id: 'Heading3', ...heading('heading 3', 'fang', true) },
  note: {
    id: 'PaperNote',
    name: '注',
    run: { size: 24 },
    paragraph: { spacing: exactly(20, { before: 40, after: 40 }), indent: { firstLine: 480 } },
  },
  caption: {
    id: 'Caption',
    name: 'caption',
    run: { font: face('kai'), size: 28, bold: true, italics: false, color: '000000' },
    paragraph: { spacing: exactly(28, { before: 200 }), keepNext: true },
  },
  attachment: {
    id: 'Attachment',
    name: '附件说明',
    paragraph: { spacing: exactly(28), indent: { left: twoCharacters } },
  },
  signer: {
    id: 'Signer',
    name: '发文机关署名',
    paragraph: { spacing: exactly(28, { before: 1120 }), alignment: AlignmentType.RIGHT, keepNext: true },
  },
  day: { id: 'SigningDay', name: '成文日期', paragraph: { spacing: exactly(28), alignment: AlignmentType.RIGHT } },
  seal: {
    id: 'SealLine',
    name: '印章说明',
    run: { size: 24 },
    paragraph: { spacing: exactly(20), alignment: AlignmentType.RIGHT },
  },
  remark: {
    id: 'Remark',
    name: '附注',
    paragraph: { spacing: exactly(28, { before: 240 }), indent: { firstLine: twoCharacters } },
  },
  annexMark: { id: 'AnnexMark', name: '附件标识', run: { font: face('hei') }, paragraph: { spacing: exactly(28) } },
  annexTitle: {
    id: 'AnnexTitle',
    name: '附件标题',
    run: { font: face('biaosong'), size: 36 },
    paragraph: { spacing: exactly(30, { before: 280, after: 200 }), alignment: AlignmentType.CENTER, outlineLevel: 0 },
  },
  copyTo: {
    id: 'CopyTo',
    name: '抄送机关',
    run: { size: 28 },
    paragraph: { spacing: exactly(28, { before: 560 }), indent: { left: 280, right: 280 } },
  },
}

export const styleOf = (style: LineStyle): string => looks[style].id

/** Text inside tables and beside the QR code. */
export const cellStyle = 'PaperCell'
/** The same in tables of many columns and rows. */
export const smallCellStyle = 'PaperSmallCell'

// What is no Chinese sign breaks as Latin does: as Chinese a number could be cut in two at the end of a line.
const latin = { value: 'en-US', eastAsia: 'zh-CN' }

export const paperStyles: IStylesOptions = {
  default: {
    document: {
      run: { font: face('fang'), size: 32, language: latin },
      paragraph: { spacing: { before: 0, after: 0 } },
    },
  },
  paragraphStyles: [
    ...Object.values(looks).map((look) => ({ ...look, basedOn: 'Normal', quickFormat: true })),
    {
      id: cellStyle,
      name: '表格文字',
      basedOn: 'Normal',
      run: { font: face('song'), size: 24 },
      paragraph: { spacing: exactly(19) },
    },
    {
      id: smallCellStyle,
      name: '表格小字',
      basedOn: 'Normal',
      run: { font: face('song'), size: 20 },
      paragraph: { spacing: exactly(13) },
    },
  ],
}
