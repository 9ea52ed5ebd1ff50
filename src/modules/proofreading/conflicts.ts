import { type Claim, isChange, isCount, isPercent, nounOf } from './claims.ts'
import { type Concept, conceptOf } from './concepts.ts'
import { type Finding, placeOf, type Result, shown } from './findings.ts'

/** Claims that count a known thing for the year of the report and the whole unit. */
export type Known = { concept: Concept; claim: Claim }

export function knownIn(claims: readonly Claim[], year: number | undefined): Known[] {
  return claims.flatMap((claim) => {
    const concept = conceptOf(claim)
    if (!concept || (claim.year === 'last' && concept.id !== 'carriedOver') || isOfAnother(claim, concept.part))
      return []
    // What has come together since the beginning is not what the year brought.
    const lead = claim.sentence.plain.slice(0, claim.quantity.start - claim.sentence.start)
    if (concept.id === 'published' && /截[至止].*累计/.test(lead)) return []
    if (!concept.part && /其中/.test(claim.sentence.plain.slice(0, claim.quantity.start - claim.sentence.start)))
      return []
    if (claim.year !== undefined && year !== undefined && claim.year !== year && claim.year !== year + 1) return []
    return [{ concept, claim }]
  })
}

/** A count of one of the units under the one that reports: 县住建局收到…, 石桥镇举办…. */
export function isOfAnother({ sentence, quantity }: Claim, part?: boolean): boolean {
  const lead = sentence.plain.slice(0, quantity.start - sentence.start)
  // 各县自行举办 38 期，培训 2,950 人次: not by whoever reports, to the end of the sentence.
  if (isOfOneLevel(lead) || /各(?:级|县|市|区|乡镇|镇|街道|部门|单位|地)[^;。\d]{0,12}自行/.test(lead)) return true
  // A part is of what the sentence speaks of; a whole is of its own clause.
  const clause = part ? lead : (lead.split(/[,;:]/).at(-1) ?? '')
  return /(?:(?<![我本全省市县区州旗])局|委|院|办|办公室|办公厅|镇|乡|街道|部门|科室|股室|中心|学校|医院|公司|各级|各单位)(?:共|累计|分别|也|均|还)*(?:收到|受理|新收|接收|制发|制定|出台|印发|发布|举办|开展|组织|召开|主动公开|公开|办理|办结|答复)/.test(
    clause,
  )
}

/** 市级层面举办培训 6 期，最少的县解读 38 篇: of one level or one of several, unless the whole is named behind it. */
function isOfOneLevel(lead: string): boolean {
  const [one, all] = [/[省市县区州旗]级层面|[省市县区州旗]本级|(?:最多|最少|较多|较少)的/, /全[省市县区州旗]/]
  // What a clause before says of a level is said of other things, unless it opens what is told of that level.
  return (one.test(lead.split(/[,;:]/).at(-1) ?? '') || ofLevel.test(lead)) && lead.search(one) > lead.search(all)
}

const ofLevel = /(?:^|其中[,:]?)\s*[省市县区州旗](?:级层面|本级)[^,;:。\d]{0,10}\d/

/** The same thing counted twice with different figures. */
export function conflictsIn(known: readonly Known[], claims: readonly Claim[]): Result {
  const result: Result = { findings: [], holding: [] }
  const ownWords = known.filter((k) => !k.concept.formOnly)
  for (const [, group] of Map.groupBy(ownWords, (k) => k.concept.id))
    compare(
      group[0]?.concept.label ?? '',
      group.map((k) => k.claim),
      result,
      'error',
    )
  const named = new Set(known.map((k) => k.claim))
  const inParagraph = Map.groupBy(claims, (c) => c.paragraph)
  const rest = claims.filter(
    (c) =>
      !named.has(c) &&
      !isPercent(c) &&
      !isChange(c) &&
      c.year !== 'last' &&
      opensSentence(c, inParagraph.get(c.paragraph) ?? []),
  )
  for (const [noun, group] of Map.groupBy(rest, (c) => `${nounOf(c)} ${c.quantity.unit}`)) {
    const words = noun.split('#')[0] ?? ''
    // Words that could head anything say too little to hold two numbers against each other.
    if (words.length < 6 || group.length < 2 || ofDifferentWholes(group, claims)) continue
    // What is counted for a time of its own is not the same as for another.
    for (const same of Map.groupBy(group, timeOf).values()) compare(words, same, result, 'warning')
  }
  sameColumn(rest, result)
  sameThings(claims, result)
  return result
}

