import { type Day, dayOf } from '../../core/day.ts'
import { gatherMaterials, type KeptMaterial } from '../../modules/cases/materials.ts'
import { planSteps } from '../../modules/cases/progress.ts'
import type { Random } from '../random.ts'
import type { Stage } from '../stage.ts'
import { momentsOf, type Pace } from './days.ts'
import { chooseSituation, fillForm } from './fill.ts'
import type { Life } from './life.ts'
import type { OpenItem } from './open-items.ts'

/** What rows are written with. */
export type Writing = { stage: Stage; random: Random; pace: Pace; proof: string; id: number; number: string }
export type Row = Record<string, unknown>

/** Units of a case: who took it in, who accepts, who decides. As in modules/cases/intake.service. */
export function unitsOf({ wish: { item, intake, channel, receivedOn } }: Life, stage: Stage) {
  const handedDown = item.delegation && item.delegation.delegatedOn <= receivedOn ? item.delegation : undefined
  const town = channel === 'village' ? intake.path.split('/').at(-3) : intake.code
  const near = (level: 'village' | 'town' | 'department' | undefined) => {
    if (channel !== 'town' && channel !== 'village') return undefined
    if (level === 'village') return channel === 'village' ? intake.code : undefined
    return level === 'town' ? town : undefined
  }
  const front = channel === 'town' || channel === 'village' ? item.unitCode : intake.code
  const deciding = near(handedDown?.decidedAt) ?? item.unitCode
  const issuing = intake.code === stage.site.hallUnit ? intake.code : deciding
  return { accepting: near(handedDown?.acceptedAt) ?? front, deciding, issuing }
}

const stateOf = ({ wish: { fate }, archivedOn, deliveredOn, decidedOn }: Life): string => {
  if (archivedOn) return 'archived'
  if (deliveredOn) return 'delivered'
  if (decidedOn === null) return fate
  return fate === 'rejected' ? 'rejected' : 'completed'
}

const closing: Partial<Record<Life['wish']['fate'], string>> = {
  notAccepted: '不需要办理这个事项',
  withdrawn: '申请人自己撤回',
  returned: '容缺的材料没有按时补交',
}
export const rejection = '经审查，不符合规定的条件。'

