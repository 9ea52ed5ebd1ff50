import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './sources.ts'

// What continuous integration runs: each step counts as one, each test as one, and the last line says how many held.
// `--fix` only brings punctuation, format and imports in order.

type Counts = { passed: number; failed: number }
type Outcome = Counts & { note?: string }

const bin = (path: string, ...args: string[]) => run(process.execPath, [join(root, 'node_modules', path), ...args])

const biome = '@biomejs/biome/bin/biome'

const steps: [name: string, run: () => Outcome][] = [
  ['format and lint', () => step(bin(biome, 'check', '--error-on-warnings'))],
  ['Chinese punctuation', () => step(tool('punctuation'))],
  ['types', () => step(bin('typescript/bin/tsc', '--noEmit', '-p', root))],
  ['borders', () => step(tool('borders'))],
  ['unused code', () => step(bin('knip/bin/knip.js', '--no-progress'))],
  ['lists up to date', () => step(tool('lists', '--check'))],
  ['audit of packages', audit],
  ['npm test', tests],
]

if (process.argv.includes('--fix')) {
  tool('punctuation', '--fix')
  process.exitCode = bin(biome, 'check', '--write').status
} else {
  const results = steps.map(([name, check]) => {
    console.log(`\n— ${name}`)
    const begun = performance.now()
    return { name, ...check(), seconds: (performance.now() - begun) / 1000 }
  })
  console.log('')
  for (const { name, passed, failed, note, seconds } of results)
    console.log(
      `${failed > 0 ? '✗' : passed > 0 ? '✓' : '·'} ${name}${note ? ` (${note})` : ''} ${seconds.toFixed(1)} s`,
    )
  const sum = (key: keyof Counts) => results.reduce((total, result) => total + result[key], 0)
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`)
  process.exitCode = sum('failed') > 0 ? 1 : 0
}

function run(program: string, args: string[], quiet = false): { status: number; output: string } {
  const done = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1024 ** 3,
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    shell: process.platform === 'win32' && program === 'npm',
  })
  if (done.error) console.error(done.error.message)
  return { status: done.status ?? 1, output: `${done.stdout ?? ''}${done.stderr ?? ''}` }
}

function step({ status }: { status: number }): Outcome {
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

function tool(name: string, ...args: string[]): { status: number } {
  return run(process.execPath, [join(root, 'tools', `${name}.ts`), ...args])
}

/** npm under its own Node, as the person who called us has it. */
function npm(args: string[], quiet = false): { status: number; output: string } {
  const program = process.env.npm_execpath
  const byNode = program !== undefined && /\.c?js$/.test(program)
  return byNode ? run(process.execPath, [program, ...args], quiet) : run('npm', args, quiet)
}

/** Known faults of the packages we ship. A registry without this service is said, and counts as neither. */
function audit(): Outcome {
  const { status, output } = npm(['audit', '--omit=dev', '--audit-level=high'], true)
  console.log(output.trim())
  const offered = !/audit.*\b(404|405|501)\b|\b(404|405|501)\b.*audit|audit endpoint returned an error/is.test(output)
  if (offered) return step({ status })
  return { passed: 0, failed: 0, note: 'not done: the package registry answers that it has no audit service' }
}

/** The README's own command, so that what a newcomer types is what is checked. */
function tests(): Outcome {
  const report = join(root, 'var/tests.json')
  mkdirSync(join(root, 'var'), { recursive: true })
  rmSync(report, { force: true })
  const { status } = npm(['test', '--', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`])
  const counts = countsOf(report)
  // A run that ends badly without a failing test, such as one that cannot build, is a failure all the same.
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

type Report = {
  numPassedTests: number
  numFailedTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}

function countsOf(file: string): Counts {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report
    // A file that breaks before its first test has none to report, and counts as one.
    const broken = report.testResults.filter((r) => r.status === 'failed' && r.assertionResults.length === 0).length
    return { passed: report.numPassedTests, failed: report.numFailedTests + broken }
  } catch {
    return { passed: 0, failed: 1 }
  }
}
