import { join, resolve } from 'node:path'
import { type Static, type TNumberOptions, Type } from 'typebox'
import { Value } from 'typebox/value'
import { OperatorError } from './operator-error.ts'
import { root } from './root.ts'

/** A setting's note in the table of the README, and what to say when a value is not of its kind. */
const note = (description: string, expected: string) => ({ description, expected })
const address = (description: string, pattern: string, expected: string) =>
  Type.Optional(Type.String({ pattern, ...note(description, expected) }))

/** Not Type.Integer: a fraction would be cut off silently when the text is converted. */
const whole = (options: TNumberOptions) => Type.Number({ multipleOf: 1, ...options })

/**
 * Every setting the server reads from its environment. The table in the README is written from these descriptions;
 * what belongs to a county (names, telephones, limits, texts) is data in the table `settings`, not here.
 */
export const Variables = Type.Object({
  PORT: whole({
    default: 3000,
    minimum: 0,
    maximum: 65535,
    ...note('Port to listen on; 0 takes a free one', 'a port between 0 and 65535'),
  }),
  HOST: Type.String({
    default: '127.0.0.1',
    minLength: 1,
    ...note(
      'Address to listen on; beyond the loopback address the demonstration accounts must be gone',
      'an address such as 127.0.0.1',
    ),
  }),
  PUBLIC_URL: address(
    'Address under which people reach the portal; used in links, feeds and letters. Default: http://HOST:PORT',
    '^https?://[^\\s/]+$',
    'an address such as https://www.example.gov.cn, without a path',
  ),
  MINGTANG_ROLE: Type.Union([Type.Literal('all'), Type.Literal('web'), Type.Literal('worker')], {
    default: 'all',
    ...note('Work of this node: web answers requests, worker runs jobs, all does both', 'all, web or worker'),
  }),
  MINGTANG_COUNTY: Type.String({
    default: 'jinshi',
    pattern: '^([a-z][a-z0-9-]*|/.+)$',
    ...note(
      'County installed into an empty database: a folder under data/, or the path of one elsewhere',
      'the name of a folder under data/, or an absolute path',
    ),
  }),
  MINGTANG_DATA: Type.String({
    default: 'var',
    minLength: 1,
    ...note('Folder of the data: embedded database, files, secret, log', 'a folder'),
  }),
  MINGTANG_SECRET: Type.Optional(
    Type.String({
      minLength: 32,
      ...note(
        'Secret that signs sessions and tokens; the same on all nodes. Default: made at the first start and kept in MINGTANG_DATA/secret',
        'at least 32 characters',
      ),
    }),
  ),
  DATABASE_URL: address(
    'PostgreSQL 15 or newer to use in place of the embedded one',
    '^postgres(ql)?://',
    'an address such as postgres://user:password@host:5432/mingtang',
  ),
  DATABASE_REPLICA_URL: address(
    "Standby that takes the portal's reads",
    '^postgres(ql)?://',
    'an address such as postgres://user:password@host:5432/mingtang',
  ),
  DATABASE_CONNECTIONS: whole({
    default: 10,
    minimum: 2,
    maximum: 1000,
    ...note('Connections kept to the database by this node', 'a number between 2 and 1000'),
  }),
  TRUST_PROXY: Type.Boolean({
    default: false,
    ...note('Whether a proxy in front names the visitor in X-Forwarded-For', 'true or false'),
  }),
  SMTP_URL: address(
    'Mail server; without it mail stays in the outbox that staff can read',
    '^smtps?://',
    'an address such as smtps://user:password@host',
  ),
  MAIL_FROM: Type.Optional(
    Type.String({ pattern: '@', ...note('Sender of mail', 'an address such as 明堂 <no-reply@example.gov.cn>') }),
  ),
  SMS_URL: address(
    'HTTP address of the SMS gateway; without it messages stay in the outbox',
    '^https?://',
    'an address such as https://sms.example.gov.cn/send',
  ),
  SMS_TOKEN: Type.Optional(Type.String({ minLength: 1, ...note('Bearer token for the SMS gateway', 'a token') })),
  OIDC_DISCOVERY_URL: address(
    'Discovery document of an OpenID Connect provider that people may sign in with; needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET',
    '^https?://',
    'an address such as https://sso.example.gov.cn/.well-known/openid-configuration',
  ),
  OIDC_CLIENT_ID: Type.Optional(Type.String({ minLength: 1, ...note('Client name at that provider', 'a name') })),
  OIDC_CLIENT_SECRET: Type.Optional(
    Type.String({ minLength: 1, ...note('Client secret at that provider', 'a secret') }),
  ),
  OIDC_LABEL: Type.String({
    default: '统一身份认证',
    minLength: 1,
    ...note('Words on the button that leads to that provider', 'a few words'),
  }),
  METRICS_TOKEN: Type.Optional(
    Type.String({
      minLength: 16,
      ...note('Bearer token for /metrics; without it only this machine may read them', 'at least 16 characters'),
    }),
  ),
  REQUESTS_PER_MINUTE: whole({
    default: 600,
    minimum: 10,
    maximum: 10_000_000,
    ...note('Requests one address may make in a minute before it is asked to wait', 'a number of 10 or more'),
  }),
  BUSY_AFTER_MS: whole({
    default: 2000,
    minimum: 0,
    maximum: 60_000,
    ...note(
      'Delay of the event loop, in milliseconds, from which visitors are asked to come back in ten seconds; 0 never',
      'a number between 0 and 60000',
    ),
  }),
  LOG_LEVEL: Type.Union(
    ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'].map((level) => Type.Literal(level)),
    {
      default: 'info',
      ...note(
        'What is logged: trace, debug, info, warn, error, fatal or silent',
        'trace, debug, info, warn, error, fatal or silent',
      ),
    },
  ),
})
type Variables = Static<typeof Variables>

