import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { day } from '../../core/day.ts'
import type { Need, Right } from './rights.ts'
import {
  type Facts,
  type Move,
  type MoveName,
  type Mover,
  moves,
  movesOf,
  problemsInDecision,
  problemsInExtension,
  refuseApproval,
  refuseMove,
  refuseSubmission,
} from './rules.ts'
import { type CaseState, caseStates } from './schema.ts'

const today = day('2026-03-10')
const names = Object.keys(moves) as MoveName[]

type Drawn = { from: string[]; to: string; needs: string; who: string[] }
const cut = (text: string) => text.split(',').map((s) => s.trim())

/** The drawing of states in the README, by move. */
const drawing = new Map<string, Drawn>(
  [
    ...readFileSync(new URL('README.md', import.meta.url), 'utf8').matchAll(
      /^\| `(\w+)`\s*\|([^|]+)\|([^|]+)\|([^|]+)\|([^|]+)\|/gm,
    ),
  ].map(([, name = '', from = '', to = '', needs = '', who = '']) => [
    name,
    { from: cut(from), to: to.trim(), needs: needs.trim(), who: cut(who) },
  ]),
)

/** A case about which nothing but its state keeps any move from being made. */
const facts = (state: CaseState, change: Partial<Facts> = {}): Facts => ({
  state,
  kind: 'committed',
  receivedOn: day('2026-03-02'),
  noticeDueOn: day('2026-03-11'),
  supplementsAsked: 0,
  waitingUntil: null,
  extension: 0,
  mostExtension: { days: 10, basis: '《行政许可法》第四十二条第一款' },
  dueOn: day('2026-03-20'),
  fourEyes: false,
  reviewers: [],
  openSteps: 0,
  tolerated: 0,
  proposals: [],
  proposers: [],
  feeOpen: false,
  onItsWay: false,
  ...change,
})
const officer = (right: Right, only?: Need): Mover => ({
  accountId: 'zhang',
  rightTo: (need) => (only === undefined || need === only ? right : 'no'),
})

/** What has to have happened besides the state before a move may be made. */
const needs: Partial<Record<MoveName, Partial<Facts>>> = {
  acceptSilently: { noticeDueOn: day('2026-03-09') },
  decideAtOnce: { kind: 'instant' },
  bringMaterials: { tolerated: 1 },
  decideExtension: { proposals: ['extension'] },
  answerProposal: { proposals: ['decision'] },
  takeBackProposal: { proposals: ['decision'], proposers: ['zhang'] },
  recordPayment: { feeOpen: true },
  arrive: { onItsWay: true },
}

test('every move is drawn, and the drawing has no other', () => {
  expect([...drawing.keys()].toSorted()).toEqual(names.toSorted())
})

test.each(names)('%s leads from and to where the README draws it, for whom it says', (name) => {
  const move: Move = moves[name]
  const drawn = drawing.get(name)
  expect([...move.from].toSorted()).toEqual(drawn?.from.toSorted())
  expect(move.to ?? '—').toBe(drawn?.to)
  expect(move.needs).toBe(drawn?.needs)
  expect(drawn?.who.includes('applicant')).toBe(move.applicant === true)
  const clock = !drawn?.who.includes('clock') ? undefined : drawn.who.length > 1 ? 'also' : 'alone'
  expect(move.clock).toBe(clock)
})

test.each(caseStates.flatMap((state) => names.map((name) => [state, name] as const)))(
  'in %s, %s is allowed or refused as drawn, to each who may try',
  (state, name) => {
    const drawn = drawing.get(name)
    const code = (by: Mover) => refuseMove(name, facts(state, needs[name]), today, by)?.code
    const right = moves[name].needs
    if (!drawn?.from.includes(state)) {
      for (const by of [officer('yes'), officer('no'), 'applicant', 'clock'] as const)
        expect(code(by)).toBe('cases.notInThisState')
      return
    }
    const clockOnly = !drawn.who.includes('officer')
    expect(code('clock')).toBeUndefined()
    expect(code(officer('yes', right))).toBe(clockOnly ? 'cases.noRight' : undefined)
    expect(code(officer('outside', right))).toBe(clockOnly ? 'cases.noRight' : 'cases.outsideAuthorisation')
    expect(code(officer('no'))).toBe('cases.noRight')
    expect(code('applicant')).toBe(drawn.who.includes('applicant') ? undefined : 'cases.noRight')
  },
)

