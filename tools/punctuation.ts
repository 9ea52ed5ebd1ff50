import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'
import { root } from './sources.ts'

// Chinese is written with Chinese punctuation: in texts, labels and data a comma beside a Chinese character is full-width.
// On an English keyboard it comes out half-width, so this finds it, and `npm run format` puts it right.

/** What stands for an expression inside a text, `${name}` or `{name}`. */
const hole = '\uE000'
const han = /[\u4E00-\u9FFF]/
/** A Chinese character or a mark of Chinese punctuation. */
const chinese = /[\u4E00-\u9FFF\u3001-\u3011\u201C\u201D\uFF01\uFF08\uFF09\uFF0C\uFF1A\uFF1B\uFF1F]/
const wide: Record<string, string> = { ',': '\uFF0C', ':': '\uFF1A', ';': '\uFF1B', '?': '\uFF1F', '!': '\uFF01' }
const statement = /\b(insert into|select|update|delete from|where|values)\s/
/** A group of a regular expression: a sign changed in it changes what it finds. */
const group = /\(\?[:=!<]/
/** Values between commas, as a file of comma-separated values has them: a date or an empty value among them. */
const values = /,\d{4}-\d{2}-\d{2},|,\d{4}\u5E74\d|^[^\uFF0C\u3002\s]*(,[^\uFF0C\u3002\s]*){4,}\s*$/

/** The text with Chinese punctuation; texts in other languages, SQL, regular expressions and comma-separated values as they are. */
export function punctuate(text: string): string {
  if (!han.test(text) || statement.test(text) || group.test(text)) return text
  const signs = [...text]
  const opened: number[] = []
  signs.forEach((sign, i) => {
    if (sign === '(') opened.push(i)
    if (sign !== ')') return
    const from = opened.pop()
    if (from === undefined) return
    const around = [signs[from - 1], signs[from + 1], signs[i - 1], signs[i + 1]]
    if (!around.some((c) => c !== undefined && chinese.test(c))) return
    signs[from] = '\uFF08'
    signs[i] = '\uFF09'
  })
  if (values.test(text)) return text
  for (let i = 0; i < signs.length; i++) {
    const full = wide[signs[i] ?? '']
    const [before = '', after = '', then = ''] = [signs[i - 1], signs[i + 1], signs[i + 2]]
    const english = after === ' ' && /[A-Za-z]/.test(then) && signs[i] !== ':'
    const entity = signs[i] === ';' && /&#?\w+$/.test(signs.slice(Math.max(0, i - 10), i).join(''))
    const address = (signs[i] === ':' && after === '/') || (signs[i] === '?' && /[\w=&]/.test(after))
    const beside =
      chinese.test(before) || chinese.test(after) || (after === ' ' && han.test(then) && !/\w/.test(before))
    if (full === undefined || english || entity || address || !beside) continue
    signs[i] = full
    if (after === ' ' && !/[A-Za-z]/.test(then)) signs.splice(i + 1, 1)
  }
  return signs.join('')
}

/** What of the tree of a program is looked at; all else is walked through. */
type Node = Span & {
  type: string
  value?: unknown
  quasi?: { expressions: unknown }
  quasis?: Span[]
  expressions?: unknown
}
type Span = { start: number; end: number }

type Edit = { from: number; until: number; text: string }

/** Every place of a source file whose text would change. */
function editsIn(file: string, source: string): Edit[] {
  const edits: Edit[] = []
  const put = (from: number, until: number, text: string) => {
    if (source.slice(from, until) !== text) edits.push({ from, until, text })
  }
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const child of node) visit(child)
    if (Array.isArray(node) || typeof node !== 'object' || node === null) return
    const n = node as Node
    if (n.type === 'Literal' && typeof n.value === 'string')
      put(n.start + 1, n.end - 1, punctuate(source.slice(n.start + 1, n.end - 1)))
    else if (n.type === 'JSXText')
      put(n.start, n.end, punctuate(hole + source.slice(n.start, n.end) + hole).slice(1, -1))
    else if (n.type === 'TaggedTemplateExpression') visit(n.quasi?.expressions)
    else if (n.type === 'TemplateLiteral') {
      const parts: Edit[] = (n.quasis ?? []).map((q) => {
        const whole = source.slice(q.start, q.end)
        const from = q.start + (/^[`}]/.test(whole) ? 1 : 0)
        const text = source.slice(from, q.end).replace(/(\$\{|`)$/, '')
        return { from, until: from + text.length, text }
      })
      const words = punctuate(parts.map((p) => p.text).join(hole)).split(hole)
      parts.forEach((part, i) => {
        put(part.from, part.until, words[i] ?? '')
      })
      visit(n.expressions)
    } else for (const child of Object.values(n)) visit(child)
  }
  if (/\.tsx?$/.test(file)) visit(parseSync(file, source).program)
  else {
    const texts = file.endsWith('.json') ? /"((?:[^"\\]|\\.)*)"(?!\s*:)/g : />([^<]+)</g
    for (const match of source.matchAll(texts)) {
      const [whole = '', text = ''] = match
      const from = match.index + whole.indexOf(text)
      const padded = file.endsWith('.json') ? punctuate(text) : punctuate(hole + text + hole).slice(1, -1)
      put(from, from + text.length, padded)
    }
  }
  return edits.sort((a, b) => a.from - b.from)
}

function main(): void {
  const fix = process.argv.includes('--fix')
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'src', 'tests', 'data'], {
    cwd: root,
    encoding: 'utf8',
  })
  let found = 0
  for (const file of listed.split('\n').filter((f) => /\.(tsx?|json|html)$/.test(f))) {
    const source = readFileSync(join(root, file), 'utf8')
    if (!han.test(source)) continue
    const edits = editsIn(file, source)
    found += edits.length
    if (fix && edits.length > 0)
      writeFileSync(
        join(root, file),
        edits.reduceRight((text, { from, until, text: now }) => text.slice(0, from) + now + text.slice(until), source),
      )
    else
      for (const { from, text } of edits)
        console.error(`${file}:${source.slice(0, from).split('\n').length}: write ${text.trim().slice(0, 80)}`)
  }
  if (fix || found === 0) return
  console.error(`${found} texts with half-width punctuation: npm run format puts them right.`)
  process.exitCode = 1
}

if (process.argv[1]?.endsWith('punctuation.ts')) main()
