import swagger from '@fastify/swagger'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '../core/errors.ts'
import type { App } from '../platform/http.ts'
import { answerApi } from './answers.ts'
import type { Parts } from './frame.ts'
import { guard } from './guard.ts'

/** /api/v1: what machines read. Every route describes itself; the description stands at /api/v1/openapi.json. */
export function apiWing({ modules, world }: Parts) {
  return async (app: App) => {
    await app.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: {
          title: `${world.settings.site.name} API`,
          version: '1',
          description: '公开信息的机器接口。列表按游标翻页：把上一次回答里的 next 作为 after 传回。',
        },
        servers: [{ url: '/' }],
      },
    })
    app.addHook('onRequest', guard(undefined))
    app.setErrorHandler(answerApi)
    app.setNotFoundHandler((req: FastifyRequest, reply: FastifyReply) =>
      answerApi(new NotFound('这个接口'), req, reply),
    )
    for (const module of modules) module.api?.(app)
    app.get('/openapi.json', { schema: { hide: true }, config: { may: 'everyone' } }, async () => app.swagger())
  }
}
