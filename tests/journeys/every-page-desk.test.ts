import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { beginVersion } from '../../src/modules/catalogue/draft.service.ts'
import { person } from '../support/people.ts'
import { openWalk } from '../support/walk.ts'
import { db, world } from '../support/world.ts'

/** A document in this state that the demonstration has. */
async function documentIn(state: string): Promise<string> {
  const query = db.selectFrom('documents').select('id').where('state', '=', state).where('kind', '<>', 'page')
  const { id } = await query.orderBy('id', 'desc').executeTakeFirstOrThrow()
  return `/desk/disclosure/documents/${id}`
}
/** A request in this state that the demonstration has. */
async function requestIn(state: string): Promise<string> {
  const query = db.selectFrom('informationRequests').select('number').where('state', '=', state)
  const { number } = await query.orderBy('id', 'desc').executeTakeFirstOrThrow()
  return `/desk/requests/${number}`
}

/** A case of the civil affairs department in this state that the demonstration has. */
async function caseIn(state: string): Promise<string> {
  const query = db.selectFrom('caseFiles').select('number').where('state', '=', state).where('unitCode', '=', 'civil')
  const { number } = await query.orderBy('id', 'desc').executeTakeFirstOrThrow()
  return `/desk/cases/${number}`
}

/** A published item of which a next version has been begun, so that all pages of filling in are there. */
async function itemBeingFilled(): Promise<string> {
  const { id } = await db
    .selectFrom('serviceItems as i')
    .innerJoin('itemVersions as v', 'v.id', 'i.versionId')
    .select('i.id')
    .where('i.cancelledOn', 'is', null)
    .where('i.onApplication', '=', true)
    .orderBy(sql`json_array_length(v.elements -> 'questions')`, 'desc')
    .orderBy('i.id')
    .executeTakeFirstOrThrow()
  await beginVersion(world({ actor: person('serviceManager') }), id)
  return `/desk/catalogue/items/${id}`
}

/** Files that are fetched, and parts of a page, are no pages. */
const noPages = /\.(docx|pdf)$|\/files\/:|\/attachments\/:id$|\/kept\/|\/results\/:id$|\/file$|\/waiting$/
const { walk, expectNearlyAll } = await openWalk((url) => url.startsWith('/desk') && !noPages.test(url))
const [draft, approved, published] = await Promise.all(['draft', 'approved', 'published'].map(documentIn))
const [handling, supplementAsked, consulting, replied] = await Promise.all(
  ['handling', 'supplementAsked', 'consulting', 'replied'].map(requestIn),
)
const [submitted, inReview, approvedCase, completed] = await Promise.all(
  ['submitted', 'inReview', 'approved', 'completed'].map(caseIn),
)
const item = await itemBeingFilled()
const sections = ['basic', 'handling', 'questions', 'materials', 'charges', 'steps', 'faq', 'form']
const ofHandling = ['ask-supplement', 'consult', 'ask-reasons', 'hand-over', 'ask-fee', 'withdraw', 'reply', 'files']
const form = '/desk/statistics/forms/2014/2018'
const staff = (name: string) => ({ name, door: '/desk/sign-in' })

test.each([
  ['an administrator', ['/desk'], staff('guanli')],
  [
    'the head of the disclosure office',
    ['/desk', form, `${form}/cells/A1`, '/desk/statistics/forms/2021/2026', `${draft}/edit`, `${draft}/submit`],
    staff('zhuren'),
  ],
  ['an editor', ['/desk', `${draft}/edit`, `${draft}/files`], staff('bianji')],
  ['a reviewer', ['/desk'], staff('shenhe')],
  [
    'a disclosure officer',
    [
      '/desk',
      '/desk/reports',
      `${approved}/publish`,
      `${published}/channels`,
      `${published}/repeal`,
      `${published}/withdraw`,
      `${published}/correction/edit`,
      ...ofHandling.map((move) => `${handling}/${move}`),
      `${supplementAsked}/supplement`,
      `${consulting}/record-answer`,
      `${replied}/follow-up`,
      `${replied}/record-delivery`,
    ],
    staff('gongkai'),
  ],
  [
    'the manager of the service hall',
    [
      '/desk',
      ...sections.map((section) => `${item}/fill/${section}`),
      ...['files', 'review', 'withdraw', 'cancel', 'handling', 'delegation'].map((page) => `${item}/${page}`),
      `${item}/compare?from=1&to=2`,
    ],
    staff('zhengwu'),
  ],
  [
    'an officer of a department',
    [
      '/desk',
      ...['accept', 'ask-supplement', 'not-accept', 'withdraw'].map((move) => `${submitted}/${move}`),
      ...[
        'pass-step',
        'propose-decision',
        'start-special',
        'propose-extension',
        'ask-fee',
        'return-case',
        'hand-over',
      ].map((move) => `${inReview}/${move}`),
    ],
    staff('bumen'),
  ],
  [
    'the head of a department',
    [
      '/desk',
      `${inReview}/decide`,
      `${approvedCase}/issue-result`,
      ...['deliver', 'post', 'revoke-result'].map((move) => `${completed}/${move}`),
    ],
    staff('juzhang'),
  ],
  ['a window clerk', ['/desk', '/desk/cases/new'], staff('chuangkou')],
  ['the head of the hall', ['/desk', '/desk/hall', '/desk/hall/tickets/new'], staff('dating')],
  ['an operator of the hotline', ['/desk', '/desk/hotline/new', '/desk/enquiries/new'], staff('huawu')],
  ['the head of the hotline', ['/desk', '/desk/hotline/terms', '/desk/knowledge/new'], staff('rexian')],
  ['an auditor', ['/desk'], staff('shenji')],
] as const)(
  'every page that %s reaches is valid, accessible and fits a phone',
  async (_, starts, account) => {
    expect(await walk(starts, account)).toEqual([])
  },
  300_000,
)

test('the walk came by nearly every page of the desk', () => {
  expectNearlyAll()
})
