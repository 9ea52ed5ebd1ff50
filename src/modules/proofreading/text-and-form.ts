import type { TemplateCode } from '../statistics/index.ts'
import type { Claim } from './claims.ts'
import type { Concept } from './concepts.ts'
import type { Known } from './conflicts.ts'
import { type Finding, placeIn, placeOf, type Result, shown } from './findings.ts'
import { type FilledCell, type FilledForm, placeOfCell } from './forms.ts'
import type { Paragraph } from './text.ts'

/** What the text says, held against the form that stands in the same report. */
export function textAgainstForm(
  known: readonly Known[],
  form: FilledForm,
  prose: readonly Paragraph[],
  claims: readonly Claim[],
): Result {
  const result: Result = { findings: [], holding: [] }
  for (const [, group] of Map.groupBy(known, (k) => k.concept.id)) {
    const concept = group[0]?.concept
    const cell = concept && cellOf(concept, form)
    if (!concept || (!cell && concept.id !== 'done')) continue
    for (const { claim } of group)
      if (concept.id === 'done') doneAgainstForm(result, form, claim)
      else if (cell && !meant(concept, form, claim)) compare(result, concept.label, concept.id, claim, cell)
  }
  reconsidered(result, form, known, claims)
  applicationsByWay(result, form, claims)
  staffShares(result, form, claims)
  nothingSaid(result, form, prose)
  allUpheld(result, form, prose)
  accounts(result, form, known)
  meetings(result, form, prose)
  notInText(result, form, prose)
  return result
}

/** The cell that says the number of a concept, or the sum of those that say it together. */
function cellOf({ cells, together, label }: Concept, form: FilledForm): FilledCell | undefined {
  const one = cells?.map((id) => cellIn(form, id)).find((c) => c !== undefined)
  if (one) return one
  const ids = together?.[form.template.code] ?? []
  const first = cellIn(form, ids[0] ?? '')
  const value = sumOf(ids, form)
  return first && value !== undefined ? { ...first, label: `${label}·总计`, raw: shown(value), value } : undefined
}

/** A cell; where the total of a row of table three was left blank, what the row comes to. */
function cellIn(form: FilledForm, id: string): FilledCell | undefined {
  const cell = form.cells.get(id)
  const row = /^t3\.r\d+\.c(?=7$)/.exec(id)?.[0]
  if (cell?.raw !== '' || !row) return cell
  const filled = [1, 2, 3, 4, 5, 6].map((c) => form.cells.get(`${row}${c}`)?.value).filter((v) => v != null)
  // Where totals are filled in elsewhere, a row with nothing in it counts none.
  const blank = filled.length === 0 && form.cells.get(`t3.r1.c7`)?.value == null
  const value = filled.reduce((s, v) => s + v, 0)
  return blank ? cell : { ...cell, raw: shown(value), value }
}

/** What cells come to; undefined where one is not there or says nothing. */
function sumOf(ids: readonly string[], form: FilledForm): number | undefined {
  const values = ids.map((id) => cellIn(form, id)?.value)
  return ids.length === 0 || values.some((v) => v == null)
    ? undefined
    : values.reduce<number>((s, v) => s + (v ?? 0), 0)
}

/** Whether the number is one that may be meant instead. */
const meant = ({ or }: Concept, form: FilledForm, { quantity }: Claim) =>
  (or?.[form.template.code] ?? []).some((ids) => sumOf(ids, form) === quantity.value)

function compare(result: Result, label: string, id: string, claim: Claim, cell: FilledCell): void {
  const { quantity } = claim
  const scale = quantity.unit === '元' ? 10_000 : 1
  const stated = quantity.value / scale
  const places = [placeOf(claim), placeOfCell(cell)]
  if (cell.value === null) {
    if (stated === 0 || cell.raw !== '') return
    push(
      result,
      'blank',
      'warning',
      `正文写${label} ${shown(stated)}，统计表“${cell.label}”却是空白。请补填，或者说明为什么不计。`,
      places,
      shown(stated),
      '',
    )
    return
  }
  // 7.42 亿元 in the text, 74,215.38 万元 in the table.
  const rounded = quantity.times !== undefined && Math.abs(stated - cell.value) * scale <= quantity.step / 2
  if ((stated === cell.value || rounded) && quantity.vague === undefined) {
    result.holding.push({ kind: 'conflict', text: `${label}：正文与统计表都是 ${shown(stated)}`, places })
    return
  }
  if (quantity.vague) {
    const fits =
      quantity.vague === 'over' ? cell.value > stated : quantity.vague === 'under' ? cell.value < stated : true
    if (!fits || Math.abs(cell.value - stated) / Math.max(stated, 1) > 0.2)
      push(
        result,
        'wording',
        'note',
        `正文写“${claim.paragraph.text.slice(quantity.start, quantity.end)}”，统计表“${cell.label}”是 ${shown(cell.value)}。有准确数的，正文请写准确数。`,
        places,
        shown(stated),
        shown(cell.value),
      )
    return
  }
  const why =
    id === 'newlyPublished' ? '本年度新增的数与统计表的全年数不同，统计表填的可能是累计数' : '正文和统计表不一致'
  // A text may speak of one course among several; a table may not know fewer than the text.
  const severity = id === 'trainings' && stated < cell.value ? undefined : 'error'
  if (severity)
    push(
      result,
      'conflict',
      severity,
      `${label}：正文是 ${shown(stated)}，统计表“${cell.label}”是 ${shown(cell.value)}。${why}，请核对。`,
      places,
      shown(stated),
      shown(cell.value),
    )
}

