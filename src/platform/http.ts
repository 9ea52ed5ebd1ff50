import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { Ctx } from './context.ts'

/** A wing as a module sees it: routes registered here hang under the wing's address, guard and frame. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

/** Registers a module's addresses of one wing. */
export type Routes = (app: App) => void

/** Who may use a route: everyone, anyone signed in, anyone who works here, or who holds the named permission. */
export type May = 'everyone' | 'signedIn' | 'staff' | `${string}.${string}`

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may use the route; a route that does not say is refused at start. */
    may?: May
    /** Whether the page may be kept in the page cache: public, the same for everyone. */
    cached?: boolean
  }
  interface FastifyRequest {
    ctx: Ctx
  }
}
