import { addWorkingDays } from '../core/calendar.ts'
import { type Day, dayOf, showLongDay, yearOf } from '../core/day.ts'
import type { NewAct } from '../platform/acts.ts'
import { indexText } from '../platform/search.ts'
import { inWordsOf } from './eras.ts'
import { compose, type Grammar, plainOf, type Scene, withoutUnit } from './grammar.ts'
import { successors } from './plan.ts'
import type { Random } from './random.ts'
import { type Stage, type StageUnit, unitOf } from './stage.ts'
import { common } from './words.ts'

export type Channel = 'gazette' | 'website' | 'microblog' | 'wechat' | 'other'
export type TimedAct = NewAct & { at: Date; actor: string; accountId?: string | null }

/** A document before it has its id and index number; times are moments, days are days. */
export type MadeDocument = {
  unitCode: string
  columnCode: string
  kind: 'document' | 'normative' | 'interpretation' | 'news' | 'page'
  state: string
  title: string
  documentNumber: string | null
  issuingBody: string
  subjectCategory: string
  keywords: string
  source: string
  abstract: string
  body: string
  fullText: boolean
  writtenOn: Day
  effectiveOn: Day | null
  expiresOn: Day | null
  validity: 'inForce' | 'repealed' | 'expired' | 'none'
  repealedOn: Day | null
  attribute: string
  attributeGround: string | null
  reassessOn: Day | null
  regime: string
  dueOn: Day | null
  draftedBy: string
  submittedAt: Date | null
  secrecyReviewedBy: string | null
  secrecyNote: string | null
  reviewedBy: string | null
  reviewedAt: Date | null
  reviewNote: string | null
  publishAt: Date | null
  publishedAt: Date | null
  publishedBy: string | null
  withdrawnAt: Date | null
  withdrawnReason: string | null
  withdrawal: 'tombstone' | 'gone' | null
  movedTo: string | null
  createdAt: Date
  changedAt: Date
  channels: readonly { channel: Channel; publishedAt: Date; reference: string }[]
  acts: readonly Omit<TimedAct, 'subject' | 'unitCode'>[]
}

/** Titles already given, so that no two documents are called the same. */
export type Titles = Set<string>

/** Composes a document in the words of a grammar; everything about its life is left for the caller to say. */
export function makeDocument(
  stage: Stage,
  random: Random,
  titles: Titles,
  about: { grammar: Grammar; column: string; writtenOn: Day; unit?: StageUnit; known?: Record<string, string> },
): MadeDocument {
  const { grammar, column, writtenOn } = about
  const telling = grammar.by && !about.unit ? random.pick(grammar.words?.[grammar.by] ?? []) : undefined
  const unit =
    about.unit ??
    chooseUnit(
      stage,
      random,
      telling?.includes('@') ? [telling.slice(telling.indexOf('@') + 1)] : grammar.units,
      writtenOn,
    )
  const told = telling && grammar.by ? { [grammar.by]: withoutUnit(telling) } : {}
  const isTown = stage.towns.includes(unit)
  let composed: ReturnType<typeof compose>
  let scene: Scene
  for (let tries = 0; ; tries++) {
    const known = new Map(
      Object.entries({
        unit: unit.shortName,
        Unit: unit.name,
        ...(isTown ? { town: unit.shortName } : {}),
        ...told,
        ...about.known,
      }),
    )
    scene = { random, words: { ...common, ...grammar.words }, day: writtenOn, known }
    composed = inWordsOf(writtenOn, compose(grammar, scene))
    if (!titles.has(composed.title)) break
    // A well of titles can run dry; then the day tells two of them apart, as offices do.
    if (tries >= 8)
      composed.title = `${composed.title}（${showLongDay(writtenOn)}${tries > 8 ? `之${tries - 7}` : ''}）`
    if (!titles.has(composed.title)) break
  }
  titles.add(composed.title)
  const { words, known } = scene
  const keywords = grammar.keywords.map((k) =>
    k.replace(/\{(\w+)\}/g, (_, slot: string) =>
      slot === 'year' ? String(yearOf(writtenOn)) : (known.get(slot) ?? ''),
    ),
  )
  const issuer = composed.title.startsWith('津市市人民政府关于') && words ? unitOf(stage, stage.site.rootUnit) : unit
  const made = new Date(`${writtenOn}T09:00:00+08:00`)
  return {
    unitCode: unit.code,
    columnCode: column,
    kind: grammar.kind ?? 'document',
    state: 'draft',
    title: composed.title,
    documentNumber: null,
    issuingBody: issuer.name,
    subjectCategory: grammar.category,
    keywords: keywords.filter(Boolean).join(' '),
    source: unit.shortName,
    abstract: composed.abstract,
    body: composed.body,
    fullText: true,
    writtenOn,
    effectiveOn: null,
    expiresOn: null,
    validity: ['files', 'policies', 'plans'].includes(column) ? 'inForce' : 'none',
    repealedOn: null,
    attribute: 'proactive',
    attributeGround: null,
    reassessOn: null,
    regime: stage.law.regimeOn(writtenOn).code,
    dueOn: dueFor(stage, writtenOn),
    draftedBy: `${unit.shortName}信息员`,
    submittedAt: null,
    secrecyReviewedBy: null,
    secrecyNote: null,
    reviewedBy: null,
    reviewedAt: null,
    reviewNote: null,
    publishAt: null,
    publishedAt: null,
    publishedBy: null,
    withdrawnAt: null,
    withdrawnReason: null,
    withdrawal: null,
    movedTo: null,
    createdAt: made,
    changedAt: made,
    channels: [],
    acts: [],
  }
}

