import type { FastifyReply } from 'fastify'
import { fileOf, mediaTypes } from '../statistics/index.ts'
import { writeReport } from './cli.ts'
import type { PrintedReport } from './draft.ts'

const types = { docx: mediaTypes.docx, pdf: 'application/pdf', xlsx: mediaTypes.xlsx } as const

/** Sends a report as a file; .xlsx is the statistical form that belongs to it. */
export async function sendReport(
  reply: FastifyReply,
  printed: PrintedReport,
  format: keyof typeof types,
): Promise<FastifyReply> {
  const { name, bytes } =
    format === 'xlsx'
      ? await fileOf(printed.form, 'xlsx', printed.signatures)
      : { name: `${printed.title}.${format}`, bytes: await writeReport(printed, format) }
  return reply
    .type(types[format])
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .send(bytes)
}
