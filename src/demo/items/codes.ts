import { codeOf } from '../../modules/catalogue/index.ts'
import type { StageUnit } from '../stage.ts'
import type { Life } from './lives.ts'

/** Letters of the types in codes of 2016. */
const letters: Record<string, string> = {
  ...{ '01': 'XK', '02': 'CF', '03': 'QZ', '04': 'ZS', '05': 'JF', '06': 'JC' },
  ...{ '07': 'QR', '08': 'JL', '09': 'CJ', '10': 'QT', '20': 'GG' },
}

export type Coded = { scheme: '2016' | '2018'; basic: string; code: string }

/** Numbers items one after the other: lines of administration apart, sub items within their main item. */
export class Codes {
  readonly #basic = new Map<string, string>()
  readonly #mains = new Map<string, number>()
  readonly #parts = new Map<string, number>()

  /** Half of the units had numbered what they do of themselves in 2016, before the scheme of 2018. */
  schemeOf({ item, plan }: Life): '2016' | '2018' {
    return !item.onApplication && Number(plan.department) % 2 === 0 ? '2016' : '2018'
  }

  code(life: Life, unit: StageUnit): Coded {
    const scheme = this.schemeOf(life)
    const basic = this.#basicOf(life, scheme)
    const { creditCode, regionCode } = unit
    const level = life.versions[0]?.elements.exerciseLevel ?? '4'
    const code = codeOf(scheme, basic, { creditCode, regionCode: regionCode ?? '', level })
    if (code === undefined) throw new Error(`${unit.code} has no credit code`)
    return { scheme, basic, code: life.handling ? `${code}${String(life.handling).padStart(2, '0')}` : code }
  }

  #basicOf(life: Life, scheme: '2016' | '2018'): string {
    const { item, plan } = life
    if (life.level === 'handling' && life.parent) return this.#basicOf(life.parent, scheme)
    const key = `${plan.department} ${item.type} ${item.main ?? ''} ${life.name}`
    const known = this.#basic.get(key)
    if (known) return known
    const main = life.parent && this.#basicOf(life.parent, scheme)
    const basic = main
      ? `${main.slice(0, -3)}${this.#next(this.#parts, main, 3)}`
      : scheme === '2016'
        ? `${letters[item.type]}${this.#next(this.#mains, item.type, 5)}000`
        : `00${item.type}${plan.department}${this.#next(this.#mains, `${item.type}${plan.department}`, 3)}000`
    this.#basic.set(key, basic)
    return basic
  }

  #next(of: Map<string, number>, key: string, digits: number): string {
    const n = (of.get(key) ?? 0) + 1
    of.set(key, n)
    return String(n).padStart(digits, '0')
  }
}
