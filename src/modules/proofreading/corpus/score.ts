import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { templates } from '../../statistics/index.ts'
import { type Finding, kinds } from '../findings.ts'
import { proofread } from '../proofread.ts'
import { linesOf } from '../text.ts'

/** A fault that was planted: its kind, a line on which it shows, and the number as it is stated there. */
export type Expected = { kind: string; line: number; stated?: string }

/** `found` and `planted` say recall, `right` and `told` precision: one fault may be told twice, such as by row and by column. */
export type Score = { kind: string; planted: number; found: number; told: number; right: number }

export type Miss = { file: string; missed?: Expected; invented?: Finding }

const folder = import.meta.dirname

/** The files of the corpus, without their endings. */
export const names = (): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => name.slice(0, -4))
    .toSorted()

const textOf = (name: string) => readFileSync(join(folder, `${name}.txt`), 'utf8')
export const expectedOf = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Expected[]

const stands = (finding: Finding, { kind, line }: Expected) =>
  finding.kind === kind && finding.places.some((p) => p.line === line)

/** Proofreads every file and holds what was found against what was planted, by kind, and `all` at the end. */
export function score(): { scores: Score[]; misses: Miss[] } {
  const scores = new Map([...kinds, 'all'].map((kind) => [kind, { kind, planted: 0, found: 0, told: 0, right: 0 }]))
  const misses: Miss[] = []
  const count = (kind: string, what: Exclude<keyof Score, 'kind'>) => {
    for (const row of [scores.get(kind), scores.get('all')]) if (row) row[what] += 1
  }
  for (const file of names()) {
    const { findings } = proofread(linesOf([{ place: '', text: textOf(file) }]), templates)
    const expected = expectedOf(file)
    for (const fault of expected) {
      count(fault.kind, 'planted')
      const hit = findings.some((f) => stands(f, fault) && (fault.stated === undefined || f.stated === fault.stated))
      if (hit) count(fault.kind, 'found')
      else misses.push({ file, missed: fault })
    }
    for (const finding of findings) {
      count(finding.kind, 'told')
      if (expected.some((fault) => stands(finding, fault))) count(finding.kind, 'right')
      else misses.push({ file, invented: finding })
    }
  }
  return { scores: [...scores.values()], misses }
}

/** Shares between 0 and 1; of nothing everything is right. */
export const recall = ({ found, planted }: Score): number => (planted === 0 ? 1 : found / planted)
export const precision = ({ right, told }: Score): number => (told === 0 ? 1 : right / told)
