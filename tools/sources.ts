import { globSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { parseSync } from 'vite'

export const root = dirname(import.meta.dirname)

/** Paths of source files below a folder, from the root, with forward slashes and in order. */
export function sourceFiles(folder: string): string[] {
  return globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
}

export function readSource(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

export type Import = {
  /** As written, such as `../core/day.ts` or `fastify`. */
  specifier: string
  /** Path from the root; undefined for packages. */
  target: string | undefined
  line: number
}

/** Everything a source file imports or re-exports: types, `import()` and `import('…').Type` included. */
export function importsOf(path: string, text: string): Import[] {
  const { program, errors } = parseSync(path, text)
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`)
  const found: Import[] = []
  visit(program, (node) => {
    if (!importing.has(node.type) || !isLiteral(node.source)) return
    const { value: specifier, start } = node.source
    const target = specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : undefined
    found.push({ specifier, target, line: text.slice(0, start).split('\n').length })
  })
  return found
}

const importing = new Set([
  'ImportDeclaration',
  'ExportAllDeclaration',
  'ExportNamedDeclaration',
  'ImportExpression',
  'TSImportType',
])

type Node = { type: string; source?: unknown }
type Literal = { value: string; start: number }

function isLiteral(node: unknown): node is Literal {
  return typeof node === 'object' && node !== null && typeof (node as Partial<Literal>).value === 'string'
}

function visit(node: unknown, seen: (node: Node) => void): void {
  if (typeof node !== 'object' || node === null) return
  if (Array.isArray(node)) {
    for (const child of node) visit(child, seen)
    return
  }
  if (typeof (node as Partial<Node>).type === 'string') seen(node as Node)
  for (const child of Object.values(node)) visit(child, seen)
}
