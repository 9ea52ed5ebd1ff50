import { Forbidden } from '../../core/errors.ts'
import { maskContact, maskIdNumber, maskName } from '../../core/mask.ts'
import { holds, reach } from '../../platform/actor.ts'
import { type Act, listActs } from '../../platform/acts.ts'
import type { Ctx } from '../../platform/context.ts'
import { revealPersonalData } from '../identity/index.ts'
import type { ApplicantField, RequestState } from './schema.ts'
import { getRequest, type InformationRequest, listRequests, type RequestLine } from './store.ts'

/** Requests within the actor's reach, personal data masked. */
export async function requestsInReach(
  ctx: Ctx,
  page: { state?: RequestState | undefined; cursor?: string | undefined },
) {
  const found = await listRequests(ctx.db, reach(ctx.actor, 'requests.view'), { size: 50, ...page })
  return { ...found, lines: found.lines.map(maskedLine) }
}

/**
 * One request with its acts, personal data masked. Throws NotFound, and Forbidden where the actor's permission does not reach.
 * @basis 《个人信息保护法》第六条、第五十一条
 */
export async function requestRecord(ctx: Ctx, number: string): Promise<{ request: InformationRequest; acts: Act[] }> {
  const request = await getRequest(ctx.db, number)
  if (!holds(ctx.actor, 'requests.view', request.unitPath))
    throw new Forbidden(`${request.number}号申请不在您的管理范围内`)
  const acts = await listActs(ctx.db, `request:${request.number}`)
  return {
    request: {
      ...request,
      ...maskedLine(request),
      applicantIdNumber: maskIdNumber(request.applicantIdNumber),
      applicantContact: maskContact(request.applicantContact),
    },
    acts,
  }
}

/**
 * Shows one thing about the applicant that is otherwise masked; the look is an act. Throws Forbidden, and Invalid without
 * a proper reason.
 * @basis 《个人信息保护法》第五十一条
 */
export async function revealApplicant(ctx: Ctx, number: string, form: { field: ApplicantField; reason: string }) {
  const { unitPath, unitCode } = await getRequest(ctx.db, number)
  const reveal = { subject: `request:${number}`, unitPath, unitCode, ...form }
  return revealPersonalData(ctx, reveal, async () => (await getRequest(ctx.db, number))[form.field])
}

const maskedLine = (line: RequestLine): RequestLine => ({
  ...line,
  applicantName: maskName(line.applicantName, line.applicantKind),
})
