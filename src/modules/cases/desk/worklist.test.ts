import { expect, test } from 'vitest'
import { signedInAs } from '../../../../tests/support/app.ts'
import { acceptedCase, intakeForm } from '../../../../tests/support/cases.ts'
import { accountOf, approve, at, by, casesDesk, doing, life } from '../../../../tests/support/cases-desk.ts'
import { expectValidHtml } from '../../../../tests/support/html.ts'
import { publishedItem } from '../../../../tests/support/items.ts'
import { person } from '../../../../tests/support/people.ts'
import { db, world } from '../../../../tests/support/world.ts'
import { addDays } from '../../../core/day.ts'
import type { Actor } from '../../../platform/actor.ts'
import * as decision from '../decision.service.ts'
import * as handling from '../handling.service.ts'
import { takeIn } from '../intake.service.ts'
import { remind } from '../jobs.ts'
import { getCase } from '../store.ts'
import { warningsInReach } from '../supervision.service.ts'

const { house, today, officer, head, asOfficer, asHead, received, accepted } = await casesDesk()

test('the head decides several from one list; one that may not be approved keeps none of the others back', async () => {
  const fourEyed = await publishedItem(db, { elements: { fourEyes: true, name: '两人办理的事项' } })
  const propose = async (actor: Actor, itemCode?: string) => {
    const number = await acceptedCase(today, itemCode ? { itemCode } : {})
    await handling.passStep(by(asOfficer), number, { step: Number(await doing(number)), opinion: '符合' })
    await decision.proposeDecision(by(actor), number, approve)
    return number
  }
  const [one, two] = [await propose(asOfficer), await propose(asOfficer)]
  const own = await propose({ ...asHead, accountId: await accountOf('局长乙') }, fourEyed.code)
  const page = await head.get('/desk/cases/proposals')
  await expectValidHtml(page.body)
  expect(page.body).toContain('这个事项要由另一个人决定')
  expect(page.body).toContain('批准后随即发出：准予')
  const ids: string[] = []
  for (const number of [one, two, own]) ids.push(String((await life(number)).proposals[0]?.id))
  const done = await head.post('/desk/cases/proposals', { proposal: ids })
  await expectValidHtml(done.body)
  expect(done.body).toContain('已批准 2 件')
  expect((await getCase(db, one)).state).toBe('approved')
  expect((await getCase(db, two)).state).toBe('approved')
  expect((await getCase(db, own)).state).toBe('inReview')
  expect(done.body).toContain(`${own}：这个事项要由另一个人决定`)
})

test('an extension goes back without a word only with one; approved, its notice goes out', async () => {
  const number = await accepted()
  await handling.proposeExtension(by(asOfficer), number, { days: 5, reason: '情况复杂' })
  const proposal = String((await life(number)).proposals[0]?.id)
  const address = `${at(number)}/decide-extension`
  const silent = await head.post(address, { proposal, verdict: 'returned', note: '' })
  expect(silent.statusCode).toBe(422)
  expect((await head.post(address, { proposal, verdict: 'approved', note: '' })).statusCode).toBe(303)
  expect(await getCase(db, number)).toMatchObject({ extension: 5 })
  expect((await life(number)).papers.at(-1)?.kind).toBe('extensionNotice')
})

test('a letter of authorisation is signed, works at once, and ends when it is taken back', async () => {
  const item = await publishedItem(db, { elements: { name: '要授权的事项' } })
  const clerkName = '窗口戊'
  const newcomer = await signedInAs(house, 'windowClerk', { unitCode: 'services', name: clerkName })
  const number = (
    await takeIn(
      by({
        ...person('windowClerk', { unitCode: 'services', path: '/jinshi/services/' }),
        accountId: await accountOf(clerkName),
      }),
      intakeForm(item.code),
      { materials: [] },
    )
  ).number
  expect((await newcomer.post(`${at(number)}/accept`, {})).statusCode).toBe(409)
  const form = await head.get('/desk/cases/authorisations/new')
  await expectValidHtml(form.body)
  const fields = {
    ...{
      unitCode: 'urban',
      accountId: await accountOf(clerkName),
      powers: ['accept', 'issue'],
      items: String(item.id),
    },
    ...{ documentNumber: '城管委〔2026〕9号', validFrom: today, validUntil: addDays(today, 10) },
  }
  const wrong = await head.post('/desk/cases/authorisations/new', { ...fields, validUntil: addDays(today, -1) })
  expect(wrong.statusCode).toBe(422)
  expect(wrong.body).toContain('城管委〔2026〕9号')
  expect((await head.post('/desk/cases/authorisations/new', fields)).statusCode).toBe(303)
  expect((await newcomer.post(`${at(number)}/accept`, {})).statusCode).toBe(303)
  const page = await head.get('/desk/cases/authorisations')
  await expectValidHtml(page.body)
  const id = /authorisations\/(\d+)\/revoke/.exec(page.body.slice(page.body.indexOf('城管委〔2026〕9号')))?.[1]
  expect((await newcomer.post(`/desk/cases/authorisations/${id}/revoke`)).statusCode).toBe(403)
  expect((await head.post(`/desk/cases/authorisations/${id}/revoke`)).statusCode).toBe(303)
  expect((await head.get('/desk/cases/authorisations')).body).toContain('收回')
})