/** 春运期间, 一季度: the time that a clause right before a number names, if it names one. */
const timeOf = ({ sentence, quantity }: Claim): string =>
  /([^,;。]{1,8}(?:期间|季度|上半年|下半年|假期|月份)),[^,;。]*$/.exec(
    sentence.plain.slice(0, quantity.start - sentence.start),
  )?.[1] ?? ''

/** Places and offices, counted one by one, whose name stands behind the number: 186 个村级代办点. */
function sameThings(claims: readonly Claim[], result: Result): void {
  const told = claims.flatMap((claim) => {
    const lead = claim.before.trim().replace(/^[一二三四五六七八九十]+是|^(?:目前|现有|共有?|对|全[省市县区镇])+/g, '')
    const isAll = /(?:^|、)(?:\([一二三四五六七八九十]+\))?$/.test(lead) && /^[个处家所]$/.test(claim.quantity.unit)
    const noun =
      isAll && isCount(claim) && claim.year !== 'last' ? /^[\u4e00-\u9fff]{5,}/.exec(claim.after)?.[0] : undefined
    return noun && !/其中|新增|新建|示范|试点|抽/.test(claim.before + claim.after) ? [{ claim, noun }] : []
  })
  const named = Map.groupBy(told, ({ claim, noun }) => `${noun.slice(0, longName)} ${claim.quantity.unit}`)
  for (const [name, group] of named)
    compare(
      name.slice(0, longName),
      group.map(({ claim }) => claim),
      result,
      'warning',
    )
}
/** Signs by which the name of a place is known again, whatever follows it. */
const longName = 5

const throughColumn =
  /(?:通过|依托|利用|在)([^,;:。、]{4,24}?)(?:专栏|栏目)(?:主动|累计|共|集中)*(公开|发布)(?:了|各类|政府|政务)*信息(?:共|共计|总计)?$/

/** 通过…审计信息栏目公开信息 20 条 here, and there 通过审计信息专栏公开政府信息 16 条: the same column, twice. */
function sameColumn(claims: readonly Claim[], result: Result): void {
  const found = claims.flatMap((claim) => {
    const [, name = '', verb] = throughColumn.exec(claim.before.trim()) ?? []
    return verb ? [{ claim, name, verb }] : []
  })
  for (const [i, one] of found.entries())
    for (const other of found.slice(i + 1)) {
      const same = one.name.endsWith(other.name) || other.name.endsWith(one.name)
      if (!same || one.name === other.name || one.verb !== other.verb) continue
      if (one.claim.quantity.unit !== other.claim.quantity.unit || one.claim.sentence === other.claim.sentence) continue
      compare(`通过“${other.name}”栏目${other.verb}的信息`, [one.claim, other.claim], result, 'warning')
    }
}

/** What stands behind another count of its sentence, or in brackets, is a part of something: of what, its own words do not say. */
function opensSentence({ paragraph, quantity }: Claim, claims: readonly Claim[]): boolean {
  const from = paragraph.plain.slice(0, quantity.start).search(/[^。!?]*$/)
  const before = paragraph.plain.slice(from, quantity.start)
  return (
    !/\([^)]*$/.test(before) &&
    !claims.some(
      (c) => c.quantity.start >= from && c.quantity.start < quantity.start && c.quantity.unit === quantity.unit,
    )
  )
}

/** 建议 11 件，已解决 11 件；提案 16 件，已解决 14 件: the same is told of things that are each counted before it. */
function ofDifferentWholes(group: readonly Claim[], claims: readonly Claim[]): boolean {
  const wholes = group.map((claim) => {
    const before = claims[claims.indexOf(claim) - 1]
    return before?.sentence === claim.sentence && before.quantity.unit === claim.quantity.unit ? before : undefined
  })
  const nouns = wholes.map((whole) => whole && nounOf(whole))
  return nouns.every((noun) => noun !== undefined) && new Set(nouns).size === nouns.length
}