/**
 * Handled may mean what was closed, what came in, or that and what was carried over: only what is none of these is told.
 */
function doneAgainstForm(result: Result, form: FilledForm, claim: Claim): void {
  const last = form.template.code === '2019' ? 't3.r22.c7' : 't3.r24.c7'
  const [received, carried, total] = ['t3.r1.c7', 't3.r2.c7', last].map((id) => form.cells.get(id))
  if (received?.value == null || total?.value == null || claim.quantity.vague) return
  const stated = claim.quantity.value
  const places = [placeOf(claim), placeOfCell(total)]
  if (stated === total.value)
    result.holding.push({ kind: 'conflict', text: `办理的申请：正文与统计表都是 ${shown(stated)}`, places })
  else if (stated > total.value && stated !== received.value && stated !== received.value + (carried?.value ?? 0))
    push(
      result,
      'conflict',
      'error',
      `办理的申请：正文是 ${shown(stated)}，统计表“${total.label}”是 ${shown(total.value)}。请核对。`,
      places,
      shown(stated),
      shown(total.value),
    )
}

/** 行政复议 5 件，其中维持 3 件、纠正 1 件: where the whole is the form's, its parts are. */
function reconsidered(result: Result, form: FilledForm, known: readonly Known[], claims: readonly Claim[]): void {
  const whole = known.find((k) => k.concept.id === 'reconsiderations')?.claim
  const all = form.cells.get('D') ?? form.cells.get('t4.c5')
  if (!whole || !all || all.value !== whole.quantity.value) return
  for (const claim of claims.filter((c) => c.sentence === whole.sentence && c.quantity.start > whole.quantity.end)) {
    if (/诉讼|败诉|胜诉/.test(claim.paragraph.plain.slice(whole.quantity.end, claim.quantity.end + 4))) return
    const ids = /^[^,]{0,4}维持$/.test(claim.before)
      ? ['D1', 't4.c1']
      : /^[^,]{0,4}(?:纠正|纠错)$/.test(claim.before)
        ? ['D2', 't4.c2']
        : []
    const cell = ids.map((id) => form.cells.get(id)).find((c) => c !== undefined)
    if (cell?.value != null && claim.quantity.unit === whole.quantity.unit)
      compare(result, `行政复议${ids[0] === 'D1' ? '维持' : '纠正'}的`, 'reconsidered', claim, cell)
  }
}

/** All by network, says the text: then the form has them all in that row. */
function applicationsByWay(result: Result, form: FilledForm, claims: readonly Claim[]): void {
  const all = claims.find(
    (c) =>
      /申请/.test(c.before) &&
      /均为|全部(?:为|是|通过)|都是/.test(c.paragraph.plain.slice(c.quantity.end, c.quantity.end + 12)),
  )
  if (!all) return
  const words = all.paragraph.plain.slice(all.quantity.end, all.quantity.end + 20)
  const ways = [
    ['C1.1', /当面|现场/],
    ['C1.2', /传真/],
    ['C1.3', /网上|网络|在线/],
    ['C1.4', /信函|邮寄/],
  ] as const
  const way = ways.find(([, pattern]) => pattern.test(words))
  const cell = way && form.cells.get(way[0])
  if (!cell) return
  if (cell.value === all.quantity.value)
    result.holding.push({
      kind: 'conflict',
      text: `申请的渠道：正文与统计表一致，${cell.label} ${cell.raw}`,
      places: [placeOf(all), placeOfCell(cell)],
    })
  else
    push(
      result,
      'conflict',
      'error',
      `正文说 ${shown(all.quantity.value)} 件申请都是同一种渠道，统计表“${cell.label}”是 ${cell.raw || '空白'}。`,
      [placeOf(all), placeOfCell(cell)],
      shown(all.quantity.value),
      cell.raw,
    )
}

