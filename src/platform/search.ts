import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import { pinyin } from 'pinyin-pro'

/*
 * Chinese search inside PostgreSQL. Words are cut here, on writing and on asking alike, and handed over as finished
 * tsvector and tsquery texts, so no dictionary of the server is involved.
 *
 * What stands in an index: words of all parts; every two neighbouring characters of title, number, keywords and
 * abstract, so that half a word is found too; pinyin and initials of title words; and every word of the title once
 * more behind a caret (`^低保`). Asking for that one tells a hit in the title from the index alone, without reading
 * the vectors that weights would need: that is what keeps a common word fast in a million documents.
 */

/** What of a record is searched. */
export type SearchParts = {
  title: string
  /** Document number, index number. */
  number?: string | null
  keywords?: string
  abstract?: string
  /** Plain text, no markup. */
  body?: string
}

type Weight = 'A' | 'B' | 'C' | 'D'

/** tsvector may hold one megabyte; what a text of several hundred pages says beyond that is not searched. */
const maxBytes = 900_000
const maxTerms = 16
const maxQuery = 100
const longestTitle = 300

let jieba: Jieba | undefined
function cutter(): Jieba {
  jieba ??= Jieba.withDict(dict)
  return jieba
}

/** Runs of Han characters and runs of Latin letters or digits, in lower case and plain width; all else separates. */
function runsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{Script=Han}+|[\p{Script=Latin}\p{Nd}]+/gu) ?? []
  )
}

const isHan = (run: string) => /^\p{Script=Han}/u.test(run)

/** Neighbouring pairs of characters. */
function pairsOf(run: string): string[] {
  const chars = [...run]
  return chars.slice(1).map((c, i) => `${chars[i]}${c}`)
}

/**
 * Words of two characters and more. A single character the cutter left over is joined with its neighbours, so that
 * a word it does not know is still found.
 * @param text - a run of Han characters, or several parted by blanks: one call cuts a whole text
 */
function wordsOf(text: string, search: boolean): string[] {
  const cut = cutter().cut(text, true)
  const words = new Set((search ? cutter().cutForSearch(text, true) : cut).filter((w) => w.length > 1 && isHan(w)))
  cut.forEach((word, i) => {
    if (word === ' ' || [...word].length > 1) return
    const before = [...(cut[i - 1] ?? ' ')].at(-1) ?? ' '
    const after = [...(cut[i + 1] ?? ' ')][0] ?? ' '
    if (before !== ' ') words.add(before + word)
    if (after !== ' ') words.add(word + after)
  })
  return [...words]
}

const soundsOfWords = new Map<string, { full: string; initials: string }>()

/** Pinyin of a word without tones (ü as v), whole and by initials. */
function soundsOf(word: string): { full: string; initials: string } {
  const known = soundsOfWords.get(word)
  if (known) return known
  const syllables = pinyin(word, { toneType: 'none', type: 'array', v: true })
  const sounds = { full: syllables.join(''), initials: syllables.map((s) => s[0] ?? '').join('') }
  if (soundsOfWords.size > 50_000) soundsOfWords.clear()
  soundsOfWords.set(word, sounds)
  return sounds
}

/** Pinyin and initials of each word of a run, alone and together with the word after it; of a long word its parts too. */
function pinyinOf(run: string): string[] {
  const words = cutter().cut(run, true)
  const sounds = words.map(soundsOf)
  const parts = cutter()
    .cutForSearch(run, true)
    .filter((part) => [...part].length > 1)
  return [
    ...parts.map(soundsOf).flatMap((s) => [s.full, s.initials]),
    ...sounds.flatMap((s, i) => {
      const next = sounds[i + 1]
      const alone = [...(words[i] ?? '')].length > 1 ? [s.full, s.initials] : []
      return next ? [...alone, s.full + next.full, s.initials + next.initials] : alone
    }),
  ]
}

/** The search vector of a record, as the text of a tsvector: PostgreSQL reads it into such a column as it is. */
export function indexText(parts: SearchParts): string {
  const lexemes = new Map<string, Set<Weight>>()
  let bytes = 0
  const add = (lexeme: string, weight: Weight) => {
    // PostgreSQL takes lexemes of up to 2 kB; a run of digits and letters that long is nothing anyone types.
    if (lexeme.length === 0 || lexeme.length > 100) return
    const known = lexemes.get(lexeme)
    if (known) known.add(weight)
    else if (bytes < maxBytes) {
      bytes += Buffer.byteLength(lexeme) + 8
      lexemes.set(lexeme, new Set([weight]))
    }
  }
  for (const run of runsOf(parts.title)) {
    const words = isHan(run) ? [...wordsOf(run, true), ...pairsOf(run), [...run].at(-1) ?? ''] : [run]
    for (const word of words) {
      add(word, 'A')
      add(`^${word}`, 'A')
    }
    if (isHan(run)) for (const sound of pinyinOf(run)) add(sound, 'B')
  }
  const some = (text: string, weight: Weight) => {
    for (const run of runsOf(text))
      for (const word of isHan(run) && run.length > 1 ? [...wordsOf(run, true), ...pairsOf(run)] : [run])
        add(word, weight)
  }
  some(`${parts.number ?? ''} ${parts.keywords ?? ''}`, 'B')
  some(parts.abstract ?? '', 'C')
  const runs = runsOf(parts.body ?? '')
  for (const word of wordsOf(runs.filter(isHan).join(' '), true)) add(word, 'D')
  for (const run of runs) if (!isHan(run)) add(run, 'D')
  return [...lexemes].map(([lexeme, weights]) => `'${lexeme}'${positions(weights)}`).join(' ')
}

