import { Type } from 'typebox'
import type { Routes } from '../../../platform/http.ts'
import { sendPublicFile } from '../../../platform/send-file.ts'
import { publicAttachment } from '../publish.service.ts'
import { idIn } from './addresses.ts'

const ByIdAndName = Type.Object({ id: Type.String({ maxLength: 40 }), name: Type.String({ maxLength: 200 }) })

/** Files of published documents. Whether one may be read is asked at every request. */
export const attachmentRoutes: Routes = (app) => {
  app.get(
    '/attachments/:id/:name',
    { schema: { params: ByIdAndName }, config: { may: 'everyone' }, compress: false },
    async (req, reply) =>
      sendPublicFile(req, reply, await publicAttachment(req.ctx.replica, idIn(req.params.id, '附件'))),
  )
}
