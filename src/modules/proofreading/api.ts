import { Type } from 'typebox'
import { Invalid } from '../../core/errors.ts'
import type { Routes } from '../../platform/http.ts'
import { mostBytes, proofreadFile } from './check.ts'
import { Findings, Holdings } from './schema.ts'

const base64 = Math.ceil(mostBytes / 3) * 4
const File = Type.String({ maxLength: base64, description: 'the file in base64, at most 20 MB' })

/** @throws Invalid when the text is no base64: what is left out while reading it would be proofread as something else */
function bytesOf(field: string, text: string): Buffer {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.toString('base64') !== text) throw new Invalid([{ field, message: '请把文件按 base64 编码后放在这里' }])
  return bytes
}

/** Proofreading for machines, such as the editor of another system. */
export const apiRoutes: Routes = (app) => {
  app.post(
    '/proofreading',
    {
      bodyLimit: 2 * base64 + 1024,
      schema: {
        summary: 'Proofread a report on open government （勾稽校核）',
        description:
          'Reads .txt, .docx, .html, .xlsx and .pdf by what they are, whatever they are called. Nothing is kept.',
        body: Type.Object({
          content: File,
          before: Type.Optional(
            Type.String({ maxLength: base64, description: 'the report of the year before, for what was carried over' }),
          ),
        }),
        response: {
          200: Type.Object({
            year: Type.Optional(Type.Integer({ description: 'year that the report is about' })),
            claims: Type.Integer({ description: 'numbers that were read' }),
            forms: Type.Array(Type.String({ description: 'templates that were recognised: 2014, 2019, 2021' })),
            cut: Type.Boolean({ description: 'whether the file is longer than is looked at' }),
            findings: Findings,
            holding: Holdings,
          }),
        },
      },
      config: { may: 'everyone', rateLimit: { max: 20, timeWindow: 60_000 } },
    },
    async (req) => {
      const { content, before } = req.body
      const read = await proofreadFile(
        bytesOf('content', content),
        before === undefined ? undefined : bytesOf('before', before),
      )
      if ('unread' in read)
        throw new Invalid([{ field: read.which === 'file' ? 'content' : 'before', message: read.unread }])
      const { lines: _, ...told } = read
      return told
    },
  )
}
