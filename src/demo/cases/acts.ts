import type { Day } from '../../core/day.ts'
import type { TimedAct } from '../documents.ts'
import type { Random } from '../random.ts'
import { momentsOf } from './days.ts'
import type { Life } from './life.ts'
import { rejection } from './rows.ts'

/** What happened to a case of the past, each on its day, as the services would have noted it. */
export function actsOfLife(life: Life, number: string, random: Random): TimedAct[] {
  const { wish, handler } = life
  const { item, channel, receivedOn, fate } = wish
  const at = momentsOf(random)
  const acts: TimedAct[] = []
  const note = (on: Day, act: string, data: Record<string, unknown>, actor: string = handler) =>
    acts.push({ act: `cases.${act}`, subject: `case:${number}`, unitCode: item.unitCode, at: at(on), actor, data })
  const version = { item: item.code, version: item.version, channel }
  if (channel === 'online') note(receivedOn, 'submitted', version, '申请人')
  else note(receivedOn, 'takenIn', version)
  if (life.supplementAskedOn) note(life.supplementAskedOn, 'supplementAsked', { points: '请补交清楚完整的材料' })
  if (life.supplementedOn) note(life.supplementedOn, 'supplemented', { note: '' }, '申请人')
  const instant = item.limits.kind === 'instant'
  if (life.acceptedOn)
    note(life.acceptedOn, 'accepted', instant ? { atOnce: true } : { note: '', dueOn: life.promisedDueOn })
  for (const e of life.events)
    if (e.kind === 'pause') note(e.on, 'specialStarted', { reason: e.ground })
    else note(e.on, 'specialEnded', { result: '符合要求' })
  if (life.decidedOn) {
    const review = item.elements.steps.find((s) => s.role === 'review')
    if (!instant && review) note(life.decidedOn, 'stepPassed', { step: review.name, unit: item.unitCode, opinion: '' })
    if (fate === 'rejected') note(life.decidedOn, 'rejected', { reason: rejection, dueOn: life.promisedDueOn })
    else {
      note(life.decidedOn, 'approved', { reason: '', dueOn: life.promisedDueOn })
      note(life.completedOn, 'resultIssued', {})
    }
  } else note(life.completedOn, fate, {}, fate === 'withdrawn' ? '申请人' : handler)
  if (life.deliveredOn && life.byPost) note(life.completedOn, 'posted', {})
  if (life.deliveredOn) note(life.deliveredOn, 'delivered', { way: life.byPost ? 'post' : 'counter' })
  if (life.archivedOn) note(life.archivedOn, 'archived', {})
  return acts
}
