import * as decision from '../../src/modules/cases/decision.service.ts'
import * as handling from '../../src/modules/cases/handling.service.ts'
import { type Life, lifeOf } from '../../src/modules/cases/life.store.ts'
import { getCase } from '../../src/modules/cases/store.ts'
import type { Actor } from '../../src/platform/actor.ts'
import { openHouse, signedInAs } from './app.ts'
import { acceptedCase, caseOf, clerk } from './cases.ts'
import { publishedItem } from './items.ts'
import { db, world } from './world.ts'

/** Where a case lies on the desk. */
export const at = (number: string): string => `/desk/cases/${number}`
export const life = async (number: string): Promise<Life> => lifeOf(db, (await getCase(db, number)).id)
export const version = async (number: string): Promise<string> => String((await getCase(db, number)).version)
/** The step that is being taken on a case. */
export const doing = async (number: string): Promise<string> =>
  String((await life(number)).steps.find((s) => s.state === 'doing')?.id ?? 0)
export const by = (actor: Actor) => world({ actor })
export const approve = { decision: 'approve', reason: '' } as const

/** The account behind a browser, so that letters can name it. */
export async function accountOf(name: string): Promise<string> {
  const { id } = await db.selectFrom('accounts').select('id').where('name', '=', name).executeTakeFirstOrThrow()
  return id
}

/** An officer and the head of one unit at their browsers, two more to act behind the scenes, and cases as far as they bring them. */
export async function casesDesk() {
  const house = await openHouse()
  const { today } = world()
  const officer = await signedInAs(house, 'departmentOfficer', { unitCode: 'urban', name: '经办人甲' })
  const head = await signedInAs(house, 'departmentHead', { unitCode: 'urban', name: '局长乙' })
  const asOfficer = await clerk('departmentOfficer', 'urban', '经办人')
  const asHead = await clerk('departmentHead', 'urban', '局长')
  const { code: itemCode } = await publishedItem(db)

  const received = () => caseOf(today, { itemCode, by: asOfficer })
  const accepted = () => acceptedCase(today, { itemCode, by: asOfficer })
  const reviewed = async () => {
    const number = await accepted()
    await handling.passStep(by(asOfficer), number, { step: Number(await doing(number)), opinion: '符合' })
    return number
  }
  const approved = async () => {
    const number = await reviewed()
    await decision.decide(by(asHead), number, approve)
    return number
  }
  const issued = async () => {
    const number = await approved()
    await decision.issueResult(by(asOfficer), number)
    return number
  }
  return { house, today, officer, head, asOfficer, asHead, received, accepted, reviewed, approved, issued }
}
