import { APIError } from 'better-auth/api'
import type { Problem } from '../../core/errors.ts'
import { checkPhone, plainPhone } from '../../core/identifiers.ts'
import type { Ctx } from '../../platform/context.ts'
import { accountDisabled, addressHeader } from './auth.ts'
import type { Identity } from './identity.ts'
import { messages } from './labels.ts'
import { passwordProblem } from './rules.ts'
import { type Account, deleteSessions, findAccountByName, getAccount, savePassword } from './store.ts'
import { addressKey, beganNow, countTries, forgive, type Throttled, takeBack } from './throttle.ts'

/** The browser that signs in, as far as it matters here. */
export type Browser = { cookie?: string | undefined; userAgent?: string | undefined; address: string }

export type SignInResult =
  | { is: 'signedIn'; account: Account; cookies: string[] }
  /** The password was right; a code from the app is still missing. */
  | { is: 'secondFactor'; cookies: string[] }
  | { is: 'refused'; problems: Problem[]; status: 422 | 429 }

export function headersOf(browser: Browser): Headers {
  const headers = new Headers({ [addressHeader]: browser.address })
  if (browser.cookie) headers.set('cookie', browser.cookie)
  if (browser.userAgent) headers.set('user-agent', browser.userAgent)
  return headers
}

/** Awaits an answer of better-auth: what it said and the cookies it set, or the code of its refusal. */
export async function ask<T>(
  call: Promise<{ headers: Headers; response: T }>,
): Promise<{ answer: T; cookies: string[] } | { error: string }> {
  try {
    const { headers, response } = await call
    return { answer: response, cookies: headers.getSetCookie() }
  } catch (error) {
    if (error instanceof APIError && error.statusCode < 500) return { error: String(error.body?.code ?? error.status) }
    throw error
  }
}

/** Signs in with a user name or mobile number and a password. Tries are counted by account and by address. */
export async function signIn(
  { auth, forget }: Identity,
  ctx: Ctx,
  browser: Browser,
  form: { name: string; password: string },
): Promise<SignInResult> {
  const isPhone = checkPhone(form.name) === undefined
  const name = isPhone ? plainPhone(form.name) : form.name.trim().toLowerCase()
  const address = addressKey(browser.address)
  const pair: Throttled = { kind: 'signInPair', key: `${name} ${address}` }
  const fromAddress: Throttled = { kind: 'signInAddress', key: address }
  const toAccount: Throttled = { kind: 'signInAccount', key: name }
  const until = await countTries(ctx.db, ctx.now, [pair, fromAddress, toAccount])
  if (until) return lockedOut(ctx, name, until)

  const options = { headers: headersOf(browser), returnHeaders: true } as const
  const result = isPhone
    ? await ask(auth.api.signInPhoneNumber({ ...options, body: { phoneNumber: name, password: form.password } }))
    : await ask(auth.api.signInUsername({ ...options, body: { username: name, password: form.password } }))
  if ('error' in result)
    return refused('password', result.error === accountDisabled ? messages.disabled : messages.wrongPassword)
  await forgive(ctx.db, [pair, toAccount])
  await takeBack(ctx.db, fromAddress)
  forget()
  if (asksSecondFactor(result.answer)) return { is: 'secondFactor', cookies: result.cookies }
  return signedIn(ctx, name, result.cookies)
}

function asksSecondFactor(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'twoFactorRedirect' in answer
}

/** Takes the second step: six digits from the app, or one of the backup codes. */
export async function secondStep(
  { auth, forget }: Identity,
  ctx: Ctx,
  browser: Browser,
  code: string,
): Promise<SignInResult> {
  const until = await countTries(ctx.db, ctx.now, [{ kind: 'secondFactor', key: addressKey(browser.address) }])
  if (until) return refused('code', messages.tooMany(until), 429)
  const plain = code.replace(/\s/g, '')
  const options = { headers: headersOf(browser), returnHeaders: true } as const
  const result = /^\d{6}$/.test(plain)
    ? await ask(auth.api.verifyTOTP({ ...options, body: { code: plain } }))
    : await ask(auth.api.verifyBackupCode({ ...options, body: { code: plain } }))
  if ('error' in result) {
    if (result.error === 'ACCOUNT_TEMPORARILY_LOCKED')
      return refused('code', messages.tooMany(new Date(ctx.now.getTime() + 15 * 60_000)), 429)
    return refused('code', /INVALID_(BACKUP_)?CODE/.test(result.error) ? messages.wrongCode : messages.challengeOver)
  }
  await forgive(ctx.db, [{ kind: 'secondFactor', key: addressKey(browser.address) }])
  forget()
  return signedInAs(ctx, await getAccount(ctx.db, result.answer.user.id), result.cookies)
}

/** Sends a code to a mobile number, whether it is registered or not: the answer tells a stranger nothing. */
export async function sendCode({ auth }: Identity, ctx: Ctx, browser: Browser, phone: string): Promise<Problem[]> {
  const wrong = checkPhone(phone)
  if (wrong) return [{ field: 'phone', message: wrong }]
  const phoneNumber = plainPhone(phone)
  const tries: Throttled[] = [
    { kind: 'codePhone', key: phoneNumber },
    { kind: 'codeAddress', key: addressKey(browser.address) },
  ]
  const until = await countTries(ctx.db, ctx.now, tries)
  if (until) return [{ field: 'phone', message: messages.tooMany(until) }]
  await auth.api.sendPhoneNumberOTP({ body: { phoneNumber } })
  return []
}

