import { randomUUID } from 'node:crypto'
import { type BetterAuthPlugin, betterAuth } from 'better-auth'
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { genericOAuth, phoneNumber, twoFactor, username } from 'better-auth/plugins'
import type { Db } from '../../platform/database.ts'
import type { Jobs } from '../../platform/jobs.ts'
import { queueMessage } from '../../platform/mail.ts'
import { longestPassword } from './schema.ts'
import { isDisabled } from './store.ts'

/** An outside identity provider, such as the province's single sign-on. */
export type OidcProvider = {
  /** Name in addresses, such as `hunan`; its callback is /api/auth/callback/<id> on the portal. */
  id: string
  /** Shown on the button. */
  label: string
  discoveryUrl: string
  clientId: string
  clientSecret: string
}

export type AuthOptions = {
  db: Db
  jobs: Jobs
  /** Of the installation; at least 32 characters. */
  secret: string
  /** Where browsers reach the site, such as https://www.example.gov.cn. */
  origin: string
  /** Shown in authenticator apps and text messages. */
  siteName: string
  oidc?: OidcProvider | undefined
  /** Takes what better-auth has to complain of. */
  log?: (message: string) => void
  /** Told when someone has come in through the outside provider, whose way back does not pass our own pages. */
  onOutsideSignIn?: (accountId: string) => Promise<void>
}

/** A working day: whoever signs in in the morning signs in again the next. */
export const sessionHours = 12
const codeMinutes = 5

/** Error code for an account that has been disabled. */
export const accountDisabled = 'ACCOUNT_DISABLED'

/** better-auth over our tables. Its own HTTP addresses stay shut, but for the provider's callback: pages call `auth.api`. */
export function makeAuth({ db, jobs, secret, origin, siteName, oidc, log, onOutsideSignIn }: AuthOptions) {
  return betterAuth({
    appName: siteName,
    secret,
    baseURL: origin,
    basePath: '/api/auth',
    telemetry: { enabled: false },
    logger: { level: 'error', disableColors: true, log: (level, message) => log?.(`better-auth ${level}: ${message}`) },
    // Tries are counted in PostgreSQL by throttle.ts, for better-auth counts only requests to its own addresses.
    rateLimit: { enabled: false },
    database: { db, type: 'postgres', transaction: true },
    advanced: {
      cookiePrefix: 'mingtang',
      useSecureCookies: origin.startsWith('https:'),
      database: { generateId: () => randomUUID() },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    user: { modelName: 'accounts' },
    session: {
      modelName: 'sessions',
      fields: { userId: 'accountId' },
      expiresIn: sessionHours * 3600,
      disableSessionRefresh: true,
      // Pages that change something ask for the password themselves.
      freshAge: 0,
    },
    account: {
      modelName: 'credentials',
      fields: { userId: 'holderId', accountId: 'providerAccountId' },
      // Only the owner joins an outside identity to an account, from 我的账号; a like mail address proves nothing.
      accountLinking: {
        enabled: true,
        disableImplicitLinking: true,
        allowDifferentEmails: true,
        trustedProviders: oidc ? [oidc.id] : [],
      },
    },
    verification: { modelName: 'verifications' },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 1, maxPasswordLength: longestPassword },
    databaseHooks: {
      session: {
        create: {
          async before(session) {
            if (await isDisabled(db, session.userId)) throw new APIError('FORBIDDEN', { code: accountDisabled })
          },
          async after(session, context) {
            if (context?.path.startsWith('/callback/')) await onOutsideSignIn?.(session.userId)
          },
        },
      },
    },
    plugins: [
      username({ minUsernameLength: 2, maxUsernameLength: 30 }),
      phoneNumber({
        expiresIn: codeMinutes * 60,
        allowedAttempts: 5,
        async sendOTP({ phoneNumber: recipient, code }) {
          const body = `【${siteName}】验证码 ${code}，${codeMinutes} 分钟内有效。工作人员不会向您索要验证码。`
          await db.transaction().execute((tx) => queueMessage(tx, jobs, { channel: 'sms', recipient, body }))
        },
      }),
      twoFactor({
        issuer: siteName,
        allowPasswordless: true,
        schema: { twoFactor: { modelName: 'secondFactors', fields: { userId: 'accountId' } } },
      }),
      startSession,
      ...(oidc ? [oidcClient(oidc)] : []),
    ],
  })
}

export type Auth = ReturnType<typeof makeAuth>

/** Carries the browser's address to better-auth; set by our own code only. */
export const addressHeader = 'x-mingtang-address'

type AccountIdBody = { accountId: string }
/** A Standard Schema, the shape in which better-auth takes body types; only our own code ever fills it. */
const accountIdBody = {
  '~standard': {
    version: 1 as const,
    vendor: 'mingtang',
    validate: (value: unknown) => ({ value: value as AccountIdBody }),
    types: undefined as { input: AccountIdBody; output: AccountIdBody } | undefined,
  },
}

/** Signs in whoever our own pages have made sure of: after a phone code, or a registration. Has no HTTP address. */
const startSession = {
  id: 'start-session',
  endpoints: {
    startSession: createAuthEndpoint.serverOnly({ method: 'POST', body: accountIdBody }, async (ctx) => {
      const user = await ctx.context.internalAdapter.findUserById(ctx.body.accountId)
      if (!user) throw new APIError('NOT_FOUND')
      const session = await ctx.context.internalAdapter.createSession(user.id)
      await setSessionCookie(ctx, { session, user })
      return { accountId: user.id }
    }),
  },
} satisfies BetterAuthPlugin

/** Accounts must exist before: a provider vouches for who someone is, roles are still given here. */
function oidcClient(provider: OidcProvider) {
  return genericOAuth({
    config: [
      {
        providerId: provider.id,
        discoveryUrl: provider.discoveryUrl,
        clientId: provider.clientId,
        clientSecret: provider.clientSecret,
        scopes: ['openid', 'profile', 'email'],
        pkce: true,
        disableSignUp: true,
      },
    ],
  })
}
