import { Forbidden, Invalid, NotFound, Refused } from '../../core/errors.ts'
import { maskName } from '../../core/mask.ts'
import { type Act, listActs } from '../../platform/acts.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { codeMatches } from '../../platform/query-code.ts'
import { getItemVersion, type ItemVersion } from '../catalogue/index.ts'
import { addressKey, countTries, forgive, type Throttled } from '../identity/index.ts'
import { type Correction, listCorrections } from './corrections.store.ts'
import { say } from './delivery.service.ts'
import { type Life, lifeOf } from './life.store.ts'
import { type CaseLight, caseLight } from './light.ts'
import { printedFile } from './papers.service.ts'
import { type CasePaper, markRead, readMessages } from './papers.store.ts'
import { findResultByCode } from './results.store.ts'
import { type MoveName, movesOf, refuseDeliveryChoice } from './rules.ts'
import type { DeliveryChoice } from './schema.ts'
import { clockOf, officeClock } from './service.ts'
import { type Situation, situationOf } from './situation.ts'
import { change, factsOf, note } from './step.ts'
import { type CaseFile, type CaseLine, findQueryCode, getCase, listOfAccount, lockCase } from './store.ts'

/**
 * Checks number and query code. A wrong code and a number that does not exist answer alike; who tries too often waits.
 * Throws Refused.
 * @returns the number of the case
 */
export async function checkQueryCode(
  ctx: Ctx,
  form: { number: string; code: string },
  address: string,
): Promise<string> {
  const number = form.number.normalize('NFKC').trim()
  const tries: Throttled[] = [
    { kind: 'queryAddress', key: addressKey(address) },
    { kind: 'queryCode', key: number },
  ]
  if (await countTries(ctx.db, ctx.now, tries))
    throw new Refused({
      code: 'cases.tooManyTries',
      message: '查询码输错的次数太多，请过一会儿再试',
      next: '查询码在收件凭证上；找不到的，请打电话给办理单位核实身份后查询',
    })
  const stored = await findQueryCode(ctx.db, number)
  // Always compared, so that an unknown number takes as long as a wrong code.
  const right = codeMatches(form.code, stored)
  if (!right || !stored)
    throw new Refused({
      code: 'cases.wrongCode',
      message: '办件编号或者查询码不对',
      next: '请对照收件凭证核对，字母不分大小写',
    })
  await forgive(ctx.db, tries)
  return number
}

/** What gives the right to a case besides an account: the number that was opened with its query code in this browser. */
export type Key = string | undefined

/** A case of one's own: of the account, or opened with the query code. Throws NotFound for anyone else. */
export async function ownCase(ctx: Ctx, number: string, key: Key): Promise<{ file: CaseFile; life: Life }> {
  const file = await getCase(ctx.db, number)
  const mine = file.accountId !== null && file.accountId === ctx.actor.accountId
  if (!mine && key !== number) throw new NotFound(`编号为“${number}”的办件`)
  return { file, life: await lifeOf(ctx.db, file.id) }
}

/** The same for those who act: staff do not act as applicants. */
export async function assertOwn(ctx: Ctx, number: string, key: Key): Promise<void> {
  await ownCase(ctx, number, key)
  if (ctx.actor.kind === 'staff') throw new Forbidden('工作人员请在工作台办理')
}

/** A case as the follow-up page shows it: nothing of it is meant for anyone but its applicant. */
export type Followed = {
  file: CaseFile
  version: ItemVersion
  life: Life
  /** Fields of the form that the supplement notice names. */
  corrections: Correction[]
  situation: Situation
  light: CaseLight
  /** How the promised day is reckoned; undefined before acceptance. */
  clock: ReturnType<typeof clockOf>
  /** The clock of the office that runs besides: to say whether it is accepted, to deliver. */
  office: ReturnType<typeof officeClock>
  acts: Act[]
  /** Papers to the applicant. */
  papers: CasePaper[]
  /** What the applicant may do now. */
  moves: ReadonlySet<MoveName>
  /** Whether it may still be chosen how to get the result. */
  mayChooseDelivery: boolean
}

// What one unit passes to another, and who looked at the case, is not for the applicant's timeline.
const inside: readonly string[] = [
  ...[
    'cases.extensionProposed',
    'cases.decisionProposed',
    'cases.proposalReturned',
    'cases.proposalTakenBack',
    'cases.stepReturned',
  ],
  ...['cases.handedOver', 'cases.reminded', 'cases.warned', 'cases.warningAnswered', 'cases.materialsChecked'],
  ...['cases.materialOpened', 'cases.applicantRecalled', 'identity.revealed'],
]

/** All that an applicant may know of their case. Throws NotFound for anyone else. */
export async function follow(ctx: Ctx, number: string, key: Key): Promise<Followed> {
  const { file, life } = await ownCase(ctx, number, key)
  const version = await getItemVersion(ctx.db, file.versionId)
  const facts = factsOf(ctx, file, version, life)
  const moves = movesOf(facts, ctx.today, 'applicant').filter((m) => !m.refusal)
  await readMessages(ctx.db, file.id, false, ctx.now)
  return {
    file,
    version,
    life: { ...life, proposals: [] },
    corrections: await listCorrections(ctx.db, file.id),
    situation: situationOf(file, life),
    light: caseLight(file, ctx.today),
    clock: clockOf(ctx, file, life, 'promised'),
    office: officeClock(ctx, file),
    acts: (await listActs(ctx.db, `case:${number}`)).filter((a) => !inside.includes(a.act)),
    papers: life.papers.filter((p) => p.kind !== 'transfer'),
    moves: new Set(moves.map((m) => m.name)),
    mayChooseDelivery: ctx.actor.kind !== 'staff' && refuseDeliveryChoice(facts) === undefined,
  }
}

