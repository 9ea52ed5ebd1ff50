import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { signedInAs } from '../../../../tests/support/app.ts'
import { sendFiles } from '../../../../tests/support/applicant.ts'
import { caseOf, letterFor } from '../../../../tests/support/cases.ts'
import { accountOf, approve, at, casesDesk, life } from '../../../../tests/support/cases-desk.ts'
import { expectValidHtml } from '../../../../tests/support/html.ts'
import { publishedItem } from '../../../../tests/support/items.ts'
import { person } from '../../../../tests/support/people.ts'
import { db } from '../../../../tests/support/world.ts'
import { addDays } from '../../../core/day.ts'
import { getCase } from '../store.ts'

const { house, today, officer } = await casesDesk()
const window = await signedInAs(house, 'windowClerk', { unitCode: 'services', name: '窗口丙' })

/** The fields of the intake page, filled in. */
async function intakeFields(change: Record<string, string> = {}) {
  return {
    ...{ channel: 'window', applicantKind: 'naturalPerson', applicantName: '李小梅', idKind: 'residentId' },
    ...{ idNumber: '11010519491231002X', phone: '13812345678', wantedDelivery: 'counter', contactPerson: '' },
    ...{ 'choices.who': 'person', 'choices.place': 'ground', 'answers.site': '孟姜女大道 8 号', 'answers.area': '12' },
    ...{ 'answers.from': '2026-04-01', 'ways.application': 'paper', 'ways.drawing': 'paper' },
    submissionKey: randomUUID(),
    ...change,
  }
}

/** As much of a PDF as tells one from anything else. */
const scan = `%PDF-1.4\n${'x'.repeat(40)}`

const instant = { caseType: '1', commitmentLimit: { unit: 'instant' as const, days: null, note: '' } }
const numberIn = (body: string) => /\d{6}-\d{8}-\d{4}/.exec(body)?.[0] ?? ''
const letter = async (name: string, powers: ('accept' | 'decide' | 'issue')[], items: number[] = []) =>
  letterFor({ ...person('windowClerk'), accountId: await accountOf(name) }, 'urban', powers, {
    items,
    from: today,
    until: addDays(today, 30),
  })

test('a window clerk takes in and decides an instant case with one button, and hands the result over', async () => {
  const item = await publishedItem(db, { elements: { ...instant, name: '广告设施当场备案' } })
  await letter('窗口丙', ['accept', 'decide', 'issue'], [item.id])
  const found = await window.get(`/desk/cases/new?q=${encodeURIComponent('当场备案')}`)
  expect(found.body).toContain(`/desk/cases/new/${item.code}`)
  const form = await window.get(`/desk/cases/new/${item.code}`)
  await expectValidHtml(form.body)
  expect(form.body).toContain('收件并当场办结')
  const fields = await intakeFields({ press: 'decide' })
  const taken = await sendFiles(window, `/desk/cases/new/${item.code}`, fields)
  expect(taken.statusCode, taken.body.slice(0, 3000)).toBe(200)
  await expectValidHtml(taken.body)
  const number = numberIn(taken.body)
  expect(await getCase(db, number)).toMatchObject({ state: 'completed', decision: 'approve', channel: 'window' })
  expect((await life(number)).papers.map((p) => p.kind)).toEqual(['receipt', 'approval'])
  // Sent twice by a double click: the same case, the same code.
  const again = await sendFiles(window, `/desk/cases/new/${item.code}`, fields)
  expect(numberIn(again.body)).toBe(number)
  const page = await window.get(`${at(number)}/deliver`)
  expect(page.body).toContain('value="李小梅"')
  expect((await window.post(`${at(number)}/deliver`, { recipient: '李小梅' })).statusCode).toBe(303)
  expect((await getCase(db, number)).state).toBe('delivered')
})

test('a clerk without a letter of authorisation takes the case in but is refused the decision, and told what to do', async () => {
  const item = await publishedItem(db, { elements: { ...instant, name: '没有授权的事项' } })
  const stranger = await signedInAs(house, 'windowClerk', { unitCode: 'services', name: '窗口丁' })
  const form = await stranger.get(`/desk/cases/new/${item.code}`)
  expect(form.body).not.toContain('收件并当场办结')
  expect(form.body).toContain('请主管单位给您签授权委托书')
  const taken = await sendFiles(stranger, `/desk/cases/new/${item.code}`, await intakeFields({ press: 'decide' }))
  expect(taken.body).toContain('授权委托书不包括')
  const number = numberIn(taken.body)
  expect((await getCase(db, number)).state).toBe('submitted')
  const refused = await stranger.post(`${at(number)}/decide-at-once`, approve)
  expect(refused.statusCode).toBe(409)
  expect(refused.body).toContain('授权委托书不包括')
  expect(refused.body).toContain('补办授权委托书')
})

test('wrong digits are named at their field, and files that came are kept for the next try', async () => {
  const item = await publishedItem(db)
  const url = `/desk/cases/new/${item.code}`
  const fields = await intakeFields({ idNumber: '110105194912310021', 'ways.application': '' })
  const wrong = await sendFiles(officer, url, fields, [
    { field: 'materials.application', name: '申请表.pdf', bytes: scan },
  ])
  expect(wrong.statusCode).toBe(422)
  await expectValidHtml(wrong.body)
  expect(wrong.body).toContain('href="#field-idNumber"')
  expect(wrong.body).toContain('申请表.pdf')
  const kept = /name="kept" value="([^"]+)"/.exec(wrong.body)?.[1] ?? ''
  const right = await sendFiles(officer, url, { ...fields, idNumber: '11010519491231002X', kept })
  expect(right.statusCode, right.body.slice(0, 2000)).toBe(200)
  const { materials } = await life(numberIn(right.body))
  expect(materials.find((m) => m.materialKey === 'application')).toMatchObject({
    way: 'upload',
    fileName: '申请表.pdf',
  })
  // A program under the name of a picture is refused by what it is.
  const program = await sendFiles(officer, url, await intakeFields(), [
    { field: 'materials.drawing', name: '图.jpg', bytes: `MZ${'\0'.repeat(80)}` },
  ])
  expect(program.statusCode).toBe(422)
  expect(program.body).toContain('图.jpg')
})

test('who came before is filled in by the whole number, within reach and on record', async () => {
  const item = await publishedItem(db)
  const number = await caseOf(today, {
    itemCode: item.code,
    change: { applicantName: '王大山', address: '车胤大道 1 号' },
  })
  const fields = await intakeFields({ applicantName: '', phone: '', press: 'recall' })
  const page = await sendFiles(officer, `/desk/cases/new/${item.code}`, fields)
  expect(page.body).toContain('value="王大山"')
  expect(page.body).toContain('value="车胤大道 1 号"')
  const acts = await db
    .selectFrom('acts')
    .select('subject')
    .where('act', '=', 'cases.applicantRecalled')
    .where('subject', '=', `case:${number}`)
    .execute()
  expect(acts).toHaveLength(1)
  // The number alone tells nothing to a unit that had nothing to do with the person.
  const elsewhere = await signedInAs(house, 'departmentOfficer', { unitCode: 'civil', name: '民政' })
  const nothing = await sendFiles(elsewhere, `/desk/cases/new/${item.code}`, fields)
  expect(nothing.statusCode).toBe(422)
  expect(nothing.body).not.toContain('王大山')
})
