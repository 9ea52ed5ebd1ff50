import { createRequire } from 'node:module'
import type { EChartsOption, init } from 'echarts'
import { LRUCache } from 'lru-cache'

// Loaded when the first chart is drawn: it would cost every start a tenth of a second and most processes draw none.
// The built file is used because the package's many modules take ten times as long to load.
const require = createRequire(import.meta.url)
let echarts: { init: typeof init } | undefined

const drawn = new LRUCache<string, string>({ max: 500 })

/** Draws a chart as SVG, without scripts, styles or anything that moves. The same input is drawn once. */
export function drawChart(option: EChartsOption, width: number, height: number): string {
  const key = `${width} ${height} ${JSON.stringify(option)}`
  const known = drawn.get(key)
  if (known !== undefined) return known
  echarts ??= require('echarts/dist/echarts.common.min.js') as { init: typeof init }
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption({ animation: false, ...option })
    const svg = withoutStyles(chart.renderToSVGString())
    drawn.set(key, svg)
    return svg
  } finally {
    // A chart keeps a timer running until it is put away.
    chart.dispose()
  }
}

// The content policy forbids inline styles, so they become attributes of SVG, which say the same.
function withoutStyles(svg: string): string {
  return svg
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/ (?:class|ecmeta_\w+|xmlns:xlink|version|baseProfile)="[^"]*"/g, '')
    .replace(/ style="([^"]*)"/g, (_, css: string) =>
      css
        .split(';')
        .map((rule) => rule.split(':'))
        .filter(([name, value]) => name && value && name !== 'font-family')
        .map(([name, value]) => ` ${name}="${value}"`)
        .join(''),
    )
    .replace(/\n/g, '')
}