/** One position for each part a word stands in; a word of the text alone needs none, which keeps vectors small. */
function positions(weights: Set<Weight>): string {
  const told = [...weights].filter((w) => w !== 'D')
  return told.length === 0 ? '' : `:${told.map((w) => `${'ABC'.indexOf(w) + 1}${w}`).join(',')}`
}

export type Asked = {
  /** For `search @@ text::tsquery`. */
  text: string
  /** The same asked of titles only. */
  titleText: string
}

/**
 * What a person typed, as the text of a tsquery; any input is safe. Undefined when nothing in it can be searched.
 * @param options.any - whether one of several words is enough, for help when all together find nothing
 */
export function queryText(typed: string, options: { any?: boolean } = {}): Asked | undefined {
  const asked = askedRuns(typed)
  // Where one word is enough, a run of characters is taken apart into its words.
  const runs = options.any
    ? asked.flatMap((run) => (isHan(run) && run.length > 2 ? wordsOf(run, false) : [run])).slice(0, maxTerms)
    : asked
  if (runs.length === 0) return undefined
  const joint = options.any ? ' | ' : ' & '
  const ask = (mark: string) => {
    const all = runs.map((run) => askRun(run, mark, mark === '')).join(joint)
    // Syllables typed apart (`di bao`) are also tried as one word.
    const apart = runs.length > 1 && runs.every((run) => /^[a-z]+$/.test(run))
    return apart && mark === '' ? `(${all}) | '${runs.join('')}':*` : all
  }
  return { text: ask(''), titleText: ask('^') }
}

/** What of the typed is looked for. A lone character beside other words (the 号 of 3号) would only widen the search. */
function askedRuns(typed: string): string[] {
  const runs = [...new Set(runsOf(typed.slice(0, maxQuery)))].slice(0, maxTerms)
  const telling = runs.filter((run) => !isHan(run) || [...run].length > 1)
  return telling.length > 0 ? telling : runs
}

/** One run as a part of a query; `mark` is the caret for titles. */
function askRun(run: string, mark: string, wordsToo: boolean): string {
  const lexeme = (word: string) => `'${mark}${word}'`
  if (!isHan(run)) return run.length > 1 && /\p{Script=Latin}/u.test(run) ? `${lexeme(run)}:*` : lexeme(run)
  const chars = [...run]
  if (chars.length === 1) return `${lexeme(run)}:*`
  if (chars.length === 2) return lexeme(run)
  const pairs = [...new Set(pairsOf(run))].map(lexeme).sort().join(' & ')
  if (!wordsToo) return `(${pairs})`
  const words = wordsOf(run, false).map(lexeme).sort().join(' & ')
  return words === '' || words === pairs ? `(${pairs})` : `((${words}) | (${pairs}))`
}

/** A piece of a text, and whether it is what was looked for. */
export type Segment = { text: string; hit: boolean }

/** Cuts a text into pieces so that what was looked for can be marked; the pieces together are the text. */
export function highlight(text: string, typed: string): Segment[] {
  const segments: Segment[] = []
  let from = 0
  for (const [start, end] of hitsIn(text, typed)) {
    if (start > from) segments.push({ text: text.slice(from, start), hit: false })
    segments.push({ text: text.slice(start, end), hit: true })
    from = end
  }
  if (from < text.length) segments.push({ text: text.slice(from), hit: false })
  return segments
}

/** A stretch of a text around the first thing looked for, or its beginning. */
export function excerpt(text: string, typed: string, length = 120): string {
  const plain = text.replace(/\s+/g, ' ').trim()
  if (plain.length <= length) return plain
  const first = hitsIn(plain, typed)[0]?.[0] ?? 0
  const start = Math.max(0, Math.min(first - Math.floor(length / 4), plain.length - length))
  return `${start > 0 ? '…' : ''}${plain.slice(start, start + length)}${start + length < plain.length ? '…' : ''}`
}

/** Where in the text the looked-for stands: ranges in order, none overlapping. */
function hitsIn(text: string, typed: string): [number, number][] {
  const plain = inPlainWidth(text)
  const runs = askedRuns(typed)
  const ranges: [number, number][] = []
  for (const run of runs) {
    const words = isHan(run) && !plain.includes(run) ? [...wordsOf(run, false), ...pairsOf(run)] : [run]
    for (const word of words)
      for (let i = plain.indexOf(word); i >= 0; i = plain.indexOf(word, i + word.length))
        ranges.push([i, i + word.length])
    // Only titles are found by their sound.
    if (ranges.length === 0 && text.length <= longestTitle && /^[a-z]{2,}$/.test(run))
      ranges.push(...soundingLike(plain, run))
  }
  return merged(ranges)
}

/** In lower case and plain width, no character moved: where the whole would, each that grows or shrinks stays as it is. */
function inPlainWidth(text: string): string {
  const plain = (part: string) => part.normalize('NFKC').toLowerCase()
  const whole = plain(text)
  if (whole.length === text.length) return whole
  return [...text].map((c) => (plain(c).length === c.length ? plain(c) : c)).join('')
}

/** Words of the text whose pinyin or initials begin as typed. */
function soundingLike(text: string, typed: string): [number, number][] {
  const ranges: [number, number][] = []
  let at = 0
  for (const word of cutter().cut(text, true)) {
    if (isHan(word) && word.length > 1) {
      const { full, initials } = soundsOf(word)
      if (full.startsWith(typed) || initials.startsWith(typed)) ranges.push([at, at + word.length])
    }
    at += word.length
  }
  return ranges
}

function merged(ranges: [number, number][]): [number, number][] {
  const result: [number, number][] = []
  for (const [start, end] of ranges.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const last = result.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else result.push([start, end])
  }
  return result
}
