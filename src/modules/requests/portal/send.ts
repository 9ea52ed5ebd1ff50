import type { FastifyReply } from 'fastify'
import type { Ctx } from '../../../platform/context.ts'

/** Sends a file to be saved, for this person only. Shown by nobody's browser, so nothing in it can run as this site. */
export async function sendPrivate(
  ctx: Ctx,
  reply: FastifyReply,
  file: { name: string; sha256: string; mediaType: string },
) {
  return reply
    .headers({
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
    })
    .type(file.mediaType)
    .send(await ctx.files.open(file.sha256))
}
