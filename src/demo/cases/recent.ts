import { addWorkingDays } from '../../core/calendar.ts'
import { type Day, day } from '../../core/day.ts'
import { trackParcels } from '../../modules/cases/delivery.service.ts'
import { apply } from '../../modules/cases/drafts.service.ts'
import { takeIn } from '../../modules/cases/intake.service.ts'
import { refreshStopped, remind, silenceIsAcceptance } from '../../modules/cases/jobs.ts'
import type { CaseForm } from '../../modules/cases/schema.ts'
import type { Actor } from '../../platform/actor.ts'
import { contextOf, officerActor, uuid } from '../past.ts'
import type { Random } from '../random.ts'
import type { Account, Stage } from '../stage.ts'
import { type Applicant, kindFor, makeApplicant } from './applicants.ts'
import type { Cast } from './cast.ts'
import { deeds, type Hands } from './deeds.ts'
import { chooseSituation, fillForm } from './fill.ts'
import type { OpenItem } from './open-items.ts'
import { near, own, plots, type Script } from './scripts.ts'

const permissions = ['cases.view', 'cases.accept', 'cases.handle', 'cases.decide', 'cases.issue']

/** Cases of the last months, lived through by the same services as real ones: each deed on its own day. */
export async function liveRecent(
  stage: Stage,
  random: Random,
  items: readonly OpenItem[],
  cast: Cast,
  proof: string,
): Promise<void> {
  const ago = (n: number) => addWorkingDays(stage.calendar, stage.today, -n)
  const lives = [...own, ...near, ...everywhere(items, random)].flatMap((script) => {
    const item = items.findLast((i) => i.elements.name === script.item)
    return item ? [{ script, item }] : []
  })
  // In the order in which they came, so that numbers and serials follow the days.
  for (const { script, item } of lives.toSorted((a, b) => b.script.received - a.script.received))
    await live({ stage, random, cast, proof, ago }, script, item)
  await lastNight(stage, cast)
}

/** One plot after the other for items that are worked out, and for a few that are only on lists. */
function everywhere(items: readonly OpenItem[], random: Random): Script[] {
  const known = items.filter((i) => i.worked)
  const listed = random.sample(
    items.filter((i) => !i.worked && i.limits.kind === 'committed'),
    10,
  )
  return [...known, ...listed].map((item, i) => {
    const all = plots(item.limits.kind === 'instant' ? 0 : (item.limits.promised.days ?? 5))
    return { ...(all[i % all.length] as (typeof all)[number]), item: item.elements.name, who: 'other' }
  })
}

type Living = { stage: Stage; random: Random; cast: Cast; proof: string; ago: (n: number) => Day }

async function live(living: Living, script: Script, item: OpenItem): Promise<void> {
  const { random, cast, proof, ago } = living
  const applicant = script.who === 'other' ? whoever(item, random) : cast[script.who].applicant
  const on = (n: number, hour: number) => handsOn(living, script, item, ago(n), hour)
  const number = await begin(living, script, item, applicant)
  let [last, hour] = [script.received, 9]
  for (const [n, deed] of script.deeds) {
    hour = n === last ? Math.min(17, hour + 1) : 10
    last = n
    await deeds[deed]({ number, item, hands: on(n, hour), today: ago(n), proof })
  }
}

const whoever = (item: OpenItem, random: Random): Applicant =>
  makeApplicant(random, kindFor(item.elements.serviceTargets, random))

/** Sends the application, online or through a clerk. @returns the number */
async function begin(living: Living, script: Script, item: OpenItem, applicant: Applicant): Promise<string> {
  const { random, ago, proof, cast } = living
  const received = ago(script.received)
  const choices = chooseSituation(item.elements, random)
  const online = script.channel === undefined || script.channel === 'online'
  const own = item.elements.materials.filter((m) => m.source !== 'shared')
  const later = script.later ? own.find((m) => m.tolerable) : undefined
  // What is tolerated is needed in the situation that asks for it.
  for (const [key, values] of Object.entries(later?.when ?? {})) choices[key] = values[0] ?? ''
  const form: CaseForm = {
    applicantKind: applicant.kind,
    applicantName: applicant.name,
    idKind: applicant.kind === 'naturalPerson' ? 'residentId' : 'creditCode',
    ...{ idNumber: applicant.idNumber, contactPerson: applicant.contactPerson, phone: applicant.phone },
    ...{ email: applicant.email ?? '', address: applicant.address },
    wantedDelivery: script.byPost ? 'post' : 'counter',
    deliveryAddress: script.byPost ? applicant.address : '',
    answers: fillForm(item.elements.form, { applicant, random, on: received, itemName: item.elements.name }),
    choices,
    materials: own.flatMap((m): CaseForm['materials'] => {
      if (m === later) return [{ key: m.key, way: 'later' }]
      return online ? [] : [{ key: m.key, way: 'paper' }]
    }),
    submissionKey: uuid(random),
  }
  const hands = handsOn(living, script, item, received, 9)
  if (online) {
    const files = own.filter((m) => m !== later).map(({ key, name }) => ({ key, name: `${name}.png`, sha256: proof }))
    return (await apply(hands.applicant, item.code, form, files)).number
  }
  const agent =
    script.channel === 'village'
      ? {
          agentName: '邨小吉',
          agentIdNumber: cast.agentIdNumber,
          agentPhone: '13000000099',
          consentHow: 'present' as const,
        }
      : { agentName: '', agentIdNumber: '', agentPhone: '', consentHow: '' as const }
  const intake = {
    ...form,
    ...agent,
    itemCode: item.code,
    channel: script.channel ?? 'window',
    receivedOn: '' as const,
  }
  return (await takeIn(hands.front, intake as Parameters<typeof takeIn>[1], { materials: [] })).number
}

/** Whoever has a hand in a case at a moment. */
function handsOn({ stage, cast }: Living, script: Script, item: OpenItem, on: Day, hour: number): Hands {
  const staff = (who: Account) =>
    contextOf(cast.scene, on, hour, officerActor(who, permissions, `/${stage.site.rootUnit}/`))
  const account = script.who === 'other' ? 'demonstration' : cast[script.who].accountId
  const applicant: Actor = { kind: 'citizen', accountId: account, name: '申请人', unitCode: undefined, grants: [] }
  const { channel } = script
  const front =
    channel === 'village'
      ? cast.village
      : channel === 'town'
        ? cast.town
        : item.elements.inHall
          ? cast.window
          : cast.officerOf(item.unitCode)
  return {
    applicant: contextOf(cast.scene, on, hour, applicant),
    front: staff(front),
    officer: (unit) => staff(cast.officerOf(unit || item.unitCode)),
    head: staff(cast.headOf(item.unitCode)),
  }
}

/** What the clock did last night: silence accepted, stopped clocks moved on, reminders given, parcels followed. */
async function lastNight({ calendar, today }: Stage, { scene }: Cast): Promise<void> {
  const eve = addWorkingDays(calendar, today, -1)
  const clock: Actor = { kind: 'system', accountId: undefined, name: '时钟', unitCode: undefined, grants: [] }
  await silenceIsAcceptance(contextOf(scene, eve, 1, clock))
  await remind(contextOf(scene, eve, 9, clock))
  await trackParcels(contextOf(scene, day(eve), 18, clock))
  await refreshStopped(contextOf(scene, today, 0, clock))
}
