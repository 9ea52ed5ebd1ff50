/** A small generator of even numbers: the same seed gives the same year on every machine. (sfc32) */
export type Random = {
  /** From 0 up to, not including, 1. */
  next(): number
  /** A whole number, both ends included. */
  int(from: number, to: number): number
  pick<T>(list: readonly T[]): T
  /** `n` different ones, in the order of the list. */
  sample<T>(list: readonly T[], n: number): T[]
  shuffled<T>(list: readonly T[]): T[]
  chance(probability: number): boolean
}

/** @param name - a part of the year has its own stream, so that a change in one leaves the others as they were */
export function randomOf(name: string): Random {
  let [a, b, c, d] = seedOf(name)
  const next = () => {
    const t = (a + b + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return (t >>> 0) / 4_294_967_296
  }
  for (let i = 0; i < 12; i++) next()
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  const shuffled = <T>(list: readonly T[]) => {
    const copy = [...list]
    for (let i = copy.length - 1; i > 0; i--) {
      const j = int(0, i)
      ;[copy[i], copy[j]] = [copy[j] as T, copy[i] as T]
    }
    return copy
  }
  return {
    next,
    int,
    shuffled,
    pick: (list) => {
      if (list.length === 0) throw new RangeError(`${name}: nothing to pick from`)
      return list[int(0, list.length - 1)] as (typeof list)[number]
    },
    sample: (list, n) => {
      const chosen = new Set(shuffled(list.map((_, i) => i)).slice(0, n))
      return list.filter((_, i) => chosen.has(i))
    },
    chance: (probability) => next() < probability,
  }
}

/** Four words from a name. (FNV-1a, stepped) */
function seedOf(name: string): [number, number, number, number] {
  let hash = 0x811c9dc5
  const word = (salt: number) => {
    for (const char of `${salt}:${name}`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
    return hash | 0
  }
  return [word(1), word(2), word(3), word(4)]
}

/** Splits a whole into whole parts by weights; the parts sum to it exactly. (largest remainder) */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  const exact = weights.map((w) => (sum === 0 ? 0 : (total * w) / sum))
  const parts = exact.map(Math.floor)
  const missing = total - parts.reduce((a, b) => a + b, 0)
  const order = exact.map((x, i) => [x - Math.floor(x), i] as const).sort((a, b) => b[0] - a[0] || a[1] - b[1])
  for (const [, i] of order.slice(0, missing)) parts[i] = (parts[i] ?? 0) + 1
  return parts
}