/** What the whole program is configured by, read and checked once at start. */
export type Config = {
  port: number
  host: string
  publicUrl: string | undefined
  role: 'all' | 'web' | 'worker'
  /** Folder under data/ that an empty database is installed from. */
  county: string
  /** Absolute path of the folder of the data. */
  dataFolder: string
  filesFolder: string
  secret: string | undefined
  /** Undefined: the embedded PostgreSQL. */
  databaseUrl: string | undefined
  replicaUrl: string | undefined
  databaseConnections: number
  trustProxy: boolean
  smtpUrl: string | undefined
  mailFrom: string | undefined
  smsUrl: string | undefined
  smsToken: string | undefined
  metricsToken: string | undefined
  /** Outside identity provider; undefined unless all of its settings are given. */
  oidc: { id: string; label: string; discoveryUrl: string; clientId: string; clientSecret: string } | undefined
  requestsPerMinute: number
  busyAfterMs: number
  logLevel: string
  /** Whether only this machine can reach the server. */
  loopback: boolean
}

/**
 * Reads the configuration; flags of the command line win over the environment.
 * @param flags - variables by their names, such as { PORT: '4000' }; undefined ones are passed over
 * @throws OperatorError naming each variable that is wrong and what it should be
 */
export function loadConfig(
  env: NodeJS.ProcessEnv = process.env,
  flags: Record<string, string | undefined> = {},
): Config {
  const v = check({ ...pick(env), ...pick(flags) })
  const dataFolder = resolve(root, v.MINGTANG_DATA)
  return {
    port: v.PORT,
    host: v.HOST,
    publicUrl: v.PUBLIC_URL,
    role: v.MINGTANG_ROLE,
    county: v.MINGTANG_COUNTY,
    dataFolder,
    filesFolder: join(dataFolder, 'files'),
    secret: v.MINGTANG_SECRET,
    databaseUrl: v.DATABASE_URL,
    replicaUrl: v.DATABASE_REPLICA_URL,
    databaseConnections: v.DATABASE_CONNECTIONS,
    trustProxy: v.TRUST_PROXY,
    smtpUrl: v.SMTP_URL,
    mailFrom: v.MAIL_FROM,
    smsUrl: v.SMS_URL,
    smsToken: v.SMS_TOKEN,
    metricsToken: v.METRICS_TOKEN,
    oidc: oidcOf(v),
    requestsPerMinute: v.REQUESTS_PER_MINUTE,
    busyAfterMs: v.BUSY_AFTER_MS,
    logLevel: v.LOG_LEVEL,
    loopback: isLoopback(v.HOST),
  }
}

function oidcOf(v: Variables): Config['oidc'] {
  const { OIDC_DISCOVERY_URL: discoveryUrl, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = v
  if (!discoveryUrl || !clientId || !clientSecret) return undefined
  return { id: 'oidc', label: v.OIDC_LABEL, discoveryUrl, clientId, clientSecret }
}

/** Every variable with its default and note, as the README shows them. */
export function configTable(): { name: string; default: string; description: string }[] {
  return Object.entries(Variables.properties).map(([name, schema]) => {
    const { default: value, description } = schema as unknown as { default?: unknown; description: string }
    return { name, default: value === undefined ? '' : String(value), description }
  })
}

/** Known variables that have a value; an empty one counts as not set. */
function pick(from: Record<string, string | undefined>): Record<string, string> {
  const known = Object.keys(Variables.properties)
  return Object.fromEntries(known.flatMap((name) => (from[name] ? [[name, from[name].trim()]] : [])))
}

function check(given: Record<string, string>): Variables {
  const value = Value.Default(Variables, Value.Convert(Variables, given))
  if (Value.Check(Variables, value)) return value
  const wrong = new Set(Value.Errors(Variables, value).map((error) => error.instancePath.split('/')[1] ?? ''))
  const advice = [...wrong].map((name) => {
    const { expected } = Variables.properties[name as keyof Variables] as unknown as { expected: string }
    // The value itself is not repeated: it may hold a password.
    return `${name} must be ${expected}`
  })
  throw new OperatorError(`${advice.join('; ')}.`, 2)
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host)
}
