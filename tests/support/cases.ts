import { randomUUID } from 'node:crypto'
import { type Day, day } from '../../src/core/day.ts'
import * as acceptance from '../../src/modules/cases/acceptance.service.ts'
import * as drafts from '../../src/modules/cases/drafts.service.ts'
import { type IntakeFiles, takeIn } from '../../src/modules/cases/intake.service.ts'
import { authorise } from '../../src/modules/cases/mandates.service.ts'
import type { AuthorisationForm, CaseForm, IntakeForm } from '../../src/modules/cases/schema.ts'
import type { Actor } from '../../src/platform/actor.ts'
import type { Ctx } from '../../src/platform/context.ts'
import { publishedItem } from './items.ts'
import { person } from './people.ts'
import { db, world } from './world.ts'

/** A member of staff with one role in their own unit, with an account that letters can name. */
export async function clerk(roleCode: string, unitCode: string, name = roleCode): Promise<Actor> {
  const { path } = await db.selectFrom('units').select('path').where('code', '=', unitCode).executeTakeFirstOrThrow()
  const actor = { ...person(roleCode, { unitCode, path, name }), accountId: randomUUID() }
  const username = `t${actor.accountId.slice(0, 12)}`
  await db
    .insertInto('accounts')
    .values({ id: actor.accountId, kind: 'staff', unitCode, name, username, email: `${username}@test.invalid` })
    .execute()
  return actor
}

/** Someone who is signed in with an account of their own. */
export async function citizen(name = '张**'): Promise<Actor> {
  const accountId = randomUUID()
  const username = `c${accountId.slice(0, 12)}`
  await db
    .insertInto('accounts')
    .values({ id: accountId, kind: 'citizen', unitCode: null, name, username, email: `${username}@test.invalid` })
    .execute()
  return { kind: 'citizen', accountId, name, unitCode: undefined, grants: [] }
}

/** Nine in the morning of a day, for someone. */
export const at = (text: string, actor?: Actor): Ctx => world({ today: day(text), ...(actor ? { actor } : {}) })

/** What a person applies with for the licence that `publishedItem` makes: by themselves, for a place on the ground. */
export const caseForm = (change: Partial<CaseForm> = {}): CaseForm => ({
  ...{ applicantKind: 'naturalPerson', applicantName: '李小梅', idKind: 'residentId', idNumber: '11010519491231002X' },
  ...{
    contactPerson: '',
    phone: '13812345678',
    email: '',
    address: '',
    wantedDelivery: 'counter',
    deliveryAddress: '',
  },
  answers: { site: '孟姜女大道 8 号', area: 12, from: '2026-04-01' },
  choices: { who: 'person', place: 'ground' },
  materials: [],
  submissionKey: randomUUID(),
  ...change,
})

/** The same as a clerk keys it in at a window, the two materials on paper. */
export const intakeForm = (itemCode: string, change: Partial<IntakeForm> = {}): IntakeForm => ({
  ...caseForm({ materials: onPaper }),
  origin: '',
  itemCode,
  ...{ channel: 'window', receivedOn: '', agentName: '', agentIdNumber: '', agentPhone: '', consentHow: '' },
  ...change,
})

const onPaper: CaseForm['materials'] = [
  { key: 'application', way: 'paper' },
  { key: 'drawing', way: 'paper' },
]

export async function storedFile(text = '照片'): Promise<{ sha256: string }> {
  return world().files.save(db, Buffer.from(text), { maxBytes: 10_000 })
}

/** A draft that only has to be sent: two uploads, all answers. @returns its id */
export async function readyDraft(ctx: Ctx, itemCode: string, change: Partial<CaseForm> = {}): Promise<string> {
  const id = await drafts.beginDraft(ctx, itemCode)
  const { submissionKey: _, ...form } = caseForm(change)
  await drafts.saveDraft(ctx, id, form)
  const files = []
  for (const key of ['application', 'drawing'])
    files.push({ key, name: `${key}.jpg`, ...(await storedFile(`${key} ${randomUUID()}`)) })
  await drafts.addDraftFiles(ctx, id, files)
  return id
}

/** A case taken in at a window of the unit's own. @returns its number */
export async function caseOf(
  today: string,
  {
    itemCode,
    change = {},
    by,
    files = { materials: [] },
  }: {
    itemCode?: string
    change?: Partial<IntakeForm>
    by?: Actor
    files?: IntakeFiles
  } = {},
): Promise<string> {
  const code = itemCode ?? (await publishedItem(db)).code
  const actor = by ?? (await clerk('departmentOfficer', 'urban', '收件员'))
  return (await takeIn(at(today, actor), intakeForm(code, change), files)).number
}

/** The same, accepted on the day it came. */
export async function acceptedCase(today: string, options: Parameters<typeof caseOf>[1] = {}): Promise<string> {
  const number = await caseOf(today, options)
  await acceptance.accept(at(today, await clerk('departmentOfficer', 'urban')), number, { note: '' })
  return number
}

/** A letter of authorisation of a unit for a clerk, over all its items unless told otherwise. */
export async function letterFor(
  to: Actor,
  unitCode: string,
  powers: AuthorisationForm['powers'],
  { items = [], from = '2026-01-01', until = '2026-12-31' }: { items?: number[]; from?: string; until?: string } = {},
): Promise<number> {
  const days = { validFrom: from as Day, validUntil: until as Day }
  const form = {
    unitCode,
    accountId: to.accountId ?? '',
    items,
    powers,
    documentNumber: `委〔2026〕${randomUUID()}`,
    ...days,
  }
  return authorise(at('2026-01-05', await clerk('departmentHead', unitCode, '局长')), form)
}
