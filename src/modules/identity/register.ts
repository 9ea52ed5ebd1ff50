import { Invalid, type Problem } from '../../core/errors.ts'
import { plainIdentifier, plainPhone } from '../../core/identifiers.ts'
import { maskName } from '../../core/mask.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import type { Identity } from './identity.ts'
import { findTaken, insertPerson, type NewPerson } from './person-store.ts'
import { organisationProblems, personProblems } from './rules.ts'
import type { OrganisationForm, PersonForm } from './schema.ts'
import { type Browser, begin, type SignInResult, useCode } from './sign-in.ts'
import { getAccount, insertAccount, type NewAccount } from './store.ts'

/** Registers a natural person and signs them in. Everything is looked at before the code is used up. */
export async function registerPerson(
  identity: Identity,
  ctx: Ctx,
  browser: Browser,
  form: PersonForm,
): Promise<SignInResult> {
  const wrong = personProblems(form, ctx.today)
  if (wrong.length > 0) return { is: 'refused', problems: wrong, status: 422 }
  return register(identity, ctx, browser, form, naturalPerson(identity, form))
}

/** Registers a firm or other organisation and signs in whoever acts for it. */
export async function registerOrganisation(
  identity: Identity,
  ctx: Ctx,
  browser: Browser,
  form: OrganisationForm,
): Promise<SignInResult> {
  const wrong = organisationProblems(form)
  if (wrong.length > 0) return { is: 'refused', problems: wrong, status: 422 }
  return register(identity, ctx, browser, form, organisation(form))
}

type Registration = { account: NewAccount; person: Omit<NewPerson, 'accountId'> }

export function naturalPerson(
  { seal }: Pick<Identity, 'seal'>,
  form: { phone: string; name: string; idNumber: string },
): Registration {
  const name = form.name.trim()
  const idNumber = plainIdentifier(form.idNumber)
  return {
    account: { kind: 'citizen', name: maskName(name), phoneNumber: plainPhone(form.phone) },
    person: { kind: 'natural', name, idNumberSealed: seal.seal(idNumber), idNumberDigest: seal.digest(idNumber) },
  }
}

export function organisation(form: {
  phone: string
  name: string
  creditCode: string
  contactName: string
}): Registration {
  const name = form.name.trim()
  const creditCode = plainIdentifier(form.creditCode)
  return {
    account: { kind: 'organisation', name, phoneNumber: plainPhone(form.phone) },
    person: { kind: 'organisation', name, creditCode, contactName: form.contactName.trim() },
  }
}

async function register(
  identity: Identity,
  ctx: Ctx,
  browser: Browser,
  form: { phone: string; code: string; password?: string },
  registration: Registration,
): Promise<SignInResult> {
  const problems = await useCode(identity, ctx, form.phone, form.code)
  if (problems.length > 0) return { is: 'refused', problems, status: 422 }
  const password = form.password ? await hash(identity, form.password) : undefined
  const id = await ctx.db
    .transaction()
    .execute((tx) => saveRegistration(tx, ctx, registration, { passwordHash: password }))
    .catch((error: unknown) => {
      if (error instanceof Invalid) return error.problems
      const raced = takenBy(error)
      if (raced) return [takenProblem(raced)]
      throw error
    })
  if (typeof id !== 'string') return { is: 'refused', problems: [...id], status: 422 }
  return begin(identity, ctx, browser, await getAccount(ctx.db, id))
}

/** Writes account, person and act. Throws Invalid when number, code or telephone is registered already. */
export async function saveRegistration(
  tx: Db,
  ctx: Ctx,
  { account, person }: Registration,
  more: Pick<NewAccount, 'passwordHash' | 'isDemonstration'>,
): Promise<string> {
  const phone = account.phoneNumber ?? ''
  const taken = await findTaken(tx, { phone, idNumberDigest: person.idNumberDigest, creditCode: person.creditCode })
  if (taken) throw new Invalid([takenProblem(taken)])
  const id = await insertAccount(tx, { ...account, ...more })
  await insertPerson(tx, { ...person, accountId: id })
  await ctx.acts.writeMany(tx, [
    {
      act: 'identity.registered',
      subject: `account:${id}`,
      actor: account.name,
      accountId: id,
      data: { kind: account.kind },
    },
  ])
  return id
}

/** Two registrations side by side both find nothing taken; the database lets only one of them through. */
function takenBy(error: unknown): 'phone' | 'idNumber' | 'creditCode' | undefined {
  const { code, constraint } = error as { code?: string; constraint?: string }
  if (code !== '23505') return undefined
  if (constraint === 'accounts_phone_number_key') return 'phone'
  if (constraint === 'persons_id_number_digest_key') return 'idNumber'
  return constraint === 'persons_credit_code_key' ? 'creditCode' : undefined
}

function takenProblem(field: 'phone' | 'idNumber' | 'creditCode'): Problem {
  const messages = {
    phone: '这个手机号已经注册，请直接登录',
    idNumber: '这个身份证号码已经注册，请用注册时的手机号登录；手机号已停用的，请带身份证到政务服务窗口办理',
    creditCode: '这个统一社会信用代码已经注册，请用注册时的手机号登录',
  }
  return { field, message: messages[field] }
}

/** scrypt, as better-auth does it. */
export async function hash({ auth }: Pick<Identity, 'auth'>, password: string): Promise<string> {
  const { password: hasher } = await auth.$context
  return hasher.hash(password)
}