/** 90 % are part-time, says the text: the form has the heads. */
function staffShares(result: Result, form: FilledForm, claims: readonly Claim[]): void {
  const [all, full, part] = ['H3', 'H3.1', 'H3.2'].map((id) => form.cells.get(id))
  if (!all?.value || full?.value == null || part?.value == null) return
  for (const claim of claims.filter((c) => c.quantity.unit === '%')) {
    const about = claim.paragraph.plain.slice(claim.quantity.end, claim.quantity.end + 30).split(/[,，。;；]/)[0] ?? ''
    if (!/人员/.test(claim.paragraph.plain) || !/兼职|专职/.test(about)) continue
    const [cell, word] = /兼职/.test(about) ? [part, '兼职'] : [full, '专职']
    const computed = ((cell.value ?? 0) / all.value) * 100
    if (Math.abs(computed - claim.quantity.value) <= Math.max(claim.quantity.step, 1)) {
      result.holding.push({
        kind: 'percentage',
        text: `${word}人员的比例与统计表一致`,
        places: [placeOf(claim), placeOfCell(cell)],
      })
      continue
    }
    push(
      result,
      'conflict',
      'error',
      `正文写${word}人员占 ${shown(claim.quantity.value)}%，按统计表 ${shown(cell.value ?? 0)} 人占 ${shown(all.value)} 人，是 ${shown(Math.round(computed * 10) / 10)}%。`,
      [placeOf(claim), placeOfCell(cell)],
      `${shown(claim.quantity.value)}%`,
      `${shown(Math.round(computed * 10) / 10)}%`,
    )
  }
}

const nothing = /(?:没有|未|无)(?:发生|产生|收到|收取|出现|受理|接到|有)?[^,，。;；]{0,4}/
const carriedOn = /^[,\s]*(?:没有|无|未)[^,;。]{0,4}结转(?:(?:至|到)?(?:下|次|明|20\d\d)|$)/
/** Things of which a text may say that there were none, and the cells that would say otherwise. */
const nils: readonly {
  about: RegExp
  cells: readonly string[]
  label: string
  unless?: RegExp
  only?: TemplateCode
}[] = [
  { about: carriedOn, cells: ['t3.r25.c7'], label: '结转下年度的申请', unless: /复议|诉讼/, only: '2021' },
  { about: carriedOn, cells: ['t3.r23.c7'], label: '结转下年度的申请', unless: /复议|诉讼/, only: '2019' },
  { about: /支出|经费/, cells: ['H4'], label: '信息公开的支出', unless: /诉讼|复议|申诉|收费/ },
  { about: /行政复议/, cells: ['D', 't4.c5'], label: '行政复议' },
  { about: /行政诉讼/, cells: ['E', 't4.c10', 't4.c15'], label: '行政诉讼' },
  { about: /收费|收取(?:任何)?费用|费用/, cells: ['G'], label: '收费', unless: /诉讼|复议|减免/ },
  {
    about: /(?:信息公开|依申请)[^,，。]{0,6}申请/,
    cells: ['C1', 't3.r1.c7'],
    label: '信息公开申请',
    unless: /结转|复议|诉讼|不|逾期/,
  },
  { about: /举报|投诉/, cells: ['F'], label: '举报投诉', unless: /复议|诉讼/ },
]

/** None, says the text, and the form has some. */
function nothingSaid(result: Result, form: FilledForm, prose: readonly Paragraph[]): void {
  for (const paragraph of prose)
    for (const clause of paragraph.plain.matchAll(/[^。;；\n]+/g)) {
      const words = clause[0]
      const none =
        /(?:没有|未)(?:发生|产生|收到|收取|出现|受理|接到)|^\s*(?:\d+[.、])?\s*(?:全年|本年度?)?(?:均)?无(?!法|障碍|论)|(?:没有|未)对[^,，]{0,16}(?:进行)?收|,(?:没有|无)[^,;。]{0,4}结转/.exec(
          words,
        )
      if (!none || !nothing.test(words)) continue
      const rest = words.slice(none.index)
      for (const { about, cells, label, unless, only } of nils) {
        // 未收到申请，无上年结转: what the next words say is of something else.
        const first = rest.split(',')[0] ?? ''
        const said = about.test(first) ? first : rest
        if ((only ?? form.template.code) !== form.template.code || !about.test(said) || unless?.test(said)) continue
        const filled = cells
          .map((id) => form.cells.get(id))
          .filter((c) => c !== undefined && c.value !== null && c.value > 0)
        const [cell] = filled
        const place = placeIn(paragraph, clause.index + none.index, clause.index + words.length)
        if (cell)
          push(
            result,
            'conflict',
            'error',
            `正文说没有${label}，统计表“${cell.label}”填的是 ${cell.raw}。请核对；两处口径不同的（如预算与支出），请在正文说明。`,
            [place, placeOfCell(cell)],
            '0',
            cell.raw,
          )
        else if (cells.some((id) => form.cells.get(id)?.value === 0))
          result.holding.push({ kind: 'conflict', text: `${label}：正文说没有，统计表是 0`, places: [place] })
      }
    }
}

