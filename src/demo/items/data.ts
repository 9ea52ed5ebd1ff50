import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Day } from '../../core/day.ts'
import type { ItemElements, Material, ProcessStep, StepRole } from '../../modules/catalogue/index.ts'
import { OperatorError } from '../../platform/operator-error.ts'
import { root } from '../../platform/root.ts'

/** What a unit's items have in common; `names` is its part of the grammar. */
export type UnitPlan = {
  code: string
  names: string
  /** Two digits that stand for its line of administration in basic codes. */
  department: string
  personTopic: string
  firmTopic: string
  post: string
  /** Whether the hall has windows for it. */
  hall: boolean
}

/** The numbers that must come out. */
export type Plan = {
  midYear: Day
  yearEnd: Day
  /** Items at the end of 2018 by type. */
  types: Record<string, number>
  addedAfterMidYear: { publicServices: number; onApplication: number; others: number }
  hallItems: number
  /** By how many percent working days, steps and materials of what is in the hall went down. */
  hallReduction: { days: number; steps: number; materials: number }
  atMostOneTrip: number
  supervisePhone: string
  hallPhone: string
  units: UnitPlan[]
}

/** A field of names: each of the words `of` with each of the words `do`. */
export type NameField = { type: string; law: string; of: string; do?: string }

export type DelegatedItem = {
  unit: string
  type: string
  name: string
  law: string
  acceptedAt: 'village' | 'town' | 'department'
  decidedAt: 'village' | 'town' | 'department'
  /** Before and after. */
  materials: [number, number]
  days: [number, number]
  /** Whether the superior asked for it. */
  assigned?: boolean
}

/** Whose items go where on a day; `words`: only those whose name holds one of them. */
export type Move = { from: string; to: string; on: Day; reason: string; words?: string }

export type CancelledCertificate = { unit: string; name: string; replacedBy: string; usedFor: string[] }

type Loose<T> = Partial<Omit<T, 'key' | 'name'>> & { name: string; key?: string }

/** Elements as far as they are told; what is left out follows from the unit or is what is usual. */
export type ToldElements = Partial<Omit<ItemElements, 'materials' | 'steps' | 'name'>> & {
  name: string
  materials?: (Loose<Material> & { key: string })[]
  steps?: (Loose<ProcessStep> & { role: StepRole; days: number })[]
}

/** An item that is worked out in a file of its own. */
export type WorkedItem = {
  unit: string
  type: string
  law: string
  /** Keys of materials whose blank form is printed from the item's own form. */
  printed?: string[]
  /** Finest units that one applies for, where there are several. */
  handling?: { name: string; change: Partial<ToldElements> }[]
  /** The second version. */
  revised?: { on: Day; note: string; change: Partial<ToldElements> }
  elements: ToldElements
}

const folder = join(root, 'data', 'jinshi', 'items')

function read<T>(file: string): T {
  try {
    return JSON.parse(readFileSync(join(folder, file), 'utf8'))
  } catch (error) {
    throw new OperatorError(`data/jinshi/items/${file}: ${error instanceof Error ? error.message : error}`)
  }
}

const list = <T>(name: string): T => read(`lists/${name}.json`)

/** All that the demonstration's items are made of. Throws OperatorError naming a file that cannot be read. */
export function readItemData() {
  return {
    plan: list<Plan>('plan'),
    names: list<Record<string, NameField[]>>('names'),
    events: list<Record<string, string>>('events'),
    delegated: list<DelegatedItem[]>('delegations'),
    moves: list<Move[]>('moves'),
    certificates: list<CancelledCertificate[]>('certificates'),
    worked: readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .sort()
      .map((file) => read<WorkedItem>(file)),
  }
}

export type ItemData = ReturnType<typeof readItemData>
