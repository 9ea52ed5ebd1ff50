import { expect, test } from 'vitest'
import { type Client, signedInAs } from '../../../../tests/support/app.ts'
import { approve, at, by, casesDesk, doing, life, version } from '../../../../tests/support/cases-desk.ts'
import { expectValidHtml } from '../../../../tests/support/html.ts'
import { rowCounts } from '../../../../tests/support/rows.ts'
import { db } from '../../../../tests/support/world.ts'
import { addDays } from '../../../core/day.ts'
import { pathOf } from '../acting.ts'
import * as delivery from '../delivery.service.ts'
import * as handling from '../handling.service.ts'
import type { MoveName } from '../rules.ts'
import { getCase } from '../store.ts'

const { house, today, officer, head, asOfficer, received, accepted, reviewed, approved, issued } = await casesDesk()

type Case = {
  move: MoveName
  /** Brings a new case to where the move may be made. */
  before: () => Promise<string>
  who: Client
  fields?: (number: string) => Promise<Record<string, string>>
  state: string
  paper?: string
}

const moves: Case[] = [
  { move: 'accept', before: received, who: officer, state: 'accepted', paper: 'acceptance' },
  {
    move: 'askSupplement',
    before: received,
    who: officer,
    fields: async () => ({ points: '位置图缺比例尺', fields: 'area', until: addDays(today, 14) }),
    state: 'supplementAsked',
    paper: 'supplementNotice',
  },
  {
    move: 'notAccept',
    before: received,
    who: officer,
    fields: async () => ({ ground: 'notCompetent', reason: '由省级办理', organ: '湖南省林业局' }),
    state: 'notAccepted',
    paper: 'nonAcceptance',
  },
  {
    move: 'startSpecial',
    before: accepted,
    who: officer,
    fields: async () => ({ kind: 'inspection', reason: '要到现场看' }),
    state: 'specialProcedure',
    paper: 'specialNotice',
  },
  {
    move: 'endSpecial',
    before: async () => {
      const number = await accepted()
      await handling.startSpecial(by(asOfficer), number, { kind: 'inspection', reason: '要到现场看', until: '' })
      return number
    },
    who: officer,
    fields: async () => ({ result: '现场符合要求' }),
    state: 'inReview',
  },
  {
    move: 'proposeExtension',
    before: accepted,
    who: officer,
    fields: async () => ({ days: '5', reason: '情况复杂' }),
    state: 'accepted',
  },
  {
    move: 'passStep',
    before: accepted,
    who: officer,
    fields: async (number) => ({ step: await doing(number), opinion: '符合条件' }),
    state: 'inReview',
  },
  { move: 'proposeDecision', before: reviewed, who: officer, fields: async () => approve, state: 'inReview' },
  {
    move: 'decide',
    before: reviewed,
    who: head,
    fields: async () => ({ decision: 'reject', reason: '妨碍交通' }),
    state: 'rejected',
    paper: 'rejection',
  },
  { move: 'issueResult', before: approved, who: officer, state: 'completed' },
  {
    move: 'deliver',
    before: issued,
    who: officer,
    fields: async () => ({ recipient: '李小梅' }),
    state: 'delivered',
    paper: 'deliveryReceipt',
  },
  { move: 'post', before: issued, who: officer, fields: async () => ({ address: '朝阳路 8 号' }), state: 'completed' },
  {
    move: 'arrive',
    before: async () => {
      const number = await issued()
      const form = { address: '朝阳路 8 号', phone: '', carrier: '', trackingNumber: '' }
      await delivery.post(by(asOfficer), number, form)
      return number
    },
    who: officer,
    fields: async () => ({ arrivedOn: today }),
    state: 'delivered',
  },
  {
    move: 'handOver',
    before: accepted,
    who: officer,
    fields: async () => ({ accountId: asOfficer.accountId ?? '', reason: '休假' }),
    state: 'accepted',
  },
  {
    move: 'returnCase',
    before: accepted,
    who: officer,
    fields: async () => ({ reason: '材料没有补齐' }),
    state: 'returned',
    paper: 'returned',
  },
  { move: 'withdraw', before: accepted, who: officer, fields: async () => ({ reason: '不办了' }), state: 'withdrawn' },
  {
    move: 'revokeResult',
    before: issued,
    who: head,
    fields: async (number) => ({ result: String((await life(number)).results[0]?.id), reason: '材料虚假' }),
    state: 'completed',
  },
]

test.each(moves.map((m) => [m.move, m] as const))(
  '%s has a page; made on it, the case moves and its paper goes out',
  async (_, { move, before, who, fields = async () => ({}), state, paper }) => {
    const number = await before()
    const address = `${at(number)}/${pathOf(move)}`
    const page = await who.get(address)
    expect(page.statusCode, page.body.slice(0, 400)).toBe(200)
    await expectValidHtml(page.body)
    const sent = { ...(await fields(number)), version: await version(number) }
    const reply = await who.post(address, sent)
    expect(reply.statusCode, reply.body.slice(0, 3000)).toBe(303)
    expect((await who.get(String(reply.headers.location))).statusCode).toBe(200)
    expect((await getCase(db, number)).state).toBe(state)
    if (paper) expect((await life(number)).papers.map((p) => p.kind)).toContain(paper)
    // A page that is behind the times changes nothing, and what was typed on it is kept.
    const late = await who.post(address, sent)
    expect(late.statusCode).toBe(409)
    expect(late.body).toContain('已经有了新的变化')
    if ('reason' in sent) expect(late.body).toContain(sent.reason)
  },
)

test('what would go out is looked at first: the same paper, and nothing is left behind; without reasons nothing goes out', async () => {
  const number = await reviewed()
  const silent = await head.post(`${at(number)}/decide`, { decision: 'reject', reason: '' })
  expect(silent.statusCode).toBe(422)
  expect(silent.body).toContain('请写明理由')
  const before = await rowCounts(db)
  const sent = { decision: 'reject', reason: '妨碍交通', version: await version(number) }
  const page = await head.post(`${at(number)}/decide`, { ...sent, preview: 'yes' })
  expect(page.statusCode).toBe(200)
  expect(page.body).toContain('不予批准决定书')
  expect(page.body).toContain('妨碍交通')
  await expectValidHtml(page.body)
  expect(await rowCounts(db)).toEqual(before)
  expect((await getCase(db, number)).state).toBe('inReview')
  await head.post(`${at(number)}/decide`, sent)
  const issuedPaper = (await life(number)).papers.at(-1)
  const shown = await head.get(`${at(number)}/papers/${issuedPaper?.id}`)
  expect(shown.body).toContain('妨碍交通')
  // A stranger to the case opens none of it.
  const elsewhere = await signedInAs(house, 'departmentOfficer', { unitCode: 'civil' })
  for (const place of ['', `/papers/${issuedPaper?.id}`, '/decide'])
    expect((await elsewhere.get(`${at(number)}${place}`)).statusCode).toBe(403)
})
