import type { Day } from '../../core/day.ts'
import type { Problem, Refusal } from '../../core/errors.ts'
import { checkCreditCode, checkIdNumber, checkPhone } from '../../core/identifiers.ts'
import { type Actor, holds } from '../../platform/actor.ts'
import { refusals } from './labels.ts'

const shortestPassword = 10

/** What is wrong with a password somebody chooses; undefined if it may be used. */
export function passwordProblem(
  password: string,
  names: readonly (string | null | undefined)[] = [],
): string | undefined {
  if (password.length < shortestPassword) return `密码至少 ${shortestPassword} 个字符，可以用几个词连起来`
  if (new Set(password).size < 5) return '密码里重复的字符太多，请换一个不容易猜到的密码'
  const lower = password.toLowerCase()
  if (names.some((name) => name && name.length >= 3 && lower.includes(name.toLowerCase())))
    return '密码里不要包含用户名或手机号'
  if (/^(0?123456789|9876543210|abcdefghij|qwertyuiop)/.test(lower)) return '这个密码太常见，请换一个不容易猜到的密码'
  return undefined
}

/** What is wrong with a user name; undefined if it may be used. It may not look like a mobile number. */
export function usernameProblem(username: string): string | undefined {
  if (!/^[A-Za-z][A-Za-z0-9_.]{1,29}$/.test(username)) return '用户名用 2 至 30 个字母、数字、点或下划线，以字母开头'
  return undefined
}

/** Everything that must be put right before a natural person is registered. */
export function personProblems(
  form: { phone: string; name: string; idNumber: string; password?: string },
  today: Day,
): Problem[] {
  return [
    ...problemOf('phone', checkPhone(form.phone)),
    ...problemOf('name', form.name.trim() === '' ? '请填写身份证上的姓名' : undefined),
    ...problemOf('idNumber', checkIdNumber(form.idNumber, today)),
    ...problemOf('password', form.password ? passwordProblem(form.password, [form.phone]) : undefined),
  ]
}

/** Everything that must be put right before an organisation is registered. */
export function organisationProblems(form: {
  phone: string
  name: string
  creditCode: string
  contactName: string
  password?: string
}): Problem[] {
  return [
    ...problemOf('phone', checkPhone(form.phone)),
    ...problemOf('name', form.name.trim().length < 2 ? '请填写营业执照或登记证书上的全称' : undefined),
    ...problemOf('creditCode', checkCreditCode(form.creditCode)),
    ...problemOf('contactName', form.contactName.trim() === '' ? '请填写经办人姓名' : undefined),
    ...problemOf('password', form.password ? passwordProblem(form.password, [form.phone]) : undefined),
  ]
}

function problemOf(field: string, message: string | undefined): Problem[] {
  return message ? [{ field, message }] : []
}

/** What an account holds and where it stands, as far as rights over it depend on that. */
export type Subject = {
  id: string
  /** Path of the unit it works in; null for citizens and organisations. */
  unitPath: string | null
  /** Paths of the units that its running roles reach. */
  grantPaths: readonly string[]
}

/**
 * Why the actor may not create, disable or reset this account; undefined if it may. Whoever can reset a password can be
 * that account, so nobody may do so to an account that reaches further than the actor's own right to manage accounts.
 */
export function refuseManage(actor: Actor, account: Subject, root: string): Refusal | undefined {
  if (actor.accountId === account.id) return refusals.ownAccount
  const places = [account.unitPath ?? root, ...account.grantPaths]
  if (!places.every((path) => holds(actor, 'identity.manageAccounts', path))) return refusals.outOfReach
  return undefined
}

/** Why the actor may give this account no role whatever; undefined if it depends on the role and its reach. */
export function refuseGrantAtAll(
  actor: Actor,
  account: Pick<Subject, 'id' | 'unitPath'> & { isStaff: boolean; isDisabled: boolean },
): Refusal | undefined {
  if (actor.accountId === account.id) return refusals.ownRights
  if (!account.isStaff) return refusals.notStaff
  if (account.isDisabled) return refusals.disabled
  if (!account.unitPath || !holds(actor, 'identity.grantRoles', account.unitPath)) return refusals.outOfReach
  return undefined
}

/**
 * Why the actor may not give a role to this account; undefined if it may.
 * Nobody can raise their own rights, and nobody can give anything outside the subtree in which they may give roles.
 */
export function refuseGrant(
  actor: Actor,
  account: Pick<Subject, 'id' | 'unitPath'> & { isStaff: boolean; isDisabled: boolean },
  grant: { roleCode: string; unitCode: string; unitPath: string; validFrom: Day; validUntil: Day | null },
  existing: readonly RunningGrant[],
  today: Day,
): Refusal | undefined {
  const atAll = refuseGrantAtAll(actor, account)
  if (atAll) return atAll
  if (!holds(actor, 'identity.grantRoles', grant.unitPath)) return refusals.outOfReach
  if (grant.validUntil !== null && (grant.validUntil < grant.validFrom || grant.validUntil < today))
    return refusals.overBefore
  const doubled = existing.some(
    (e) => e.endedAt === null && e.roleCode === grant.roleCode && e.unitCode === grant.unitCode && overlap(e, grant),
  )
  return doubled ? refusals.heldAlready : undefined
}

export type RunningGrant = {
  roleCode: string
  unitCode: string
  validFrom: Day
  validUntil: Day | null
  endedAt: Date | null
}

/** Why the actor may not end this grant. Ending one's own is refused too: it is for whoever gave it to take it back. */
export function refuseEnd(
  actor: Actor,
  grant: { accountId: string; unitPath: string; endedAt: Date | null },
): Refusal | undefined {
  if (actor.accountId === grant.accountId) return refusals.ownRights
  if (!holds(actor, 'identity.grantRoles', grant.unitPath)) return refusals.outOfReach
  return grant.endedAt === null ? undefined : refusals.endedAlready
}

/** Whether two periods, both ends included, share a day. */
function overlap(
  a: { validFrom: Day; validUntil: Day | null },
  b: { validFrom: Day; validUntil: Day | null },
): boolean {
  return (
    (a.validUntil === null || a.validUntil >= b.validFrom) && (b.validUntil === null || b.validUntil >= a.validFrom)
  )
}

/** Whether a grant gives anything today. */
export function runs(grant: RunningGrant, today: Day): boolean {
  return grant.endedAt === null && grant.validFrom <= today && (grant.validUntil === null || grant.validUntil >= today)
}

/** Where to go after signing in: a path of this site, never another host. */
export function safeNext(next: string | undefined, otherwise: string): string {
  if (!next || !/^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(next)) return otherwise
  return /^\/(desk\/)?sign-(in|out)/.test(next) ? otherwise : next
}

/** A reason to look at personal data says something: at least five characters that are not all the same. */
export function reasonProblem(reason: string): string | undefined {
  const plain = reason.trim()
  return plain.length < 5 || new Set(plain).size < 3 ? '请写明查看的事由（至少五个字），它会记入行为记录' : undefined
}
