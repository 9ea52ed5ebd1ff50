import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import regimes from '../../../data/law/regimes.json' with { type: 'json' }
import { day } from '../../core/day.ts'
import type { Regime } from '../../core/regime.ts'
import { type Facts, type Move, type MoveName, moves, movesOf, refuseMove } from './rules.ts'
import { type RequestState, requestStates } from './schema.ts'

const R2019 = (regimes as unknown as Regime[]).find((r) => r.code === 'R2019') as Regime
const R2008 = (regimes as unknown as Regime[]).find((r) => r.code === 'R2008') as Regime
const today = day('2026-03-10')
const names = Object.keys(moves) as MoveName[]

type Drawn = { from: string[]; to: string; who: string[] }

/** The drawing of states in the README, by move. */
const drawing = new Map<string, Drawn>(
  [
    ...readFileSync(new URL('README.md', import.meta.url), 'utf8').matchAll(
      /^\| `(\w+)`\s*\|([^|]+)\|([^|]+)\|([^|]+)\|/gm,
    ),
  ]
    .filter(([, name = '']) => name in moves)
    .map(([, name = '', from = '', to = '', who = '']) => [
      name,
      {
        from: from.trim() === 'all' ? [...requestStates] : from.split(',').map((s) => s.trim()),
        to: to.trim(),
        who: who.split(',').map((s) => s.trim()),
      },
    ]),
)

/** A request about which nothing but its state keeps any move from being made. */
const facts = (state: RequestState, change: Partial<Facts> = {}): Facts => ({
  state,
  receivedOn: day('2026-03-02'),
  dueOn: day('2026-03-30'),
  extension: 0,
  waitingUntil: null,
  supplementsAsked: 0,
  reasonsAsked: false,
  openConsultations: 0,
  objections: 0,
  waiting: [],
  proposers: [],
  letters: 1,
  undelivered: 0,
  ...change,
})
const everyone = { accountId: 'zhang', holds: () => true }

test('every move is drawn, and the drawing has no other', () => {
  expect([...drawing.keys()].toSorted()).toEqual(names.toSorted())
})

test.each(names)('%s leads from and to where the README draws it, for whom it says', (name) => {
  const move: Move = moves[name]
  const drawn = drawing.get(name)
  expect([...move.from].toSorted()).toEqual(drawn?.from.toSorted())
  expect(move.to ?? '—').toBe(drawn?.to)
  expect(drawn?.who.includes('applicant') ?? false).toBe(move.applicant === true)
  expect(drawn?.who.includes('head') ?? false).toBe(move.may === 'requests.approve')
})

/** What has to have happened besides the state before a move may be made. */
const needs: Partial<Record<MoveName, Partial<Facts>>> = {
  giveReasons: { reasonsAsked: true },
  proposePostponement: { reasonsAsked: true },
  decide: { waiting: ['extension'] },
  takeBackProposal: { waiting: ['reply'], proposers: ['zhang'] },
}

test.each(requestStates.flatMap((state) => names.map((name) => [state, name] as const)))(
  'in %s, %s is allowed or refused as drawn, to officers and to the applicant',
  (state, name) => {
    const drawn = drawing.get(name)
    const refusal = refuseMove(name, facts(state, needs[name]), R2019, today, everyone)
    const byApplicant = refuseMove(name, facts(state, needs[name]), R2019, today, 'applicant')
    const nobody = refuseMove(name, facts(state, needs[name]), R2019, today, { accountId: 'zhang', holds: () => false })
    if (!drawn?.from.includes(state)) {
      for (const refused of [refusal, byApplicant, nobody]) expect(refused?.code).toBe('requests.notInThisState')
      return
    }
    expect(refusal).toBeUndefined()
    expect(byApplicant?.code).toBe(drawn.who.includes('applicant') ? undefined : 'requests.noRight')
    expect(nobody?.code).toBe('requests.noRight')
  },
)

test.each<[string, MoveName, RequestState, Partial<Facts>, Regime, string]>([
  [
    'a supplement is asked for once',
    'askSupplement',
    'handling',
    { supplementsAsked: 1 },
    R2019,
    'supplementAskedBefore',
  ],
  [
    'a day that has not passed is waited for',
    'abandon',
    'supplementAsked',
    { waitingUntil: today },
    R2019,
    'stillWaiting',
  ],
  ['nobody is given up under Order 492', 'abandon', 'supplementAsked', {}, R2008, 'notInThisRegime'],
  ['an extension is granted once', 'proposeExtension', 'handling', { extension: 5 }, R2019, 'alreadyExtended'],
  ['what is overdue is not extended', 'proposeExtension', 'handling', { dueOn: day('2026-03-09') }, R2019, 'overdue'],
  ['reasons are asked for once', 'askReasons', 'handling', { reasonsAsked: true }, R2019, 'reasonsAskedBefore'],
  ['Order 492 asks for no reasons', 'askReasons', 'handling', {}, R2008, 'notInThisRegime'],
  ['a later day needs reasons first', 'proposePostponement', 'handling', {}, R2019, 'noReasonsAsked'],
  [
    'what was written to the applicant is not handed over',
    'handOver',
    'handling',
    { letters: 2 },
    R2019,
    'alreadyHandled',
  ],
  ['before the rules on fees there was none', 'askFee', 'handling', { receivedOn: day('2020-06-01') }, R2019, 'noFee'],
  ['what waits for the head is not answered', 'issueReply', 'handling', { waiting: ['reply'] }, R2019, 'waitsForHead'],
  ['there is nothing to decide', 'decide', 'handling', {}, R2019, 'nothingToDecide'],
  ['what has not arrived is not archived', 'archive', 'replied', { undelivered: 1 }, R2019, 'notDelivered'],
])('%s', (_, name, state, change, regime, code) => {
  const refusal = refuseMove(name, facts(state, change), regime, today, everyone)
  expect(refusal?.code).toBe(`requests.${code}`)
  expect(refusal?.message).not.toBe('')
})

test('all moves are told, each with its name and why not', () => {
  const all = movesOf(facts('archived'), R2019, today, everyone)
  expect(all.map((m) => m.name)).toEqual(names)
  expect(all.filter((m) => !m.refusal).map((m) => m.name)).toEqual(['followUp', 'recordDelivery'])
})
