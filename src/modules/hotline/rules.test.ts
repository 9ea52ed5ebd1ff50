import { expect, test } from 'vitest'
import { day } from '../../core/day.ts'
import { type Need, needs } from './rights.ts'
import {
  endedStates,
  type Facts,
  type MoveName,
  moves,
  openStates,
  refuseHandDown,
  refuseMove,
  refuseTarget,
} from './rules.ts'
import { orderStates } from './schema.ts'

const today = day('2026-03-10')
const facts = (change: Partial<Facts> = {}): Facts => ({
  ...{ state: 'handling', handedDown: false, extension: 0, mostExtension: 5, replyDueOn: day('2026-03-12') },
  ...{ proposals: [], followers: 0, assistingOpen: 0, handlers: [], formerHandlers: [], urgedToday: false },
  ...{ withLeader: false, followUpOpen: false, unsatisfied: false, reopenUntil: null, hasReply: true },
  ...{ confidential: false, publicWish: true, published: false },
  ...change,
})
const officer = (...held: Need[]) => ({ accountId: 'me', holds: (n: Need) => held.includes(n), assisting: false })
const all = { ...officer(...needs), assisting: true }
const code = (name: MoveName, change: Partial<Facts>, by: Parameters<typeof refuseMove>[3] = all) =>
  refuseMove(name, facts(change), today, by)?.code

/** Facts under which nothing but the state bars a move. */
const open: Partial<Record<MoveName, Partial<Facts>>> = {
  giveBack: { handedDown: true },
  decideReturn: { proposals: [{ kind: 'return', by: 'other' }] },
  decideExtension: { proposals: [{ kind: 'extension', by: 'other' }] },
  decideClosing: { proposals: [{ kind: 'closing', by: 'other' }] },
  followUp: { followUpOpen: true },
  reopen: { reopenUntil: today },
  withdrawPublication: { published: true },
}

test('each move is possible from the states of the table, and from no other', () => {
  for (const name of Object.keys(moves) as MoveName[])
    for (const state of orderStates) {
      const from: readonly string[] = moves[name].from
      const expected = from.includes(state) ? undefined : 'hotline.notInThisState'
      expect([name, state, code(name, { ...open[name], state })]).toEqual([name, state, expected])
    }
})

test('each move needs one of its rights; the person and the clock make a few', () => {
  const byPerson: string[] = []
  const byClock: string[] = []
  for (const name of Object.keys(moves) as MoveName[]) {
    const state = moves[name].from[0]
    const at = { ...open[name], state }
    if (code(name, at, 'person') === undefined) byPerson.push(name)
    if (code(name, at, 'clock') === undefined) byClock.push(name)
    if (name === 'assist') continue
    const wanted: readonly Need[] = moves[name].needs
    for (const need of needs)
      expect([name, need, code(name, at, officer(need))]).toEqual([
        ...[name, need, wanted.includes(need) ? undefined : 'hotline.noRight'],
      ])
  }
  expect(byPerson).toEqual(['supplement', 'urge', 'followUp', 'reopen', 'withdraw'])
  expect(byClock).toEqual(['escalate'])
  // Whoever assists answers, whatever else they hold.
  expect(code('assist', {}, officer(...needs))).toBe('hotline.noRight')
  expect(code('assist', {}, { ...officer(), assisting: true })).toBeUndefined()
})