/** @basis 《政府信息公开条例》(国务院令第711号)第二十六条;(国务院令第492号)第十八条 */
export function dueFor(stage: Stage, writtenOn: Day): Day {
  return addWorkingDays(stage.calendar, writtenOn, stage.law.regimeOn(writtenOn).limits.publishDays)
}

function chooseUnit(stage: Stage, random: Random, codes: readonly string[], on: Day): StageUnit {
  const code = random.pick(codes)
  if (code === 'towns') return random.pick(stage.towns)
  const unit = unitOf(stage, code)
  const successor = successors[code]
  return unit.closedOn && unit.closedOn <= on && successor ? unitOf(stage, successor) : unit
}

/** Document numbers in the order of their days: one series for each sign and year, continued over calls. */
export function numberDocuments(
  documents: readonly MadeDocument[],
  signOf: (d: MadeDocument) => string | undefined,
  last: Map<string, number>,
): void {
  for (const d of [...documents].sort((a, b) => a.writtenOn.localeCompare(b.writtenOn))) {
    const sign = signOf(d)
    if (!sign) continue
    const series = `${sign}〔${yearOf(d.writtenOn)}〕`
    const serial = (last.get(series) ?? 0) + 1
    last.set(series, serial)
    d.documentNumber = `${series}${serial}号`
  }
}

export type Placed = { document: MadeDocument; id: number; row: Record<string, unknown> }

/** In the order in which they went out; what has not, by its last change. */
export function inOrder(documents: readonly MadeDocument[]): MadeDocument[] {
  const time = (d: MadeDocument) => (d.publishedAt ?? d.changedAt).getTime()
  return [...documents].sort((a, b) => time(a) - time(b))
}

/**
 * A document as its row, with search vector and, if it has gone out, index number.
 * @param serials - last serial by unit and year, as in index_serials; continued
 */
export function placeDocument(stage: Stage, document: MadeDocument, id: number, serials: Map<string, number>): Placed {
  const { channels: _, acts: __, ...columns } = document
  const indexNumber = document.publishedAt ? indexNumberOf(stage, document, document.publishedAt, serials) : null
  const search = indexText({
    title: document.title,
    number: `${document.documentNumber ?? ''} ${indexNumber ?? ''}`,
    keywords: document.keywords,
    abstract: document.abstract,
    body: plainOf(document.body),
  })
  const rest = { regionCode: stage.site.regionCode, version: 1, forcedReason: null, personalData: [] }
  return { document, id, row: { id, ...rest, indexNumber, search, ...columns } }
}

function indexNumberOf(stage: Stage, document: MadeDocument, publishedAt: Date, serials: Map<string, number>): string {
  const year = yearOf(dayOf(publishedAt))
  const series = `${document.unitCode}-${year}`
  const serial = (serials.get(series) ?? 0) + 1
  serials.set(series, serial)
  return `${stage.site.regionCode}/${series}-${String(serial).padStart(5, '0')}`
}