/** Cells of table four with another outcome than upheld. */
const notUpheld = [
  { about: /复议/, ids: ['t4.c2', 't4.c3', 't4.c4'] },
  { about: /诉讼/, ids: ['t4.c7', 't4.c8', 't4.c9', 't4.c12', 't4.c13', 't4.c14'] },
]

/** 行政复议 7 件、诉讼 9 件，均获维持: all were upheld, says the text, and the form has other outcomes. */
function allUpheld(result: Result, form: FilledForm, prose: readonly Paragraph[]): void {
  for (const paragraph of prose) {
    const match = /(?:均|全部|都)(?:获|被|予以|得到|判决|依法)*维持/.exec(paragraph.plain)
    if (!match) continue
    const lead = /[^。;；]*$/.exec(paragraph.plain.slice(Math.max(0, match.index - 400), match.index))?.[0] ?? ''
    const others = notUpheld
      .filter(({ about }) => about.test(lead))
      .flatMap(({ ids }) => ids.map((id) => form.cells.get(id)))
      .filter((cell) => cell?.value != null && cell.value > 0) as FilledCell[]
    if (others.length === 0) continue
    const words = others.map((cell) => `“${cell.label}”${cell.raw}`).join('、')
    push(
      result,
      'conflict',
      'warning',
      `正文说都维持了，统计表还有${words}。请核对；没有审结的，请在正文写明。`,
      [placeIn(paragraph, match.index - lead.length, match.index + match[0].length), ...others.map(placeOfCell)],
      '维持',
      words,
    )
  }
}

/** Accounts that are in use, and not one piece of information through them in the form. */
function accounts(result: Result, form: FilledForm, known: readonly Known[]): void {
  for (const [concept, id] of [
    ['microblogs', 'A2.3'],
    ['wechats', 'A2.4'],
  ] as const) {
    const claim = known.find((k) => k.concept.id === concept)?.claim
    const cell = form.cells.get(id)
    if (claim && cell && cell.value === null && cell.raw === '')
      push(
        result,
        'blank',
        'note',
        `正文写有${concept === 'microblogs' ? '微博' : '微信公众号'} ${shown(claim.quantity.value)} 个，统计表“${cell.label}”却是空白。请补填，没有的填 0。`,
        [placeOf(claim), placeOfCell(cell)],
        shown(claim.quantity.value),
        '',
      )
  }
}

/** A meeting is told of, and the form counts none. */
function meetings(result: Result, form: FilledForm, prose: readonly Paragraph[]): void {
  const cell = form.cells.get('I1')
  if (!cell || (cell.value ?? 0) > 0) return
  for (const paragraph of prose) {
    const match =
      /召开[^。;；]{0,30}(?:专题会议?|专题[^。;；]{0,10}会议?|调度会|推进会|工作会议?)|在[^,，。]{0,14}常务会议上[^。;；]{0,30}研究/.exec(
        paragraph.plain,
      )
    if (!match || !/政务|公开/.test(paragraph.plain.slice(Math.max(0, match.index - 60), match.index + 120))) continue
    push(
      result,
      'blank',
      'note',
      `正文写了召开的会议，统计表“${cell.label}”${cell.raw === '' ? '却是空白' : `是 ${cell.raw}`}。请核对会议是否应当计入。`,
      [placeIn(paragraph, match.index, match.index + match[0].length), placeOfCell(cell)],
      '',
      cell.raw,
    )
    return
  }
}

/** Answered, interviewed, says the form, and the text does not tell of it. */
function notInText(result: Result, form: FilledForm, prose: readonly Paragraph[]): void {
  const text = prose.map((p) => p.plain).join('\n')
  for (const [id, words] of [
    ['B1', /回应(?:[^。;]{0,8}(?:热点|关[切注]|舆情)|.?\d)|重大舆情|热点舆情/],
    ['B2.2', /在线访谈/],
  ] as const) {
    const cell = form.cells.get(id)
    if (cell?.value && !words.test(text))
      push(
        result,
        'blank',
        'note',
        `统计表“${cell.label}”填了 ${cell.raw}，正文没有写到。请在正文补写这项工作。`,
        [placeOfCell(cell)],
        cell.raw,
        '',
      )
  }
}

function push(
  result: Result,
  kind: Finding['kind'],
  severity: Finding['severity'],
  text: string,
  places: Finding['places'],
  stated?: string,
  computed?: string,
): void {
  result.findings.push({
    kind,
    severity,
    text,
    places,
    ...(stated !== undefined && { stated }),
    ...(computed !== undefined && { computed }),
  })
}
