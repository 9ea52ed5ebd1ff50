// Amounts are whole fen everywhere inside; these are the two places where they become and come from words.

/** `80,000 元`, `12.50 元`: the fraction appears only where there is one. */
export function yuan(fen: number): string {
  return `${decimal(fen, 2)} 元`
}

/** `8 万元`, `0.000001 万元`: exact, without rounding. */
export function wanYuan(fen: number): string {
  return `${decimal(fen, 6).replace(/(\.\d*?)0+$/, '$1')} 万元`
}

/** Fen for an amount typed in yuan, with or without separators and 元; undefined if it is none or finer than a fen. */
export function parseYuan(text: string): number | undefined {
  return parse(text, /元$/, 2)
}

/** Fen for an amount typed in 万元. */
export function parseWanYuan(text: string): number | undefined {
  return parse(text, /万元?$/, 6)
}

function decimal(fen: number, places: number): string {
  if (!Number.isSafeInteger(fen)) throw new RangeError(`fen are whole: ${fen}`)
  const digits = String(Math.abs(fen)).padStart(places + 1, '0')
  const whole = digits.slice(0, -places).replace(/\B(?=(\d{3})+$)/g, ',')
  const fraction = digits.slice(-places)
  return `${fen < 0 ? '-' : ''}${whole}${/^0+$/.test(fraction) ? '' : `.${fraction}`}`
}

function parse(text: string, unit: RegExp, places: number): number | undefined {
  const plain = text.normalize('NFKC').replace(/\s/g, '').replace(unit, '')
  const match = /^(-?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(plain)
  if (!match) return undefined
  const [, sign, whole = '', fraction = ''] = match
  if (fraction.length > places) return undefined
  const fen = Number(whole.replaceAll(',', '') + fraction.padEnd(places, '0'))
  if (!Number.isSafeInteger(fen)) return undefined
  return sign && fen !== 0 ? -fen : fen
}