function compare(label: string, claims: readonly Claim[], result: Result, severity: Finding['severity']): void {
  const exact = claims.filter((c) => !c.quantity.vague)
  const [first] = exact
  if (!first) return
  const values = new Set(exact.map((c) => c.quantity.value))
  if (values.size === 1) {
    if (exact.length > 1)
      result.holding.push({
        kind: 'conflict',
        text: `${label}两处都是 ${shown(first.quantity.value)}`,
        places: exact.map(placeOf),
      })
    return
  }
  const other = exact.find((c) => c.quantity.value !== first.quantity.value)
  if (!other) return
  // One of several lists in a row, such as one for each town, names the same thing with a number each.
  if (values.size > 2 || first.sentence === other.sentence) return
  result.findings.push({
    kind: 'conflict',
    severity,
    text: `${label}前后不一致：一处是 ${shown(first.quantity.value)}${first.quantity.unit}，另一处是 ${shown(other.quantity.value)}${other.quantity.unit}。如果统计的时间或者范围不同，请分别写明；否则请改为一致。`,
    places: [placeOf(first), placeOf(other)],
    stated: shown(first.quantity.value),
    computed: shown(other.quantity.value),
  })
}

/** Wholes and their parts that reports of this field count in different places. */
const wholes: readonly { label: string; whole: string; parts: readonly string[] }[] = [
  { label: '镇（街道）= 镇 + 街道', whole: 'towns', parts: ['onlyTowns', 'onlySubdistricts'] },
  { label: '村（社区）= 社区 + 村', whole: 'villages', parts: ['communities', 'onlyVillages'] },
  {
    label: '收到的申请 = 予以公开 + 部分公开 + 不予公开',
    whole: 'received',
    parts: ['granted', 'partlyGranted', 'refused'],
  },
]

/**
 * Parts counted in places of their own, held against their whole where they fit; and a total that is stated for one set of
 * parts while others of the same are stated elsewhere.
 */
export function wholesIn(known: readonly Known[]): Result {
  const result: Result = { findings: [], holding: [] }
  const one = (id: string) => known.filter((k) => k.concept.id === id).map((k) => k.claim)
  for (const { label, whole, parts } of wholes) {
    const [total] = one(whole)
    const counted = parts.map((p) => one(p)[0]).filter((c) => c !== undefined)
    if (!total || counted.length < 2) continue
    const sum = counted.reduce((s, c) => s + c.quantity.value, 0)
    if (sum === total.quantity.value)
      result.holding.push({
        kind: 'sum',
        text: `${label}：${counted.map((c) => shown(c.quantity.value)).join(' + ')} = ${shown(sum)}`,
        places: [total, ...counted].map(placeOf),
      })
  }
  itemTotals(known, result)
  partsAboveWhole(known, result)
  return result
}

/** What is a part of all published information cannot be more than all of it. */
function partsAboveWhole(known: readonly Known[], result: Result): void {
  const whole = known.find((k) => k.concept.id === 'published')?.claim
  const part = known.find((k) => k.concept.id === 'postedOnOneSubject')?.claim
  if (!whole || !part || part.quantity.value <= whole.quantity.value) return
  result.findings.push({
    kind: 'conflict',
    severity: 'warning',
    text: `这里发布的一类信息有 ${shown(part.quantity.value)} 条，而全部主动公开的信息只有 ${shown(whole.quantity.value)} 条，部分多于整体。请写明两处各是什么口径。`,
    places: [placeOf(part), placeOf(whole)],
    stated: shown(part.quantity.value),
    computed: shown(whole.quantity.value),
  })
}

/** Service items are power items and public services: two pairs of both with different sums are two different totals. */
function itemTotals(known: readonly Known[], result: Result): void {
  const pairs = [
    ...Map.groupBy(
      known.filter((k) => /^(?:powerItems|publicServiceItems)$/.test(k.concept.id)),
      (k) => k.claim.sentence,
    ).values(),
  ]
    .filter((pair) => pair.length === 2 && pair[0]?.concept !== pair[1]?.concept)
    .map((pair) => ({ claims: pair.map((k) => k.claim), sum: pair.reduce((s, k) => s + k.claim.quantity.value, 0) }))
  const [first] = pairs
  const other = pairs.find((p) => p.sum !== first?.sum)
  if (!first || !other) return
  const words = ({ claims, sum }: (typeof pairs)[number]) =>
    `${claims.map((c) => shown(c.quantity.value)).join(' + ')} = ${shown(sum)}`
  result.findings.push({
    kind: 'conflict',
    severity: 'error',
    text: `事项总数前后不一致：一处 ${words(first)}，另一处 ${words(other)}，相差 ${shown(Math.abs(first.sum - other.sum))}。请写明各是哪一天的数。`,
    places: [...first.claims, ...other.claims].map(placeOf),
    stated: shown(first.sum),
    computed: shown(other.sum),
  })
}