/** A paper or a result of one's own case as a file. The first time a paper is opened is noted. Throws NotFound. */
export async function ownPaper(
  ctx: Ctx,
  number: string,
  key: Key,
  { table, id, format }: { table: 'casePapers' | 'caseResults'; id: number; format: 'docx' | 'pdf' },
) {
  const { file, life } = await ownCase(ctx, number, key)
  const paper = life.papers.find((p) => p.id === id)
  if (table === 'casePapers' && (!paper || paper.kind === 'transfer')) throw new NotFound('这份文书')
  const printed = await printedFile(ctx, file.id, table, id, format)
  if (table === 'casePapers' && paper && ctx.actor.kind !== 'staff') await noteOpened(ctx, file, paper)
  return printed
}

/** Notes that the applicant has opened a paper, the first time they do. */
export async function noteOpened(ctx: Ctx, file: CaseFile, paper: CasePaper): Promise<void> {
  if (paper.readAt !== null) return
  await ctx.db.transaction().execute(async (tx) => {
    if (await markRead(tx, paper.id, ctx.now))
      await note(ctx, tx, file, 'read', { paper: paper.number, kind: paper.kind })
  })
}

/** A material that the applicant uploaded to their own case. Throws NotFound. */
export async function ownMaterial(
  ctx: Ctx,
  number: string,
  key: Key,
  id: number,
): Promise<{ name: string; sha256: string }> {
  const { life } = await ownCase(ctx, number, key)
  const material = life.materials.find((m) => m.id === id)
  if (!material?.sha256) throw new NotFound('这份材料')
  return { name: material.fileName, sha256: material.sha256 }
}

/** Writes to the office about one's own case. Throws NotFound and Forbidden. */
export async function writeToOffice(ctx: Ctx, number: string, key: Key, body: string): Promise<void> {
  await assertOwn(ctx, number, key)
  await ctx.db.transaction().execute(async (tx) => say(ctx, { tx, file: await lockCase(tx, number) }, body, true))
}

/**
 * Chooses anew how to get the result, as long as it has not gone out. Throws NotFound, Forbidden, Invalid, and Refused when it
 * is too late.
 */
export async function chooseDelivery(ctx: Ctx, number: string, key: Key, form: DeliveryChoice): Promise<void> {
  await assertOwn(ctx, number, key)
  const deliveryAddress = form.deliveryAddress.trim()
  if (form.wantedDelivery === 'post' && deliveryAddress === '')
    throw new Invalid([{ field: 'deliveryAddress', message: '您选择邮寄，请填写能收到信的地址' }])
  await ctx.db.transaction().execute(async (tx) => {
    const file = await lockCase(tx, number)
    const refusal = refuseDeliveryChoice(await factsIn(ctx, tx, file))
    if (refusal) throw new Refused(refusal)
    const wantedDelivery = form.wantedDelivery
    await change({ tx, file }, { wantedDelivery, ...(wantedDelivery === 'post' ? { deliveryAddress } : {}) })
    await note(ctx, tx, file, 'deliveryChosen', { way: wantedDelivery })
  })
}

const factsIn = async (ctx: Ctx, tx: Db, file: CaseFile) =>
  factsOf(ctx, file, await getItemVersion(tx, file.versionId), await lifeOf(tx, file.id))

/** Cases sent from the actor's own account, newest first. */
export const casesOfMine = ({ db, actor }: Ctx): Promise<CaseLine[]> =>
  actor.kind !== 'citizen' || actor.accountId === undefined ? Promise.resolve([]) : listOfAccount(db, actor.accountId)

/** What the page that verifies a certificate says. */
export type Verified = {
  name: string
  number: string
  /** Masked, for a person. */
  holder: string
  unitName: string
  itemName: string
  issuedOn: string
  validUntil: string | null
  status: 'valid' | 'expired' | 'revoked'
  revokedOn: string | null
}

/**
 * Whether a certificate or document is genuine and holds today, by the code on it. Throws NotFound, and Refused for who
 * tries too often.
 */
export async function verifyResult(ctx: Ctx, code: string, address: string): Promise<Verified> {
  const tries: Throttled[] = [{ kind: 'queryAddress', key: addressKey(address) }]
  const plain = code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
  const found = plain.length === 16 ? await findResultByCode(ctx.replica, plain) : undefined
  if (!found) {
    if (await countTries(ctx.db, ctx.now, tries))
      throw new Refused({ code: 'cases.tooManyTries', message: '输错的次数太多，请过一会儿再试' })
    throw new NotFound('这个核验码对应的证照或者文书，请核对以后再试')
  }
  const { applicantKind, kind: _, ...result } = found
  const expired = found.validUntil !== null && found.validUntil < ctx.today
  return {
    ...result,
    holder: maskName(found.holder, applicantKind),
    status: found.revokedOn !== null ? 'revoked' : expired ? 'expired' : 'valid',
  }
}