test('a deputy is arranged by the head and ended early', async () => {
  const fields = {
    ...{ accountId: asOfficer.accountId ?? '', deputyId: await accountOf('经办人甲'), reason: '休假' },
    ...{ validFrom: today, validUntil: addDays(today, 5) },
  }
  await expectValidHtml((await head.get('/desk/cases/deputies/new')).body)
  expect((await head.post('/desk/cases/deputies/new', fields)).statusCode).toBe(303)
  const page = await head.get('/desk/cases/deputies')
  await expectValidHtml(page.body)
  const id = /deputies\/(\d+)\/end/.exec(page.body)?.[1]
  expect((await head.post(`/desk/cases/deputies/${id}/end`)).statusCode).toBe(303)
  expect((await head.get('/desk/cases/deputies')).body).toContain('收回')
})

test('work lists: by post, by light, by number and person; names masked, also in the table to take away', async () => {
  const late = await accepted()
  const yesterday = addDays(today, -1)
  await db.updateTable('caseFiles').set({ dueOn: yesterday, warnOn: yesterday }).where('number', '=', late).execute()
  const waiting = await received()
  for (const group of ['open', 'taken', 'accept', 'handle', 'steps', 'issue', 'deliver', 'mine', 'all']) {
    const page = await officer.get(`/desk/cases?group=${group}`)
    expect(page.statusCode, group).toBe(200)
    await expectValidHtml(page.body)
  }
  expect((await officer.get('/desk/cases?group=accept')).body).toContain(waiting)
  const overdue = await officer.get('/desk/cases?light=overdue')
  expect(overdue.body).toContain(late)
  expect(overdue.body).not.toContain(waiting)
  const found = await officer.get('/desk/cases?q=11010519491231002X')
  expect(found.body).toContain(waiting)
  expect(found.body).not.toContain('李小梅')
  const table = await officer.get('/desk/cases.csv?group=accept')
  expect(table.body).toContain(waiting)
  expect(table.body).not.toContain('李小梅')
  // Another department sees none of them.
  const elsewhere = await signedInAs(house, 'departmentOfficer', { unitCode: 'civil', name: '民政二' })
  expect((await elsewhere.get('/desk/cases?group=all')).body).not.toContain(waiting)
  const front = await officer.get('/desk')
  expect(front.body).toContain('已经超期的办件')
})

test('a warning of electronic supervision is listed by rule and answered once by who handles the case', async () => {
  const number = await accepted()
  const yesterday = addDays(today, -1)
  await db.updateTable('caseFiles').set({ dueOn: yesterday, warnOn: yesterday }).where('number', '=', number).execute()
  await remind(world())
  const page = await officer.get('/desk/cases/warnings?rule=yellowCard')
  await expectValidHtml(page.body)
  expect(page.body).toContain(number)
  const sent = { rule: 'yellowCard', period: yesterday, answer: '' }
  expect((await officer.post(`${at(number)}/warnings`, sent)).statusCode).toBe(422)
  const answer = '等气象部门的意见，明天办结'
  const elsewhere = await signedInAs(house, 'departmentOfficer', { unitCode: 'civil', name: '民政三' })
  expect((await elsewhere.post(`${at(number)}/warnings`, { ...sent, answer })).statusCode).toBe(403)
  expect((await officer.post(`${at(number)}/warnings`, { ...sent, answer })).statusCode).toBe(303)
  expect((await officer.get('/desk/cases/warnings')).body).toContain(answer)
  // One that was never given cannot be answered.
  const never = { ...sent, rule: 'redCard', answer }
  expect((await officer.post(`${at(number)}/warnings`, never)).statusCode).toBe(404)
})

test('warnings are paged through to their end: those without an answer first, each once, the answered one back on its page', async () => {
  const due = addDays(today, -2)
  const numbers = [await accepted(), await accepted(), await accepted()]
  await db.updateTable('caseFiles').set({ dueOn: due, warnOn: due }).where('number', 'in', numbers).execute()
  await remind(world())
  const [answered = ''] = numbers
  const answer = { rule: 'yellowCard', period: due, answer: '正在核实，后天办结' }
  await officer.post(`${at(answered)}/warnings`, answer)
  const supervisor = by(asOfficer)
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await warningsInReach(supervisor, { rule: 'yellowCard', cursor }, 1)
    seen.push(...page.warnings.map((w) => (w.answer === null ? w.number : `${w.number}：${w.answer}`)))
    cursor = page.next
  } while (cursor)
  const { counts } = await warningsInReach(supervisor, {})
  expect(counts.find((c) => c.rule === 'yellowCard')).toMatchObject({
    total: seen.length,
    open: seen.filter((s) => !s.includes('：')).length,
  })
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.slice(0, 2)).toEqual(numbers.slice(1).toReversed())
  expect(seen).toContain(`${answered}：${answer.answer}`)
  expect(seen.findIndex((s) => s.includes('：'))).toBeGreaterThan(1)
  const sent = await officer.post(`${at(answered)}/warnings?rule=yellowCard`, answer)
  expect(sent.headers.location).toBe('/desk/cases/warnings?rule=yellowCard')
})

test('a message reaches the applicant, materials are checked, and what is masked is shown for a reason', async () => {
  const number = await accepted()
  expect((await officer.post(`${at(number)}/messages`, { body: '请带身份证来' })).statusCode).toBe(303)
  expect((await life(number)).messages[0]).toMatchObject({ body: '请带身份证来', fromApplicant: false })
  expect((await officer.post(`${at(number)}/messages`, { body: '' })).statusCode).toBe(422)
  const page = await officer.get(at(number))
  expect(page.body).not.toContain('李小梅')
  expect(page.body).not.toContain('11010519491231002X')
  expect((await officer.post(`${at(number)}/archive`, {})).statusCode).toBe(409)
})
