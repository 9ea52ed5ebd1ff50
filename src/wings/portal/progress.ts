import { Type } from 'typebox'
import type { App } from '../../platform/http.ts'
import { typedIn } from '../../ui/index.ts'
import { progressPage } from './progress.view.tsx'

const FollowAny = Type.Object({
  number: Type.String({ title: '编号', minLength: 1, maxLength: 50 }),
  code: Type.String({ title: '查询码', maxLength: 40, default: '' }),
})

/** Whose numbers look how, and where they are followed. */
const kinds: readonly { looks: RegExp; follow: string }[] = [
  // A request for information: year and serial.
  { looks: /^\d{4}-\d{4,}$/, follow: '/requests/follow' },
  // A case of a service item: region, day and serial.
  { looks: /^\d{6}-\d{8}-\d{4,}$/, follow: '/cases/follow' },
  // An enquiry: its letters, day and serial.
  { looks: /^ZX\d{8}-\d{4,}$/i, follow: '/consult/follow' },
  // A letter or a call to the hotline: its letter, day and serial.
  { looks: /^G\d{8}-\d{4,}$/i, follow: '/letters/follow' },
  // An appointment: its letters, day and serial.
  { looks: /^YY\d{8}-\d{4,}$/i, follow: '/appointments/follow' },
]

/** 查进度: one place for everything that has a number. */
export function progressRoutes(app: App): void {
  app.get('/progress', { config: { may: 'everyone' } }, async (req, reply) =>
    reply.page(progressPage({ typed: {}, problems: [], signedIn: req.ctx.actor.kind === 'citizen' })),
  )

  app.post(
    '/progress',
    { schema: { body: FollowAny }, attachValidation: true, config: { may: 'everyone' } },
    async (req, reply) => {
      const typed = typedIn(req.body)
      const number = (typed.number ?? '').normalize('NFKC').trim()
      const kind = kinds.find((k) => k.looks.test(number))
      // The form goes on to whoever knows the number, as it is: 307 keeps what was typed.
      if (kind && !req.validationError) return reply.redirect(kind.follow, 307)
      const message =
        number === '' ? '请填写编号' : '编号不对，请对照回执核对：登记号像 2026-0012，办件编号像 123456-20260101-0001'
      const problems = [{ field: 'number', message }]
      return reply.page(progressPage({ typed, problems, signedIn: req.ctx.actor.kind === 'citizen' }))
    },
  )
}