test.each<[string, MoveName, Partial<Facts>, string | undefined]>([
  ['who asked does not decide', 'decideReturn', { proposals: [{ kind: 'return', by: 'me' }] }, 'hotline.fourEyes'],
  ['nothing asked, nothing to decide', 'decideExtension', {}, 'hotline.nothingToReview'],
  [
    'one thing is asked at a time',
    'askReturn',
    { proposals: [{ kind: 'extension', by: 'x' }] },
    'hotline.waitsForReview',
  ],
  ['no reply while a return waits', 'reply', { proposals: [{ kind: 'return', by: 'x' }] }, 'hotline.waitsForReview'],
  ['a reply while an extension waits', 'reply', { proposals: [{ kind: 'extension', by: 'x' }] }, undefined],
  ['what was handed down is given back, not returned', 'askReturn', { handedDown: true }, 'hotline.handedDown'],
  ['and not handed further down', 'handDown', { handedDown: true }, 'hotline.handedDown'],
  ['only what was handed down is given back', 'giveBack', {}, 'hotline.notHandedDown'],
  ['extended once', 'askExtension', { extension: 2 }, 'hotline.alreadyExtended'],
  ['a kind without extension', 'askExtension', { mostExtension: 0 }, 'hotline.noExtension'],
  ['on the last day more may be asked', 'askExtension', { replyDueOn: today }, undefined],
  ['after it not', 'askExtension', { replyDueOn: day('2026-03-09') }, 'hotline.overdue'],
  ['others still assist', 'askClosing', { state: 'replied', assistingOpen: 1 }, 'hotline.assistingOpen'],
  [
    'reopened: not by who handled it',
    'sign',
    { state: 'dispatched', formerHandlers: ['me'] },
    'hotline.anotherHandler',
  ],
  ['nor may they reply', 'reply', { formerHandlers: ['me'] }, 'hotline.anotherHandler'],
  ['by another one', 'sign', { state: 'dispatched', formerHandlers: ['other'] }, undefined],
  ['no follow-up where none is due', 'followUp', { state: 'closed' }, 'hotline.noFollowUp'],
  [
    'nor by a handler',
    'followUp',
    { state: 'closed', followUpOpen: true, handlers: ['me'] },
    'hotline.followedByHandler',
  ],
  ['reopened on the last day', 'reopen', { state: 'closed', reopenUntil: today }, undefined],
  ['too late', 'reopen', { state: 'closed', reopenUntil: day('2026-03-09') }, 'hotline.tooLateToReopen'],
  ['unsatisfied: never too late', 'reopen', { state: 'followedUp', unsatisfied: true }, undefined],
  ['followed up first', 'archive', { state: 'closed', followUpOpen: true }, 'hotline.followUpFirst'],
  ['the person may still want more', 'archive', { state: 'followedUp', reopenUntil: today }, 'hotline.stillReopenable'],
  ['with the leader already', 'escalate', { withLeader: true }, 'hotline.withLeader'],
  ['others depend on it', 'withdraw', { followers: 1 }, 'hotline.answersForOthers'],
  ['confidential is never published', 'publish', { state: 'closed', confidential: true }, 'hotline.confidential'],
  ['nor without the wish', 'publish', { state: 'closed', publicWish: false }, 'hotline.notWished'],
  ['nor without reply', 'publish', { state: 'closed', hasReply: false }, 'hotline.noReply'],
  ['nor twice', 'publish', { state: 'closed', published: true }, 'hotline.published'],
  ['nor by who replied', 'publish', { state: 'closed', handlers: ['me'] }, 'hotline.fourEyes'],
  ['not published', 'withdrawPublication', { state: 'closed' }, 'hotline.notPublished'],
])('%s', (_, name, change, expected) => {
  expect(code(name, change)).toBe(expected)
})

test('the person urges once a day, the hotline as often as it must', () => {
  expect(code('urge', { urgedToday: true }, 'person')).toBe('hotline.urgedToday')
  expect(code('urge', { urgedToday: true }, officer('dispatch'))).toBeUndefined()
  // Who was not to be rung may say how it was, but not after somebody was told already.
  expect(code('followUp', { state: 'closed' }, 'person')).toBeUndefined()
  expect(code('followUp', { state: 'followedUp' }, 'person')).toBe('hotline.noFollowUp')
  expect(code('reopen', { state: 'followedUp', unsatisfied: true }, 'person')).toBe('hotline.tooLateToReopen')
})

test('every state is open or has ended', () => {
  expect([...openStates, ...endedStates].sort()).toEqual([...orderStates].sort())
})

test('an order goes to no unit that is closed, nor to the one it speaks of or those below it', () => {
  const unit = (path: string, closedOn: string | null = null) => ({
    ...{ path, kind: 'department', name: '某局', closedOn: closedOn === null ? null : day(closedOn) },
  })
  expect(refuseTarget(unit('/jinshi/urban/'), null, today)).toBeUndefined()
  expect(refuseTarget(unit('/jinshi/urban/', '2019-03-01'), null, today)).toContain('撤销')
  expect(refuseTarget(unit('/jinshi/urban/'), '/jinshi/urban/', today)).toContain('被举报')
  expect(refuseTarget(unit('/jinshi/baiyi/baiyi-jinlin/'), '/jinshi/baiyi/', today)).toContain('被举报')
  expect(refuseTarget(unit('/jinshi/baiyi/'), '/jinshi/baiyi/baiyi-jinlin/', today)).toBeUndefined()
})

test.each([
  ['department', 'town', '/jinshi/baiyi/', true],
  ['department', 'village', '/jinshi/baiyi/baiyi-jinlin/', false],
  ['department', 'department', '/jinshi/water/', false],
  ['town', 'village', '/jinshi/here/v/', true],
  ['town', 'village', '/jinshi/baiyi/baiyi-jinlin/', false],
  ['village', 'village', '/jinshi/here/v/', false],
])('from a %s to a %s (%s): %s', (from, kind, path, may) => {
  const to = { path, kind, name: '某地', closedOn: null }
  expect(refuseHandDown({ path: '/jinshi/here/', kind: from }, to) === undefined).toBe(may)
})
