import { showLongDay } from '../../../core/day.ts'
import { ClockCard, type LightColour } from '../../../ui/index.ts'
import type { Followed } from '../applicant.service.ts'
import type { CaseLight } from '../light.ts'

/** The day that matters next, with its working, for whoever applied. */
export function DueCard({ followed }: { followed: Followed }) {
  const { file: f, clock, office, light } = followed
  if (office)
    return (
      <ClockCard
        title={office.title}
        due={office.dueOn}
        light={colourOf(light)}
        limit={office.limit}
        basis={office.basis}
        working={office.working}
      />
    )
  // On the spot there is nothing to count.
  if (!clock?.dueOn || f.promisedDays === null) return null
  return (
    <ClockCard
      title="承诺办好的日期"
      due={clock.dueOn}
      light={colourOf(light)}
      limit={f.promisedDays + f.extension}
      unit={f.promisedUnit === 'calendarDay' ? '天' : undefined}
      basis={f.extension > 0 ? `${clock.basis}，延长了 ${f.extension} 天` : clock.basis}
      working={clock.working}
      provisional={f.completedOn === null && f.provisional}
      paused={f.clockStopped ? '等结束以后接着计时' : undefined}
      done={f.completedOn ? `${showLongDay(f.completedOn)} 办结` : undefined}
    />
  )
}

const colourOf = (light: CaseLight): LightColour => (light === 'stopped' ? 'none' : light)