const hex = (random: Random): string =>
  Array.from({ length: 8 }, () =>
    Math.floor(random.next() * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('')

/** The row of a case that has ended. */
export function caseRow(life: Life, { stage, random, id, number }: Writing): Row {
  const { wish, applicant } = life
  const { item, channel, intake, receivedOn, fate } = wish
  const { accepting, deciding, issuing } = unitsOf(life, stage)
  const filling = { applicant, random, on: receivedOn, itemName: item.elements.name }
  const decided = life.decidedOn !== null
  const handled = decided || life.acceptedOn !== null
  return {
    ...{ id, number, regionCode: stage.site.regionCode, itemId: item.itemId, versionId: item.id },
    ...{ itemName: item.elements.name, kind: item.limits.kind, unitCode: item.unitCode, intakeUnitCode: intake.code },
    decidingUnitCode: deciding,
    atUnitCode: decided && item.limits.kind !== 'instant' ? issuing : handled && !decided ? deciding : accepting,
    ...{ channel, state: stateOf(life), applicantKind: applicant.kind, applicantName: applicant.name },
    idKind: applicant.kind === 'naturalPerson' ? 'residentId' : 'creditCode',
    ...{ applicantIdNumber: applicant.idNumber, applicantPhone: applicant.phone, applicantAddress: applicant.address },
    contactPerson: applicant.contactPerson,
    answers: fillForm(item.elements.form, filling),
    choices: chooseSituation(item.elements, random),
    ...{ receivedOn, noticeFrom: life.supplementedOn ?? receivedOn, acceptedOn: life.acceptedOn },
    ...{ promisedDays: item.limits.promised.days, promisedUnit: item.limits.promised.unit },
    ...{ statutoryDays: item.limits.statutory.days, statutoryUnit: item.limits.statutory.unit },
    ...{ limitBasis: item.limits.basis, promisedDueOn: life.promisedDueOn, statutoryDueOn: life.statutoryDueOn },
    ...{ dueOn: life.dueOn, warnOn: life.warnOn, clockStopped: false, provisional: false, extension: 0 },
    acceptedBySilence: false,
    decision: decided ? (fate === 'rejected' ? 'reject' : 'approve') : null,
    decisionNote: fate === 'rejected' ? rejection : '',
    ...{ decidedOn: life.decidedOn, decidedName: decided ? life.handler : '', closingNote: closing[fate] ?? '' },
    ...{ completedOn: life.completedOn, deliveredOn: life.deliveredOn },
    wantedDelivery: life.byPost ? 'post' : 'counter',
    deliveryAddress: life.byPost ? applicant.address : '',
    ...{ feeAskedFen: 0, feeFen: 0, handlerName: life.handler, version: 2 },
    // Of a code that nobody was given: it is asked for by whoever has the receipt, and of these there is none.
    queryCodeHash: `\\x${hex(random)}`,
    createdAt: momentsOf(random)(receivedOn),
  }
}

/** The materials of a case: uploads online, papers elsewhere. */
export function materialRows(life: Life, choices: Record<string, string>, { stage, id, proof }: Writing): Row[] {
  const { item, channel, receivedOn } = life.wish
  return keptOf(item, channel === 'online' ? proof : undefined, choices, { channel, stage, on: receivedOn }).map(
    (m) => ({
      ...m,
      ...{ caseId: id, replaced: false, checkedBy: '', addedBy: life.applicant.name, addedOn: receivedOn },
    }),
  )
}

/** All that the situation asks for, given in the way of the channel. */
export function keptOf(
  { elements }: Pick<OpenItem, 'elements'>,
  proof: string | undefined,
  choices: Record<string, string>,
  { channel, stage, on }: { channel: Life['wish']['channel']; stage: Stage; on: Day },
): KeptMaterial[] {
  const files = proof ? elements.materials.map(({ key, name }) => ({ key, name: `${name}.png`, sha256: proof })) : []
  const wanted = { ...elements, materials: elements.materials.filter((m) => m.necessity !== 'optional') }
  const given = elements.materials
    .filter((m) => m.source === 'shared' || !proof)
    .map(({ key, source }) => ({ key, way: source === 'shared' ? ('shared' as const) : ('paper' as const) }))
  const own = files.filter((f) => elements.materials.find((m) => m.key === f.key)?.source !== 'shared')
  return gatherMaterials(wanted, choices, given, { channel, calendar: stage.calendar, on, files: own, reusable: [] })
    .kept
}

/** The steps of a case, all ended: passed as far as it came. */
export function stepRows(life: Life, { stage, random, pace, id }: Writing): Row[] {
  const { item, receivedOn, fate } = life.wish
  const { accepting, deciding } = unitsOf(life, stage)
  const at = momentsOf(random)
  const ends: Record<string, Day | null> = {
    ...{ accept: life.acceptedOn, review: life.decidedOn, inspect: life.decidedOn, publicise: life.decidedOn },
    ...{ approve: life.decidedOn, finish: fate === 'rejected' ? null : life.decidedOn && life.completedOn },
    deliver: life.deliveredOn,
  }
  let started = at(receivedOn)
  return planSteps(item.elements.steps, { intake: accepting, deciding }).map((step) => {
    const end = ends[step.role]
    const open = step.role === 'deliver' && !end && life.archivedOn === null && life.decidedOn !== null
    const endedAt = open ? null : at(end ?? life.completedOn)
    const row = {
      ...{ ...step, caseId: id, round: 1, startedAt: started, endedAt },
      ...(open ? { state: 'doing', outcome: null } : { state: 'done', outcome: end ? 'pass' : 'other' }),
      ...{ clerkName: open ? '' : life.handler, dueOn: pace.later(dayOf(started), step.days) },
    }
    started = endedAt ?? started
    return row
  })
}
