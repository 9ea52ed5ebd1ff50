/** What was measured of one line: how long a counter was taken up by a person, from the call to the end, in minutes. */
export type Measured = { count: number; mean: number; variance: number }

export type WaitFacts = {
  /** Finished services of the last weeks, today left out. */
  past: Measured
  /** Finished services of today: they tell more about today. */
  today: Measured
  /** People who will be called before, those of other lines counted by the share of their counters. */
  ahead: number
  /** Counters that serve the line and are open. */
  counters: number
  /** Those of them at which nobody is served. */
  idle: number
}

/** A wait in whole minutes: as likely shorter as longer than `middle`; in eight of ten cases between `low` and `high`. */
export type Wait =
  | { kind: 'minutes'; middle: number; low: number; high: number }
  | { kind: 'now' }
  /** Too little was measured to say. */
  | { kind: 'unknown' }
  /** No counter that serves the line is open. */
  | { kind: 'noCounter' }

/** Below this many measured services nothing is said. */
export const fewestMeasured = 10
/** A service of today counts as much as so many of the past weeks. */
const weightOfToday = 4
/** The 90th percentile of the normal distribution. */
const z90 = 1.2816

/**
 * How long someone will wait, with its uncertainty. The n-th end of a service at c counters comes after about n·m/c minutes;
 * its spread is that of n services, and that of a mean known from so few. Waits are never negative and lean to the long
 * side, hence a lognormal distribution of this mean and spread.
 */
export function estimateWait({ past, today, ahead, counters, idle }: WaitFacts): Wait {
  if (counters === 0) return { kind: 'noCounter' }
  const ends = ahead + 1 - idle
  if (ends <= 0) return { kind: 'now' }
  if (past.count + today.count < fewestMeasured) return { kind: 'unknown' }
  const { count, mean, variance } = blend(past, today)
  if (mean <= 0) return { kind: 'now' }
  const expected = (ends * mean) / counters
  const spread = (ends * variance) / counters ** 2 + (ends / counters) ** 2 * (variance / count)
  const sigma = Math.sqrt(Math.log(1 + spread / expected ** 2))
  const middle = expected / Math.exp(sigma ** 2 / 2)
  const minutes = (z: number) => Math.round(middle * Math.exp(z * sigma))
  return { kind: 'minutes', middle: minutes(0), low: minutes(-z90), high: minutes(z90) }
}

/** One sample of both, today's services weighing more. `count` is that of a sample of equal weights as good as this one. */
function blend(past: Measured, today: Measured): Measured {
  const a = past.count
  const b = today.count * weightOfToday
  const all = a + b
  const mean = (a * past.mean + b * today.mean) / all
  const within = (a * past.variance + b * today.variance) / all
  const between = (a * (past.mean - mean) ** 2 + b * (today.mean - mean) ** 2) / all
  return { count: all ** 2 / (a + today.count * weightOfToday ** 2), mean, variance: within + between }
}
