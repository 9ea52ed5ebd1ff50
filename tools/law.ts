import sources from '../data/law/sources.json' with { type: 'json' }
import { readSource, sourceFiles } from './sources.ts'

/** One article that a function carries out. */
type Basis = { title: string; article: string; path: string; name: string; does: string }

/** Collects the @basis tags of all docstrings below src. */
function collect(): Basis[] {
  return sourceFiles('src')
    .filter((path) => !/\.test\.tsx?$/.test(path))
    .flatMap((path) =>
      [...readSource(path).matchAll(docstring)].flatMap(([, text = '', code = '']) => basesOf(path, text, code)),
    )
}

const docstring = /\/\*\*((?:[^*]|\*(?!\/))*)\*\/\s*([^\n]*)/g

function basesOf(path: string, docstring: string, code: string): Basis[] {
  const lines = docstring.split('\n').map((line) => line.replace(/^\s*\*? ?/, '').trim())
  const tags = lines.filter((line) => line.startsWith('@basis ')).map((line) => line.slice('@basis '.length))
  const name =
    /(?:function\*?|const|type|class|let)\s+([\w$]+)/.exec(code)?.[1] ?? /^\s*(?:async\s+)?([\w$]+)/.exec(code)?.[1]
  const does = lines.filter((line) => line && !line.startsWith('@')).join(' ')
  return tags
    .flatMap(articles)
    .map(({ title, article }) => ({ title, article, path, name: name ?? '', does: firstSentence(does) }))
}

/** `《甲》第一条、第二条;(国务院令第492号)第三条;国办发〔2014〕32号` → one entry for each article; a bare order inherits the title before it. */
export function articles(tag: string): { title: string; article: string }[] {
  let law = ''
  return tag
    .split(/[;\uFF1B]\s*/)
    .filter(Boolean)
    .flatMap((part) => {
      const cited = /^([^;\uFF1B《》]*《[^》]+》)?\s*([(\uFF08][^)\uFF09]*[)\uFF09])?\s*(.*)$/.exec(part.trim())
      const [, named, order = '', rest = ''] = cited ?? []
      law = named ?? (order ? law : '')
      // Without a title in 《》 the source is a document number, such as 国办发〔2014〕32号.
      const numbered = law ? undefined : /^(.*?号)\s*(.*)$/.exec(rest)
      const title = law ? `${law}${order}` : (numbered?.[1] ?? rest)
      const cites = law ? rest : (numbered?.[2] ?? '')
      return cites.split('、').map((article) => ({ title, article: article.trim() }))
    })
}

function firstSentence(text: string): string {
  return /^.*?[.。](?=\s|$)/.exec(text)?.[0] ?? text
}

const digits = '零一二三四五六七八九'

/** 第三十五条 → 35, so that articles stand in the order of the law; 0 without a number. */
export function articleNumber(article: string): number {
  const written = /第([零一二三四五六七八九十百]+)条/.exec(article)?.[1]
  if (!written) return 0
  let [sum, digit] = [0, 0]
  for (const sign of written) {
    const unit = { 十: 10, 百: 100 }[sign]
    if (unit) [sum, digit] = [sum + (digit || 1) * unit, 0]
    else digit = digits.indexOf(sign)
  }
  return sum + digit
}

/** A text of law that was not read whole, with what of it is not confirmed. */
type Source = { title: string; name: string; unconfirmed: readonly string[] }

/**
 * What readers are told of a source below its heading: its name, and what of it is not confirmed.
 * @param title - as `@basis` cites it, with or without words after its number
 */
export function remarks(title: string, known: readonly Source[]): string[] {
  return known
    .filter((s) => title === s.title || title.startsWith(`${s.title}\uFF1A`))
    .flatMap(({ name, unconfirmed }) => [`《${name}》。Not confirmed: ${unconfirmed.join('\uFF1B')}。`, ''])
}

/** docs/law.md. Functions are named without their line: a line would age with every edit above it. */
export function lawPage(): string {
  const found = collect()
  const laws = [...Map.groupBy(found, (basis) => basis.title)].sort(([a], [b]) => (a < b ? -1 : 1))
  const idle = sources.find((s) => !laws.some(([title]) => remarks(title, [s]).length > 0))
  if (idle) throw new Error(`data/law/sources.json: nothing cites ${idle.title}`)
  return [
    '# Law in code',
    '',
    'Which function carries out which article, collected from the `@basis` tags in the sources (`npm run lists`).',
    '',
    ...laws.flatMap(([title, its]) => [
      `## ${title}`,
      '',
      ...remarks(title, sources),
      '| article | function | what it does |',
      '|---|---|---|',
      ...its
        .toSorted(
          (a, b) =>
            articleNumber(a.article) - articleNumber(b.article) ||
            order(a.article, b.article) ||
            order(a.path, b.path) ||
            order(a.name, b.name),
        )
        .map(
          (b) =>
            `| ${b.article} | \`${b.name}\` in [${b.path.slice(4)}](../${b.path}) | ${b.does.replaceAll('|', '\\|')} |`,
        ),
      '',
    ]),
  ].join('\n')
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
