import { pathToFileURL } from 'node:url'
import { importsOf, readSource, sourceFiles } from './sources.ts'

/** Modules from foundations upward; each group sees those before it. The order of style and of src/house.ts. */
const groups = [
  ['organisations', 'identity'],
  ['catalogue', 'disclosure'],
  ['requests', 'cases'],
  ['hall', 'knowledge'],
  ['hotline'],
  ['ratings'],
  ['outreach', 'supervision', 'exchange'],
  ['statistics', 'proofreading'],
  ['reports'],
]

/** Edges inside a group, from → to, each with its reason. */
const declared: { from: string; to: string; reason: string }[] = [
  { from: 'identity', to: 'organisations', reason: 'a role reaches a subtree of units, and staff work in one' },
  {
    from: 'proofreading',
    to: 'statistics',
    reason: 'the forms it recognises, and their identities, are those that statistics fills',
  },
  { from: 'disclosure', to: 'catalogue', reason: 'the search and the map of the portal lead to service items too' },
]

/** What each folder may import besides itself. Modules are judged by `groups` as well. */
const may: Record<string, readonly string[]> = {
  core: [],
  platform: ['core'],
  ui: ['core'],
  modules: ['core', 'platform', 'ui'],
  wings: ['core', 'platform', 'ui', 'modules'],
}

/** A place in the house: its folder, and the module if it is one. */
type Place = { area: string; module?: string; door?: boolean }

function placeOf(path: string): Place {
  const [top, area = '', name = '', ...rest] = path.split('/')
  if (top !== 'src') return { area: top ?? '' }
  if (area === 'modules') return { area, module: name, door: rest.join('/') === 'index.ts' }
  return may[area] ? { area } : { area: 'assembly' }
}

/** Why `from` may not import `to`; undefined if it may. */
function refuse(from: Place, to: Place): string | undefined {
  if (from.area === 'assembly' || to.area === 'data') return undefined
  if (to.area === 'assembly') return 'assembly is imported by nothing: it puts the house together'
  if (to.area !== from.area && !may[from.area]?.includes(to.area)) return `${from.area} may not import ${to.area}`
  if (!to.module || to.module === from.module) return undefined
  if (!to.door) return `only the door of another module may be imported: src/modules/${to.module}/index.ts`
  return from.module ? refuseModule(from.module, to.module) : undefined
}

function refuseModule(from: string, to: string): string | undefined {
  const [mine, theirs] = [from, to].map((name) => groups.findIndex((group) => group.includes(name)))
  if (mine === undefined || theirs === undefined || mine < 0 || theirs < 0)
    return `${mine === -1 ? from : to} is missing in the list of modules of tools/borders.ts`
  if (theirs < mine) return undefined
  if (theirs > mine) return `${to} comes after ${from}: read its acts, or move what both need down`
  return declared.some((edge) => edge.from === from && edge.to === to)
    ? undefined
    : `${from} and ${to} are of one group: declare the edge with its reason in tools/borders.ts`
}

/** Faults of one source file, each with its line. Tests may reach anywhere. */
function faultsOf(path: string, text: string): string[] {
  if (/\.test\.tsx?$/.test(path)) return []
  const from = placeOf(path)
  return importsOf(path, text).flatMap(({ specifier, target, line }) => {
    const reason = target
      ? refuse(from, placeOf(target))
      : from.area === 'core'
        ? 'core imports nothing but the language'
        : undefined
    return reason ? [`${path}:${line} imports ${specifier}: ${reason}`] : []
  })
}

/** Imports that must be refused, and some that must not; silence about the first would prove the check blind. */
const planted: [path: string, text: string, forbidden: boolean][] = [
  ['src/core/a.ts', "import { sql } from 'kysely'", true],
  ['src/core/a.ts', "import type { Db } from '../platform/database.ts'", true],
  ['src/platform/a.ts', "export * from '../ui/index.ts'", true],
  ['src/ui/a.tsx', "const a = <p>{await import('../platform/acts.ts')}</p>", true],
  ['src/modules/disclosure/a.ts', "import { b } from '../organisations/store.ts'", true],
  ['src/modules/disclosure/a.ts', "type B = import('../statistics/index.ts').B", true],
  ['src/modules/organisations/a.ts', "import type { B } from '../identity/index.ts'", true],
  ['src/modules/unlisted/a.ts', "import { b } from '../identity/index.ts'", true],
  ['src/wings/a.ts', "import { b } from '../modules/disclosure/service.ts'", true],
  ['src/modules/disclosure/a.ts', "import { buildApp } from '../../app.ts'", true],
  ['src/platform/a.ts', "import { b } from '../../tests/support/database.ts'", true],
  ['src/core/a.ts', "// import { sql } from 'kysely'\nexport const a = \"import '../ui/index.ts'\"", false],
  ['src/modules/disclosure/a.ts', "import { b } from '../organisations/index.ts'", false],
  ['src/modules/identity/a.ts', "import { b } from '../organisations/index.ts'", false],
  ['src/wings/a.ts', "import { b } from '../modules/disclosure/index.ts'", false],
  ['src/app.ts', "import { b } from './modules/disclosure/store.ts'", false],
]

/** Checks the borders of the house; first makes sure that it would notice. */
export function checkBorders(): string[] {
  for (const [path, text, forbidden] of planted)
    if (faultsOf(path, text).length > 0 !== forbidden)
      throw new Error(`the border check is blind: ${path} with ${text} must ${forbidden ? '' : 'not '}be refused`)
  return sourceFiles('src').flatMap((path) => faultsOf(path, readSource(path)))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const faults = checkBorders()
  for (const fault of faults) console.error(fault)
  console.log(
    faults.length === 0
      ? `borders hold (${planted.length} planted imports judged right)`
      : `${faults.length} imports cross a border`,
  )
  process.exitCode = faults.length === 0 ? 0 : 1
}
