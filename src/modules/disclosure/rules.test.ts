import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { calendar } from '../../core/calendar.ts'
import { day, days } from '../../core/day.ts'
import type { Regime } from '../../core/regime.ts'
import {
  findingsIn,
  indexNumber,
  type Move,
  type MoveName,
  moves,
  movesOf,
  problemInReassessment,
  problemInSchedule,
  problemsInSubmission,
  publicationDue,
  refuseMove,
} from './rules.ts'
import { attributes, type State, states } from './schema.ts'

const all = () => true
const someone = { accountId: 'someone', holds: all }
const document = {
  state: 'draft' as State,
  attribute: 'proactive' as 'proactive' | 'onApplication' | 'notDisclosed',
  draftedBy: 'drafter',
  reviewedBy: 'reviewer' as string | null,
}
const names = Object.keys(moves) as MoveName[]

// Written out apart from the table, so that a slip in one is seen by the other.
const life: Record<State, MoveName[]> = {
  draft: ['save', 'submit', 'discard', 'force'],
  returned: ['save', 'submit', 'discard', 'force'],
  inReview: ['recall', 'return', 'approve', 'withhold', 'force'],
  approved: ['return', 'schedule', 'publish', 'force'],
  scheduled: ['return', 'unschedule', 'publish', 'force'],
  published: ['addChannel', 'correct', 'repeal', 'revisit', 'withdraw'],
  withheld: ['reassess', 'reopen'],
  withdrawn: [],
  discarded: [],
}

describe.each(states)('a document that is %s', (state) => {
  test.each(names)('allows or refuses %s as the drawing says', (name) => {
    const attribute = (moves[name] as Move).only === 'withheld' ? 'notDisclosed' : 'proactive'
    expect(refuseMove(name, { ...document, state, attribute }, someone) === undefined).toBe(life[state].includes(name))
  })

  test('tells for every move what it is called and why it may not be made', () => {
    for (const { label, refusal } of movesOf({ ...document, state }, someone)) {
      expect(label).not.toBe('')
      if (refusal) expect(refusal.message).not.toBe('')
    }
  })
})

describe.each(names)('%s', (name) => {
  const move: Move = moves[name]
  const from = move.from[0] as State
  const fitting = {
    ...document,
    state: from,
    attribute: move.only === 'withheld' ? ('onApplication' as const) : ('proactive' as const),
  }

  test('needs exactly its own permission', () => {
    expect(refuseMove(name, fitting, { accountId: 'someone', holds: (p) => p === move.may })).toBeUndefined()
    expect(refuseMove(name, fitting, { accountId: 'someone', holds: (p) => p !== move.may })?.code).toBe(
      'disclosure.noRight',
    )
  })

  test.each([
    ['drafter', 'disclosure.ownDraft'],
    ['reviewer', 'disclosure.ownReview'],
  ] as const)('knows whether the %s may make it', (role, code) => {
    const refused = move.notBy?.includes(role) ?? false
    expect(refuseMove(name, fitting, { accountId: role, holds: all })?.code).toBe(refused ? code : undefined)
  })

  test.each(attributes)('heeds the attribute %s', (attribute) => {
    const fits = !move.only || (move.only === 'proactive') === (attribute === 'proactive')
    expect(refuseMove(name, { ...fitting, attribute }, someone) === undefined).toBe(fits)
  })
})

test('whoever may do everything still cannot draft, review and publish one document alone', () => {
  const one = { accountId: 'one', holds: all }
  expect(refuseMove('approve', { ...document, state: 'inReview', draftedBy: 'one' }, one)?.code).toBe(
    'disclosure.ownDraft',
  )
  expect(refuseMove('publish', { ...document, state: 'approved', draftedBy: 'one' }, one)?.code).toBe(
    'disclosure.ownDraft',
  )
  expect(refuseMove('publish', { ...document, state: 'approved', reviewedBy: 'one' }, one)?.code).toBe(
    'disclosure.ownReview',
  )
})

test('every state but the first is reached by some move, and nothing leads back from the last two', () => {
  for (const state of states)
    if (state !== 'draft') expect(Object.values<Move>(moves).some((m) => m.to === state)).toBe(true)
  for (const state of ['withdrawn', 'discarded'] as const)
    expect(Object.values<Move>(moves).some((m) => m.from.includes(state))).toBe(false)
})

const limits = {
  publishDays: 20,
  replyDays: 15,
  extensionDays: 15,
  supplementNoticeDays: null,
  thirdPartyDays: null,
  coProducerDays: null,
}
const R2008: Regime = {
  code: 'R2008',
  title: '政府信息公开条例',
  orderNumber: '国务院令第492号',
  validFrom: day('2008-05-01'),
  validUntil: day('2019-05-14'),
  limits,
  articles: {},
  unconfirmed: [],
}

