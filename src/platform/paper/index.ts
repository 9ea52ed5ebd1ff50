import type { Paper } from './paper.ts'

export { barsSvg } from './bars.ts'
export { allotNumber } from './numbers.ts'
export type * from './paper.ts'
export { renderPdf } from './pdf.ts'

/** The paper as .docx, to be opened, corrected and stamped in Word or WPS. */
export async function renderDocx(paper: Paper): Promise<Buffer> {
  // Loaded when first needed: it would cost every start a good part of a second.
  const { docxOf } = await import('./docx.ts')
  return docxOf(paper)
}

/** The paper in the order in which it is read, for a page that shows it. */
export { type LaidPaper, layOut } from './lay-out.ts'
