import { type Finding, type Place, placeOn, type Result, shown } from './findings.ts'
import { datesIn } from './quantities.ts'
import { type Line, plain } from './text.ts'

/** A row of the yearly form of a government website, by the words that no other row has. */
type Row = { value: number; place: Place }

const title = /政府网站工作年度报表/
/** Of the yearly form that 国办发〔2017〕47号 asks of government websites; that 信息发布总数 is the sum of its three kinds is (u). */
const sums: readonly { whole: readonly [section: RegExp, label: string]; parts: readonly string[]; sure: boolean }[] = [
  {
    whole: [/信息发布/, '总数'],
    parts: ['概况类信息更新量', '政务动态信息更新量', '信息公开目录信息更新量'],
    sure: false,
  },
  { whole: [/解读信息发布/, '总数'], parts: ['解读材料数量', '解读产品数量', '媒体评论文章数量'], sure: true },
  { whole: [/办件量/, '总数'], parts: ['自然人办件量', '法人办件量'], sure: true },
]
/** Of what there is, no more than all. */
const within: readonly [part: string, whole: string][] = [
  ['可全程在线办理政务服务事项数量', '政务服务事项数量'],
  ['问题整改数量', '发现问题数量'],
  ['公布调查结果期数', '征集调查期数'],
  ['答复网民提问数量', '网民留言数量'],
]

/** What the yearly form of a government website says of itself: sums, parts that exceed their whole, its date. */
export function websiteForm(lines: readonly Line[]): Result {
  const result: Result = { findings: [], holding: [] }
  const start = lines.findIndex((line) => title.test(line.text))
  if (start < 0) return result
  const rows = lines.slice(start)
  for (const { whole, parts, sure } of sums) {
    const total = totalIn(rows, whole, parts[0] ?? '')
    const terms = parts.map((label) => rowIn(rows, label))
    if (!total || terms.some((t) => t === undefined)) continue
    const known = terms as Row[]
    const sum = known.reduce((all, t) => all + t.value, 0)
    const words = `${known.map((t) => shown(t.value)).join(' + ')} = ${shown(sum)}`
    const places = [total, ...known].map((t) => t.place)
    if (sum === total.value) result.holding.push({ kind: 'sum', text: words, places })
    else
      result.findings.push({
        kind: 'sum',
        severity: sure ? 'error' : 'warning',
        text: `总数写的是 ${shown(total.value)}，各分项 ${words}。请核对。`,
        places,
        stated: shown(total.value),
        computed: shown(sum),
      })
  }
  for (const [part, whole] of within) {
    const [less, more] = [rowIn(rows, part), rowIn(rows, whole)]
    if (less && more && less.value > more.value)
      result.findings.push({
        kind: 'conflict',
        severity: 'warning',
        text: `“${part}”是 ${shown(less.value)}，比“${whole}” ${shown(more.value)} 还多。请核对。`,
        places: [less.place, more.place],
        stated: shown(less.value),
        computed: shown(more.value),
      })
  }
  return { ...result, findings: [...result.findings, ...filledTooEarly(rows)] }
}

const figure = /(?:^|[\s|:)])(\d[\d,]*)\s*\|?\s*$/

function rowOn(line: Line | undefined): Row | undefined {
  const value = line && figure.exec(plain(line.text))?.[1]
  return line && value
    ? { value: Number(value.replaceAll(',', '')), place: placeOn(line, line.text.trim()) }
    : undefined
}

/** The figure behind a label, on its line or, where cells stand on lines of their own, on the next. */
function rowIn(lines: readonly Line[], label: string): Row | undefined {
  const at = lines.findIndex((line) => new RegExp(`(?:^|[\\s|])${label}`).test(line.text))
  if (at < 0) return undefined
  const own = rowOn(lines[at])
  const next = lines[at + 1]
  return own ?? (next && /^[\s|]*\d/.test(next.text) ? rowOn(next) : undefined)
}

/** 总数 stands once for each of several: the last one before the first of its parts, in its section. */
function totalIn(lines: readonly Line[], [section, label]: readonly [RegExp, string], first: string): Row | undefined {
  const to = lines.findIndex((line) => line.text.includes(first))
  const from = lines.findLastIndex((line, i) => i <= to && section.test(line.text) && !line.text.includes(first))
  return from < 0 ? undefined : rowIn(lines.slice(from, to), label)
}

/** （2022 年度） and 填报日期 2022-01-12: a year that is not over yet. */
function filledTooEarly(lines: readonly Line[]): Finding[] {
  const year = /(20\d\d)\s*年度/.exec(
    lines
      .slice(0, 4)
      .map((l) => l.text)
      .join(),
  )?.[1]
  return lines.flatMap((line) => {
    const told = /填报日期[：:\s|]*(20\d\d[-年./]\d{1,2}[-月./]\d{1,2})/.exec(line.text)?.[1]
    const [date] = told ? datesIn(told.replace(/(\d{4})[-./](\d{1,2})[-./](\d{1,2})/, '$1年$2月$3日')) : []
    if (!year || !told || !date?.year || date.year > Number(year)) return []
    return [
      {
        kind: 'date',
        severity: 'warning',
        text: `报表填的是 ${year} 年度，填报日期 ${told} 时这一年还没有过完。请核对日期。`,
        places: [placeOn(line, told)],
        stated: told,
      },
    ]
  })
}