test.each<[string, MoveName, CaseState, Partial<Facts>, string]>([
  ['a supplement is asked for once', 'askSupplement', 'submitted', { supplementsAsked: 1 }, 'supplementAskedBefore'],
  [
    'whoever said nothing for five working days has accepted',
    'askSupplement',
    'submitted',
    { noticeDueOn: day('2026-03-09') },
    'noticeTooLate',
  ],
  ['silence is not presumed early', 'acceptSilently', 'submitted', { noticeDueOn: today }, 'noticeStillRuns'],
  ['a supplement is waited for', 'notAccept', 'supplementAsked', { waitingUntil: today }, 'stillWaiting'],
  ['only an instant case is decided on the spot', 'decideAtOnce', 'submitted', {}, 'notInstant'],
  ['an extension is granted once', 'proposeExtension', 'inReview', { extension: 5 }, 'alreadyExtended'],
  ['what is overdue is not extended', 'proposeExtension', 'inReview', { dueOn: day('2026-03-09') }, 'overdue'],
  [
    'what ran out while the proposal lay there is not extended',
    'decideExtension',
    'inReview',
    { proposals: ['extension'], dueOn: day('2026-03-09') },
    'overdue',
  ],
  [
    'where no law knows an extension there is none',
    'proposeExtension',
    'inReview',
    { mostExtension: { days: 0, basis: '' } },
    'noExtension',
  ],
  ['steps come before the decision', 'decide', 'inReview', { openSteps: 1 }, 'stepsOpen'],
  ['steps come before the proposal', 'proposeDecision', 'inReview', { openSteps: 2 }, 'stepsOpen'],
  ['what was proposed is answered first', 'decide', 'inReview', { proposals: ['decision'] }, 'waitsForDecision'],
  [
    'what another proposed is not taken back',
    'takeBackProposal',
    'inReview',
    { proposals: ['decision'], proposers: ['li'] },
    'noProposalOfYours',
  ],
  ['there is nothing to answer', 'answerProposal', 'inReview', {}, 'nothingToDecide'],
  [
    'four eyes: who reviewed does not decide',
    'decide',
    'inReview',
    { fourEyes: true, reviewers: ['zhang'] },
    'fourEyes',
  ],
  [
    'four eyes: who proposed does not decide',
    'answerProposal',
    'inReview',
    { fourEyes: true, reviewers: ['zhang'], proposals: ['decision'] },
    'fourEyes',
  ],
  ['nothing is brought that was not tolerated', 'bringMaterials', 'inReview', {}, 'nothingTolerated'],
  ['what costs is paid before it is issued', 'issueResult', 'approved', { feeOpen: true }, 'feeOpen'],
  ['what is on its way is not handed over', 'deliver', 'completed', { onItsWay: true }, 'onItsWay'],
  ['what is on its way is not posted again', 'post', 'completed', { onItsWay: true }, 'onItsWay'],
])('%s', (_, name, state, change, code) => {
  const by = (moves[name] as Move).clock === 'alone' ? 'clock' : officer('yes')
  const refusal = refuseMove(name, facts(state, change), today, by)
  expect(refusal?.code).toBe(`cases.${code}`)
  expect(refusal?.message).not.toBe('')
})

test('four eyes need another person, and only there', () => {
  const reviewed = { fourEyes: true, reviewers: ['li'] }
  expect(refuseMove('decide', facts('inReview', reviewed), today, officer('yes'))).toBeUndefined()
  const alone = { fourEyes: false, reviewers: ['zhang'] }
  expect(refuseMove('decide', facts('inReview', alone), today, officer('yes'))).toBeUndefined()
})

test('a rejection names its reasons, an approval waits for what was tolerated', () => {
  expect(problemsInDecision({ decision: 'reject', reason: ' ' })[0]?.field).toBe('reason')
  expect(problemsInDecision({ decision: 'approve', reason: '' })).toEqual([])
  expect(refuseApproval(facts('inReview', { tolerated: 1 }))?.code).toBe('cases.toleratedMissing')
  expect(refuseApproval(facts('inReview'))).toBeUndefined()
  expect(problemsInExtension(facts('inReview'), 10)).toEqual([])
  expect(problemsInExtension(facts('inReview'), 11)[0]?.field).toBe('days')
})

test.each([
  ['holds', { effectiveOn: '2026-01-01', endedOn: null, cancelledOn: null }, undefined],
  ['ends today', { effectiveOn: '2026-01-01', endedOn: '2026-03-10', cancelledOn: null }, 'cases.versionEnded'],
  ['ends tomorrow', { effectiveOn: '2026-01-01', endedOn: '2026-03-11', cancelledOn: null }, undefined],
  [
    'was withdrawn',
    { effectiveOn: '2026-01-01', endedOn: '2026-03-10', cancelledOn: '2026-03-10' },
    'cases.itemCancelled',
  ],
  ['begins tomorrow', { effectiveOn: '2026-03-11', endedOn: null, cancelledOn: null }, 'cases.notYetOpen'],
  ['is a draft', { effectiveOn: null, endedOn: null, cancelledOn: null }, 'cases.notYetOpen'],
])('a draft is sent under a version that holds: this one %s', (_, version, code) => {
  expect(refuseSubmission({ ...version, elements: { online: true } }, today)?.code).toBe(code)
})

test('all moves of people are told, each with its name and why not', () => {
  const all = movesOf(facts('archived'), today, officer('yes'))
  expect(all.map((m) => m.name)).toEqual(names.filter((n) => (moves[n] as Move).clock !== 'alone'))
  expect(all.filter((m) => !m.refusal).map((m) => m.name)).toEqual(['revokeResult'])
})
