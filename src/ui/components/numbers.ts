// Made once: each making reads the tables of the language anew.
const twoDecimals = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 2 })
const oneDecimal = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 1 })

/** A number as read in Chinese texts: thousands separated, at most two decimals. */
export function grouped(value: number): string {
  return twoDecimals.format(value)
}

/** The size of a file: 830 KB, 12.4 MB. */
export function bytes(size: number): string {
  if (size < 1024) return `${size} B`
  if (size < 1024 ** 2) return `${Math.round(size / 1024)} KB`
  return `${oneDecimal.format(size / 1024 ** 2)} MB`
}