// 2018 Spring Festival: 国办发明电〔2017〕12号
const spring = calendar({ daysOff: days('2018-02-15', '2018-02-21'), workedWeekends: ['2018-02-11', '2018-02-24'] })
test.each([
  ['an ordinary month', '2018-03-01', '2018-03-29'],
  ['over the Spring Festival, with two weekends worked', '2018-02-01', '2018-03-06'],
])('information is due after 20 working days: %s', (_, written, due) => {
  expect(publicationDue(R2008, spring, { writtenOn: day(written), attribute: 'proactive' })).toBe(due)
})

test('what is not published of our own accord, or is older than the law, has no due day', () => {
  expect(publicationDue(R2008, spring, { writtenOn: day('2018-03-01'), attribute: 'onApplication' })).toBeNull()
  expect(publicationDue(R2008, spring, { writtenOn: day('2007-03-01'), attribute: 'proactive' })).toBeNull()
})

const complete = {
  attribute: 'proactive' as const,
  attributeGround: null,
  abstract: '',
  body: '<p>正文</p>',
  fullText: true,
  kind: 'document' as const,
  documentNumber: null,
  attachments: 0,
  explains: 0,
}
const finding = { kind: 'phone' as const, quote: '138****5678' }
test.each([
  ['nothing wrong', complete, [], '', []],
  ['withheld without a ground', { ...complete, attribute: 'notDisclosed' as const }, [], '', ['attributeGround']],
  ['full text without any', { ...complete, body: '' }, [], '', ['body']],
  ['full text in an attachment', { ...complete, body: '', attachments: 1 }, [], '', []],
  ['abstract only, and no abstract', { ...complete, fullText: false, body: '' }, [], '', ['abstract']],
  ['a normative document without a number', { ...complete, kind: 'normative' as const }, [], '', ['documentNumber']],
  ['an interpretation of nothing', { ...complete, kind: 'interpretation' as const }, [], '', ['explains']],
  ['a telephone number and no reason', complete, [finding], '', ['personalDataReason']],
  ['a telephone number and a reason', complete, [finding], '工作人员办公手机，本人同意公开', []],
  [
    'a telephone number in what is not published',
    { ...complete, attribute: 'notDisclosed' as const, attributeGround: '第十六条' },
    [finding],
    '',
    [],
  ],
])('a submission is checked: %s', (_, doc, findings, reason, fields) => {
  expect(problemsInSubmission(doc, findings, reason).map((p) => p.field)).toEqual(fields)
})

test('personal data is found and shown masked', () => {
  expect(findingsIn('联系人张三，手机 13812345678。')).toEqual([{ kind: 'phone', quote: '138****5678' }])
})

test('a withheld document is looked at again within five years', () => {
  const today = day('2018-06-01')
  expect(problemInReassessment(day('2018-06-01'), today)).toBeDefined()
  expect(problemInReassessment(day('2019-06-01'), today)).toBeUndefined()
  expect(problemInReassessment(day('2023-06-02'), today)).toBeDefined()
})

test('a publication is set for the future, within a year', () => {
  const now = new Date('2018-06-01T08:00:00+08:00')
  expect(problemInSchedule(new Date('2018-06-01T07:59:00+08:00'), now)).toBeDefined()
  expect(problemInSchedule(new Date('2018-06-01T08:01:00+08:00'), now)).toBeUndefined()
  expect(problemInSchedule(new Date('not a date'), now)).toBeDefined()
  expect(problemInSchedule(new Date('2020-06-01T08:00:00+08:00'), now)).toBeDefined()
})

test('an index number names region, unit, year and serial', () => {
  expect(indexNumber('430781', 'finance', 2018, 12)).toBe('430781/finance-2018-00012')
})

test('the drawing in the README shows exactly the moves of the table', async () => {
  const readme = await readFile(new URL('README.md', import.meta.url), 'utf8')
  const drawn = [...readme.matchAll(/^ {2}(\w+) --> (\w+): (.+)$/gm)].flatMap(([, from, to, words]) =>
    names.filter((n) => (words ?? '').split(/[^A-Za-z]+/).includes(n)).map((n) => `${from} ${n} ${to}`),
  )
  // Saving a draft leaves it one, which nobody needs drawn.
  const told = names
    .flatMap((n) => moves[n].from.map((from) => `${from} ${n} ${moves[n].to}`))
    .filter((m) => m !== 'draft save draft')
  expect(new Set(drawn)).toEqual(new Set(told))
})
