import { Forbidden, NotFound, Refused } from '../../core/errors.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { hashOfCode } from '../../platform/query-code.ts'
import { getHall } from './layout.store.ts'
import * as store from './queue.store.ts'
import { moves, refuseMove } from './rules.ts'

/** The ticket that a code opens, for the page that follows it. Throws NotFound. */
export async function ticketByCode(ctx: Ctx, code: string): Promise<store.Ticket> {
  const ticket = await store.findTicketByCode(ctx.db, hashOfCode(code))
  if (!ticket) throw new NotFound('这个号')
  return ticket
}

/** What a case that is begun from a ticket says of where it comes from. */
export const originOf = (ticketId: number): string => `ticket:${ticketId}`

/** Gives a number up: whoever holds its code may, and who gives numbers at the desk. Throws Refused, Forbidden. */
export async function giveUp(ctx: Ctx, id: number, by: 'person' | 'desk'): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const ticket = await store.lockTicket(tx, id)
    if (by === 'desk') {
      const hall = await getHall(tx, ticket.hallCode)
      if (!holds(ctx.actor, 'hall.issue', hall.unitPath)) throw new Forbidden()
    }
    const refusal = refuseMove('leave', ticket.state)
    if (refusal) throw new Refused(refusal)
    const call = await store.findOpenCallOf(tx, id)
    if (call) await store.endCall(tx, call.id, 'left', ctx.now)
    await store.saveTicket(tx, id, { state: moves.leave.to, endedAt: ctx.now })
    await ctx.acts.write(tx, {
      act: 'hall.ticketLeft',
      subject: `ticket:${id}`,
      data: { hall: ticket.hallCode, label: ticket.label, line: ticket.lineId, by },
    })
    await store.tellHall(tx, ticket.hallCode)
  })
}
