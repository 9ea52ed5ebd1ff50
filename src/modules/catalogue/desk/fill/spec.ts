import type { Unit } from '../../../organisations/index.ts'
import type { FilePurpose, ItemElements } from '../../schema.ts'
import type { Sheet } from './sheet.ts'

export type Choices = readonly { value: string; label: string }[]

/** One field of a list as it is filled in. `name` is its path within the sheet, or within its row. */
export type Spec = {
  name: string
  label: string
  kind: 'text' | 'area' | 'lines' | 'count' | 'decimal' | 'yuan' | 'yes' | 'choice' | 'choices'
  choices?: Choices
  /** Its codes are numbers. */
  numbers?: true
  /** Left empty it is null, not an empty text or zero. */
  nullable?: true
  hint?: string
  unit?: string
  rows?: number
  size?: 'short' | 'medium'
  /** Lists of many choices stand side by side. */
  row?: true
}

/** Rows of one kind, as many as one needs: materials, steps, questions. */
export type Rows = {
  list: keyof Sheet
  title: string
  /** What one of them is called after 增加, such as 一份材料. */
  word: string
  note?: string
  specs: readonly Spec[]
  /** Letter that made-up short names begin with; absent: rows have none. */
  keyed?: string
  /** A row in which nothing is filled in yet. */
  blank: Readonly<Record<string, unknown>>
  /** What a folded row says of itself. */
  summary: (row: Readonly<Record<string, unknown>>) => string
}

/** Fields under one heading, or rows. */
export type Block = { title: string; note?: string; specs: readonly Spec[] } | Rows

export const isRows = (block: Block): block is Rows => 'list' in block

/** A part of a list that is filled in on one page. */
export type FillSection = {
  slug: string
  title: string
  blocks: readonly Block[]
  /** Elements that it fills in. */
  covers: readonly (keyof ItemElements)[]
  /** Whether files are named in it, which are uploaded on a page of their own. */
  files?: true
}

/** What the choices of a list depend on. */
export type FillWorld = {
  elements: ItemElements
  units: readonly Pick<Unit, 'code' | 'name'>[]
  files: readonly { id: number; purpose: string; name: string }[]
}

export const filesFor = (files: FillWorld['files'], purpose: FilePurpose): Choices =>
  files.filter((f) => f.purpose === purpose).map((f) => ({ value: String(f.id), label: f.name }))
