import type { App } from '../platform/http.ts'

/** Every form of a wing must carry the token its page was given, so that no other site can send it in someone's name. */
export function requireToken(app: App): void {
  app.addHook('preHandler', (req, reply, done) => {
    if (req.method === 'GET' || req.method === 'HEAD') return done()
    app.csrfProtection(req, reply, done)
  })
}
