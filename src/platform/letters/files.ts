import type { Ctx } from '../context.ts'
import { type Paper, renderDocx, renderPdf } from '../paper/index.ts'

/** Makes both files of a paper and keeps them; the same paper gives the same wording whenever it is made. */
export async function keepPaper({ db, files, settings }: Ctx, paper: Paper) {
  const most = { maxBytes: settings.limits.uploadBytes }
  const docx = await files.save(db, await renderDocx(paper), most)
  const pdf = await files.save(db, await renderPdf(paper), most)
  return { docxSha256: docx.sha256, pdfSha256: pdf.sha256 }
}