/** Uses up a code sent to a mobile number. Gives what is wrong; nothing when the code was right. */
export async function useCode({ auth }: Identity, ctx: Ctx, phone: string, code: string): Promise<Problem[]> {
  const phoneNumber = plainPhone(phone)
  const until = await countTries(ctx.db, ctx.now, [{ kind: 'codeTry', key: phoneNumber }])
  if (until) return [{ field: 'code', message: messages.tooMany(until) }]
  const body = { phoneNumber, code: code.replace(/\s/g, '') }
  const result = await ask(auth.api.consumePhoneNumberOTP({ body, returnHeaders: true }))
  if ('error' in result) return [{ field: 'code', message: messages.wrongCode }]
  await forgive(ctx.db, [{ kind: 'codeTry', key: phoneNumber }])
  return []
}

/**
 * Signs in a citizen or an organisation with a code sent to the mobile number.
 * @param form.password - a new password, for whoever has forgotten theirs; other sessions then end
 */
export async function signInWithCode(
  identity: Identity,
  ctx: Ctx,
  browser: Browser,
  form: { phone: string; code: string; password?: string },
): Promise<SignInResult> {
  const unfit = form.password ? passwordProblem(form.password, [form.phone]) : undefined
  if (unfit) return refused('password', unfit)
  const problems = await useCode(identity, ctx, form.phone, form.code)
  if (problems.length > 0) return { is: 'refused', problems, status: 422 }
  const account = await findAccountByName(ctx.db, plainPhone(form.phone))
  if (!account) return refused('phone', messages.notRegistered)
  // A telephone alone is one factor: it does not stand in for a password and a second factor.
  if (account.kind === 'staff' || account.twoFactorEnabled) return refused('phone', messages.useOwnPage)
  if (form.password) await replacePassword(identity, ctx, account, form.password)
  return begin(identity, ctx, browser, account)
}

async function replacePassword({ auth }: Identity, ctx: Ctx, account: Account, password: string): Promise<void> {
  const hashed = await (await auth.$context).password.hash(password)
  await ctx.db.transaction().execute(async (tx) => {
    await savePassword(tx, account.id, hashed)
    await deleteSessions(tx, account.id)
    const act = { act: 'identity.passwordChanged', subject: `account:${account.id}`, data: { by: 'phone code' } }
    await ctx.acts.writeMany(tx, [{ ...act, actor: account.name, accountId: account.id }])
  })
}

/** Begins a session for an account that this module has made sure of. */
export async function begin(
  { auth, forget }: Identity,
  ctx: Ctx,
  browser: Browser,
  account: Account,
): Promise<SignInResult> {
  const headers = headersOf(browser)
  const result = await ask(auth.api.startSession({ body: { accountId: account.id }, headers, returnHeaders: true }))
  if ('error' in result) return refused('phone', messages.disabled)
  forget()
  return signedInAs(ctx, account, result.cookies)
}

/** Ends the session of this browser and gives the cookies that make it forget. */
export async function signOut({ auth, forget }: Identity, ctx: Ctx, browser: Browser): Promise<string[]> {
  const result = await ask(auth.api.signOut({ headers: headersOf(browser), returnHeaders: true }))
  forget()
  const { accountId } = ctx.actor
  if (accountId) await ctx.acts.write(ctx.db, { act: 'identity.signedOut', subject: `account:${accountId}` })
  return 'error' in result ? [] : result.cookies
}

async function signedIn(ctx: Ctx, name: string, cookies: string[]): Promise<SignInResult> {
  const account = await findAccountByName(ctx.db, name)
  return account ? signedInAs(ctx, account, cookies) : refused('password', messages.wrongPassword)
}

async function signedInAs(ctx: Ctx, account: Account, cookies: string[]): Promise<SignInResult> {
  await ctx.acts.writeMany(ctx.db, [
    {
      act: 'identity.signedIn',
      subject: `account:${account.id}`,
      actor: account.name,
      accountId: account.id,
      unitCode: account.unitCode,
    },
  ])
  return { is: 'signedIn', account, cookies }
}

/** Notes a lock-out when it begins, and only of an account that exists: else anyone could fill the acts. */
async function lockedOut(ctx: Ctx, name: string, until: Date): Promise<SignInResult> {
  const account = beganNow(until, ctx.now) ? await findAccountByName(ctx.db, name) : undefined
  if (account) {
    const act = { act: 'identity.lockedOut', subject: `account:${account.id}`, unitCode: account.unitCode }
    await ctx.acts.write(ctx.db, { ...act, data: { until: until.toISOString() } })
  }
  return refused('password', messages.tooMany(until), 429)
}

function refused(field: string, message: string, status: 422 | 429 = 422): SignInResult {
  return { is: 'refused', problems: [{ field, message }], status }
}
