import type { FastifyReply } from 'fastify'
import type { Ctx } from '../../../platform/context.ts'

/** Sends a file to be saved. Shown by nobody's browser, so nothing in it can run as this site. */
export async function sendKept(
  ctx: Ctx,
  reply: FastifyReply,
  file: { name: string; sha256: string; mediaType: string },
) {
  reply
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .type(file.mediaType)
  return reply.send(await ctx.files.open(file.sha256))
}
