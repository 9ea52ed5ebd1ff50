import { showLongDay } from '../../../core/day.ts'
import { ClockCard } from '../../../ui/index.ts'
import type { RequestState } from '../schema.ts'
import type { clockOf, RequestLight } from '../service.ts'
import type { InformationRequest } from '../store.ts'

/** The due day of a request with its working, for whoever made it. */
export function DueCard({
  request: r,
  clock: { due, working, basis },
  light,
  daysLeft,
}: {
  request: InformationRequest
  clock: ReturnType<typeof clockOf>
  light: RequestLight
  daysLeft?: number | undefined
}) {
  return (
    <ClockCard
      title="答复期限"
      due={r.dueOn}
      light={light}
      daysLeft={daysLeft}
      limit={due.total}
      basis={basis}
      working={working}
      provisional={r.closedOn === null && r.provisional}
      paused={waits[r.state]}
      done={r.closedOn ? `${showLongDay(r.closedOn)} 办结` : undefined}
    />
  )
}

/** What the clock waits for. */
const waits: Partial<Record<RequestState, string>> = {
  consulting: '正在征求意见',
  supplementAsked: '等您补正，收到以后重新计算',
  feeAsked: '等您缴费，收到以后重新计算',
}
