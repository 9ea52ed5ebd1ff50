import { Invalid } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import type { Identity } from './identity.ts'
import { messages } from './labels.ts'
import { hash } from './register.ts'
import { passwordProblem } from './rules.ts'
import type { ChangePasswordForm } from './schema.ts'
import { ask, type Browser, headersOf } from './sign-in.ts'
import * as store from './store.ts'
import { countTries, forgive } from './throttle.ts'

/** Id of the account that acts. The guard lets no visitor come here. */
export function ownId(ctx: Ctx): string {
  if (!ctx.actor.accountId) throw new Error('a visitor has no account')
  return ctx.actor.accountId
}

/**
 * Changes the password, or sets the first one, and ends every other session.
 * Throws Invalid when the present one is wrong or the new one is not fit.
 */
export async function changePassword(
  identity: Identity,
  ctx: Ctx,
  sessionId: string,
  form: ChangePasswordForm,
): Promise<void> {
  const id = ownId(ctx)
  const account = await store.getAccount(ctx.db, id)
  const unfit = passwordProblem(form.next, [account.username, account.phoneNumber])
  if (unfit) throw new Invalid([{ field: 'next', message: unfit }])
  if (form.next !== form.again) throw new Invalid([{ field: 'again', message: '两次填写的新密码不一样，请重新填写' }])
  if (form.next === form.current) throw new Invalid([{ field: 'next', message: '新密码与现在的密码相同，请换一个' }])
  await confirmPassword(identity, ctx, 'current', form.current)
  const passwordHash = await hash(identity, form.next)
  await ctx.db.transaction().execute(async (tx) => {
    await store.savePassword(tx, id, passwordHash)
    await store.updateAccount(tx, id, { mustChangePassword: false })
    await store.deleteSessions(tx, id, { but: sessionId })
    await write(tx, ctx, 'identity.passwordChanged')
  })
  identity.forget()
}

/** Throws Invalid for the field unless the password is right, or the account has none. Tries are counted. */
async function confirmPassword(
  { auth }: Identity,
  ctx: Ctx,
  field: string,
  password: string | undefined,
): Promise<void> {
  const id = ownId(ctx)
  const present = await store.findPassword(ctx.db, id)
  if (present === undefined) return
  const until = await countTries(ctx.db, ctx.now, [{ kind: 'password', key: id }])
  if (until) throw new Invalid([{ field, message: messages.tooMany(until) }])
  const { password: hasher } = await auth.$context
  if (!(await hasher.verify({ hash: present, password: password ?? '' })))
    throw new Invalid([{ field, message: messages.wrongCurrent }])
  await forgive(ctx.db, [{ kind: 'password', key: id }])
}

export type NewSecondFactor = {
  /** otpauth:// address that the app reads from a QR code. */
  uri: string
  /** The secret, for typing it in by hand. */
  secret: string
  /** Each works once, when the telephone is not at hand. */
  backupCodes: string[]
}

/** Begins setting up an authenticator app; it counts only once a code from it was entered. */
export async function startSecondFactor(
  identity: Identity,
  ctx: Ctx,
  browser: Browser,
  password: string | undefined,
): Promise<NewSecondFactor> {
  await confirmPassword(identity, ctx, 'password', password)
  const result = await ask(
    identity.auth.api.enableTwoFactor({
      body: { password: password || undefined },
      headers: headersOf(browser),
      returnHeaders: true,
    }),
  )
  if ('error' in result || result.answer.method !== 'totp')
    throw new Invalid([{ field: 'password', message: '第二重验证已经启用；要换手机请先关闭再启用' }])
  const { totpURI, backupCodes } = result.answer
  return {
    uri: totpURI,
    secret: new URL(totpURI).searchParams.get('secret') ?? '',
    backupCodes,
  }
}

/** Switches the second factor on with a first code from the app. Other sessions end; gives the new session's cookies. */
export async function confirmSecondFactor(
  identity: Identity,
  ctx: Ctx,
  browser: Browser,
  code: string,
): Promise<string[]> {
  const id = ownId(ctx)
  const until = await countTries(ctx.db, ctx.now, [{ kind: 'secondFactor', key: id }])
  if (until) throw new Invalid([{ field: 'code', message: messages.tooMany(until) }])
  const result = await ask(
    identity.auth.api.verifyTOTP({
      body: { code: code.replace(/\s/g, '') },
      headers: headersOf(browser),
      returnHeaders: true,
    }),
  )
  if ('error' in result) throw new Invalid([{ field: 'code', message: '验证码不对，请输入应用里现在显示的六位数字' }])
  await forgive(ctx.db, [{ kind: 'secondFactor', key: id }])
  const newest = (await store.listSessions(ctx.db, id, ctx.now))[0]
  await ctx.db.transaction().execute(async (tx) => {
    await store.deleteSessions(tx, id, newest ? { but: newest.id } : {})
    await write(tx, ctx, 'identity.secondFactorOn')
  })
  identity.forget()
  return result.cookies
}

/** Switches the second factor off. Gives the new session's cookies. */
export async function stopSecondFactor(
  identity: Identity,
  ctx: Ctx,
  browser: Browser,
  password: string | undefined,
): Promise<string[]> {
  await confirmPassword(identity, ctx, 'password', password)
  const result = await ask(
    identity.auth.api.disableTwoFactor({
      body: { password: password || undefined },
      headers: headersOf(browser),
      returnHeaders: true,
    }),
  )
  if ('error' in result) throw new Invalid([{ field: 'password', message: messages.wrongCurrent }])
  await write(ctx.db, ctx, 'identity.secondFactorOff')
  identity.forget()
  return result.cookies
}

/** Ends one of one's own sessions, or all but the present one. */
export async function endSessions(
  identity: Identity,
  ctx: Ctx,
  which: { only: string } | { but: string },
): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const ended = await store.deleteSessions(tx, ownId(ctx), which)
    if (ended > 0) await write(tx, ctx, 'identity.sessionsEnded', { ended })
  })
  identity.forget()
}

function write(tx: Db, ctx: Ctx, act: string, data: Record<string, unknown> = {}): Promise<void> {
  return ctx.acts.write(tx, { act, subject: `account:${ownId(ctx)}`, unitCode: ctx.actor.unitCode ?? null, data })
}
