/** A number as read in Chinese texts: thousands separated, at most two decimals. */
export function grouped(value: number): string {
  return value.toLocaleString('zh-CN', { maximumFractionDigits: 2 })
}

/** The size of a file: 830 KB, 12.4 MB. */
export function bytes(size: number): string {
  if (size < 1024) return `${size} B`
  if (size < 1024 ** 2) return `${Math.round(size / 1024)} KB`
  return `${(size / 1024 ** 2).toLocaleString('zh-CN', { maximumFractionDigits: 1 })} MB`
}
