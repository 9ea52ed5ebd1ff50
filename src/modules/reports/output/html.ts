import { showLongDay } from '../../../core/day.ts'
import { layOut, type Paper } from '../../../platform/paper/index.ts'
import type { PrintedReport } from '../draft.ts'
import { reportPaper } from './paper.ts'

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** The report as one web page without scripts, for another site to take over. */
export function reportHtml(report: PrintedReport): string {
  const paper: Paper = reportPaper(report)
  const body = layOut(paper).parts.map((part) => {
    if (part.type === 'picture') return `<figure role="img" aria-label="${escaped(part.alt)}">${part.svg}</figure>`
    if (part.type === 'query') return ''
    if (part.type === 'line') return `<${tags[part.style] ?? 'p'}>${escaped(part.text)}</${tags[part.style] ?? 'p'}>`
    const row = (tag: 'th' | 'td') => (cells: readonly { text: string; across: number; down: number }[]) =>
      `<tr>${cells.map((c) => `<${tag} colspan="${c.across}" rowspan="${c.down}">${escaped(c.text)}</${tag}>`).join('')}</tr>`
    return `<table>${(part.head ?? []).map(row('th')).join('')}${part.rows.map(row('td')).join('')}</table>`
  })
  const day = report.datedOn ? `<meta name="PubDate" content="${showLongDay(report.datedOn)}">` : ''
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">${day}<title>${escaped(report.title)}</title></head><body>\n${body.join('\n')}\n</body></html>\n`
}

const tags: Readonly<Record<string, string>> = {
  title: 'h1',
  heading1: 'h2',
  heading2: 'h3',
  heading3: 'h4',
  annexTitle: 'h2',
}
