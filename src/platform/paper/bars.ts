type Bar = { label: string; value: number | null }

const [labelWidth, barWidth, valueWidth, row] = [190, 330, 70, 30] as const
const total = labelWidth + barWidth + valueWidth

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** Bars from zero, one a line, each with its number: a whole SVG for a paper, and its size in millimetres. */
export function barsSvg(bars: readonly Bar[], unit: string): { svg: string; width: number; height: number } {
  const most = Math.max(1, ...bars.map((b) => b.value ?? 0))
  const height = bars.length * row + 6
  const lines = bars.map(({ label, value }, i) => {
    const middle = i * row + row / 2 + 3
    const length = Math.round(((value ?? 0) / most) * barWidth)
    const text = value === null ? '未登记' : `${value}${unit}`
    return [
      `<text x="${labelWidth - 8}" y="${middle + 5}" text-anchor="end">${escaped(label)}</text>`,
      `<rect x="${labelWidth}" y="${middle - 8}" width="${length}" height="16" fill="#5f6b76"/>`,
      `<text x="${labelWidth + length + 6}" y="${middle + 5}">${escaped(text)}</text>`,
    ].join('')
  })
  const width = 150
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${total} ${height}" width="${total}" height="${height}" font-family="Noto Serif SC, serif" font-size="14" fill="#1f2328"><line x1="${labelWidth}" y1="3" x2="${labelWidth}" y2="${height - 3}" stroke="#57606a"/>${lines.join('')}</svg>`,
    width,
    height: Math.round((height / total) * width * 10) / 10,
  }
}
