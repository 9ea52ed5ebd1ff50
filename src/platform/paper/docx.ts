import { AlignmentType, Document, Header, Packer, Paragraph } from 'docx'
import { gridOf, letterFoot, letterHead, lineOf, pageNumber, pictureOf, queryOf, reportHead } from './docx-parts.ts'
import { mm, paperStyles } from './docx-styles.ts'
import { layOut, type Part } from './lay-out.ts'
import type { Paper } from './paper.ts'

/** A large table that stays whole begins a page with its heading: not every program moves it there by itself. */
const fillsPage = (part: Part | undefined): boolean => part?.type === 'grid' && part.whole && part.rows.length > 20

/** The paper as .docx after GB/T 9704-2012, with named styles, real headings and page number fields. */
export async function docxOf(paper: Paper): Promise<Buffer> {
  const laid = layOut(paper)
  const letter = laid.kind === 'letter'
  const parts = await Promise.all(
    laid.parts.map((part, i) => {
      if (part.type === 'line') return lineOf(part, laid.kind, fillsPage(laid.parts[i + 1]))
      if (part.type === 'grid') return gridOf(part)
      return part.type === 'picture' ? pictureOf(part) : queryOf(part)
    }),
  )
  const odd = pageNumber(AlignmentType.RIGHT)
  const document = new Document({
    title: laid.title,
    creator: laid.issuer,
    lastModifiedBy: laid.issuer,
    evenAndOddHeaderAndFooters: true,
    styles: paperStyles,
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: { width: 11906, height: 16838 },
            margin: {
              top: mm(37),
              bottom: mm(35),
              left: mm(28),
              right: mm(26),
              header: mm(letter ? 28 : 15),
              footer: mm(letter ? 20 : 24),
            },
          },
        },
        headers: { first: letter ? letterHead(laid) : new Header({ children: [new Paragraph('')] }) },
        footers: { first: letter ? letterFoot() : odd, default: odd, even: pageNumber(AlignmentType.LEFT) },
        children: [...(letter ? [] : reportHead(laid)), ...parts.flat()],
      },
    ],
  })
  return Packer.toBuffer(document)
}
