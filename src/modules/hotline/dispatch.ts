import type { OrderKind } from './schema.ts'

/** A topic of the dispatch catalogue. */
export type Topic = {
  code: string
  parentCode: string | null
  name: string
  words: readonly string[]
  kind: OrderKind | null
  unitCodes: readonly string[]
  ofPlace: boolean
}

/** A unit as far as the catalogue asks: those that exist today. */
export type Place = { code: string; parentCode: string | null; kind: string; name: string; shortName: string }

/** What the catalogue proposes, with why. */
export type DispatchProposal = {
  topicCode: string
  topicName: string
  /** Words of the catalogue that the text contains. */
  hits: readonly string[]
  kind: OrderKind | null
  /** Undefined: the topic is of a place and none is known, or its unit does not exist any more. */
  unitCode: string | undefined
  unitName: string | undefined
}

/** What was proposed when an order was first dispatched, as its act keeps it: from this it is counted how right the catalogue is. */
export type ToldProposal = {
  /** Empty: no word of the catalogue stood in the text. */
  topic: string
  unit: string
  hits: readonly string[]
}

const most = 3

/**
 * What a text is about and who handles that, by the words of the catalogue: longer words tell more. The operator decides.
 * @param place - code of the unit where it is; undefined: taken from the text, if it names one
 * @returns at most three proposals, the best first
 */
export function proposeDispatch(
  text: string,
  place: string | undefined,
  { topics, units }: { topics: readonly Topic[]; units: readonly Place[] },
): DispatchProposal[] {
  const plain = text.normalize('NFKC').toLowerCase()
  const at = place || placeIn(plain, units)
  return topics
    .map((topic, position) => {
      const hits = topic.words.filter((word) => plain.includes(word.normalize('NFKC').toLowerCase()))
      return { topic, position, hits, score: hits.reduce((sum, word) => sum + [...word].length, 0) }
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.position - b.position)
    .slice(0, most)
    .map(({ topic, hits }) => {
      const unit = unitOf(topic, at, units)
      return {
        ...{ topicCode: topic.code, topicName: topic.name, hits, kind: topic.kind ?? kindIn(plain) ?? null },
        ...{ unitCode: unit?.code, unitName: unit?.name },
      }
    })
}

function unitOf(topic: Topic, place: string | undefined, units: readonly Place[]): Place | undefined {
  if (topic.ofPlace) return place === undefined ? undefined : townOf(place, units)
  return topic.unitCodes.map((code) => units.find((u) => u.code === code)).find((u) => u !== undefined)
}

/** The town or subdistrict in which a place lies, itself included. */
export function townOf(code: string, units: readonly Place[]): Place | undefined {
  const unit = units.find((u) => u.code === code)
  if (!unit) return undefined
  if (unit.kind === 'town' || unit.kind === 'subdistrict') return unit
  return unit.parentCode === null ? undefined : townOf(unit.parentCode, units)
}

const localKinds = ['town', 'subdistrict', 'village', 'community']

/** The town or village that a text names, the longest name first; undefined: none. */
export function placeIn(text: string, units: readonly Place[]): string | undefined {
  return units
    .filter((u) => localKinds.includes(u.kind) && text.includes(u.shortName.toLowerCase()))
    .sort((a, b) => b.shortName.length - a.shortName.length)[0]?.code
}

const kindWords: readonly (readonly [OrderKind, readonly string[]])[] = [
  ['report', ['举报', '揭发', '检举']],
  ['complaint', ['投诉', '态度', '乱收费', '推诿', '不满']],
  ['suggestion', ['建议', '希望能增加', '能不能增设']],
  ['consultation', ['咨询', '请问', '怎么办理', '如何', '需要什么材料', '多少钱', '什么时候']],
]

/** What the words say of the kind; undefined: nothing. */
export const kindIn = (text: string): OrderKind | undefined =>
  kindWords.find(([, words]) => words.some((word) => text.includes(word)))?.[0]
