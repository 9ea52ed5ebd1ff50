import QRCode from 'qrcode'
import { startOf } from '../../core/day.ts'
import { layOut } from './lay-out.ts'
import type { Paper } from './paper.ts'
import { order } from './thread.ts'

/**
 * The paper as tagged PDF (PDF/UA-1 where its signs allow it), fonts embedded. The same paper gives the same bytes.
 * Throws when it cannot be set; the next paper gets a new thread.
 */
export async function renderPdf(paper: Paper): Promise<Buffer> {
  const laid = layOut(paper)
  const parts = await Promise.all(
    laid.parts.map(async (part) =>
      part.type === 'query'
        ? { ...part, picture: await QRCode.toString(part.url, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' }) }
        : part,
    ),
  )
  const createdAt = paper.signature ? startOf(paper.signature.day).getTime() / 1000 : 0
  return order({ paper: JSON.stringify({ ...laid, parts }), createdAt })
}
