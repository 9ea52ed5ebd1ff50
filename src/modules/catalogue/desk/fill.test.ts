import { describe, expect, test } from 'vitest'
import { signedInAs } from '../../../../tests/support/app.ts'
import { sendFiles } from '../../../../tests/support/applicant.ts'
import { catalogueDesk, count, full, idIn, list, ok, opened, sent } from '../../../../tests/support/catalogue-desk.ts'
import { expectValidHtml } from '../../../../tests/support/html.ts'
import { db } from '../../../../tests/support/world.ts'
import { addDays } from '../../../core/day.ts'
import * as store from '../store.ts'

const { house, today, filler, manager, stranger, fillIn, adopted } = await catalogueDesk()
const colleague = await signedInAs(house, 'departmentOfficer', { unitCode: 'civil', name: '李同事' })

const slugs = ['basic', 'handling', 'questions', 'materials', 'charges', 'steps', 'faq', 'form']

test('an item lives its whole life through the pages: adopted, filled in, returned, published, changed, cancelled', async () => {
  const found = (await ok(filler, '/desk/catalogue/adopt?q=慈善')).body
  expect(found).toContain('慈善组织认定')
  const reply = await ok(filler, '/desk/catalogue/adopt', { unit: 'civil', codes: ['000111002000'] })
  const id = idIn(reply.headers.location)
  const page = `${list}/${id}`
  expect((await ok(filler, `${list}?state=empty`)).body).toContain(page)

  // Half filled in it says what is missing, each with the way to its field.
  for (const slug of slugs) await ok(filler, `${page}/fill/${slug}`)
  await ok(filler, `${page}/fill/basic`, await sent(id, 'basic', full({ acceptanceCondition: '' })))
  const half = (await ok(filler, page)).body
  expect(half).toContain('请填写受理条件')
  expect(half).toContain(`${page}/fill/basic#field-acceptanceCondition`)
  expect((await ok(manager, page)).body).toContain('草稿还有没补正的地方')
  expect((await ok(filler, `${list}?state=filling`)).body).toMatch(/还有 \d+ 处要补正/)

  for (const slug of slugs) await ok(filler, `${page}/fill/${slug}`, await sent(id, slug, full()))
  expect((await store.listVersions(db, id))[0]?.elements).toEqual(full())
  expect((await ok(manager, `${list}?state=review`)).body).toContain(page)
  expect((await ok(manager, '/desk')).body).toContain('等您审核发布的实施清单')

  // Sent back with a word, and handed in again.
  const empty = await manager.post(`${page}/return`, { note: ' ', changedIn: await count(id) })
  expect(empty.statusCode).toBe(422)
  expect(empty.body).toContain('请写明要改什么')
  await ok(manager, `${page}/return`, { note: '咨询电话打不通，请核对', changedIn: await count(id) })
  expect((await ok(filler, page)).body).toContain('咨询电话打不通，请核对')
  await ok(filler, `${page}/fill/basic`, await sent(id, 'basic', full({ consultPhone: '0736-4211999' })))
  expect((await ok(filler, page)).body).not.toContain('退回了这份草稿')

  await ok(manager, `${page}/review`)
  await ok(manager, `${page}/publish`, { effectiveOn: today, changedIn: await count(id) })
  const live = (await ok(manager, page)).body
  expect(live).toContain('郑审核')
  expect(live).toContain('公开的内容（第 1 版）')

  // The next version takes effect later; it is compared, taken back, and published again.
  await ok(filler, `${page}/begin`, {})
  await ok(filler, `${page}/fill/handling`, await sent(id, 'handling', full({ onSiteVisits: 0, onSiteReason: '' })))
  const review = (await ok(manager, `${page}/review`)).body
  expect(review).toContain('到办事现场次数')
  await ok(manager, `${page}/publish`, { effectiveOn: addDays(today, 3), changedIn: await count(id) })
  expect((await ok(manager, `${list}?state=waiting`)).body).toContain(page)
  expect((await ok(manager, `${page}/compare?from=1&to=2`)).body).toContain('到办事现场次数')
  await ok(manager, `${page}/take-back`)
  await ok(manager, `${page}/take-back`, {})
  await ok(filler, `${page}/withdraw`)
  await ok(filler, `${page}/withdraw`, { changedIn: await count(id) })

  await ok(manager, `${page}/cancel`)
  const noReason = await manager.post(`${page}/cancel`, { on: today, reason: '' })
  expect(noReason.statusCode).toBe(422)
  await ok(manager, `${page}/cancel`, { on: today, reason: '国务院决定取消' })
  const gone = (await ok(manager, page)).body
  expect(gone).toContain('国务院决定取消')
  expect((await ok(manager, `${list}?state=cancelled`)).body).toContain(page)
})

describe('filling in', () => {
  test('a row is added, moved and taken away by buttons, and nothing typed is lost', async () => {
    const id = await adopted()
    const page = `${list}/${id}/fill/materials`
    const typed = { ...(await sent(id, 'materials', full())), 'materials.1.name': '还没有保存的名字' }
    const press = async (button: string) => {
      const reply = await filler.post(page, { ...typed, do: button })
      expect(reply.statusCode).toBe(200)
      await expectValidHtml(reply.body)
      return reply.body
    }
    expect(await press('add:materials')).toContain('name="materials.length" value="8"')
    const moved = await press('up:materials:1')
    expect(moved).toMatch(
      /name="materials\.0\.name"[^>]*value="还没有保存的名字"|value="还没有保存的名字"[^>]*name="materials\.0\.name"/,
    )
    const fewer = await press('remove:materials:0')
    expect(fewer).toContain('name="materials.length" value="6"')
    expect(fewer).toContain('还没有保存的名字')
    expect((await store.listVersions(db, id))[0]?.elements.materials).toEqual([])
  })

  test('what cannot be read is told at its field, with all that was typed', async () => {
    const id = await adopted()
    const wrong = { 'fees.length': '1', 'fees.0.name': '工本费', 'fees.0.amountFen': '十元' }
    const reply = await filler.post(`${list}/${id}/fill/charges`, {
      ...{ chargeable: 'yes', 'results.length': '0', ...(await opened(id, 'charges')), ...wrong },
    })
    expect(reply.statusCode).toBe(422)
    expect(reply.body).toContain('请用元填写金额')
    expect(reply.body).toContain('value="十元"')
    await expectValidHtml(reply.body)
  })

  test('an application form is a table of fields; two of one short name are refused, an empty one is made up', async () => {
    const id = await adopted()
    const page = `${list}/${id}/fill/form`
    const field = (i: number, name: string, title: string, more: Record<string, string> = {}) => ({
      ...{ [`formFields.${i}.name`]: name, [`formFields.${i}.title`]: title, [`formFields.${i}.kind`]: 'text' },
      ...Object.fromEntries(Object.entries(more).map(([k, v]) => [`formFields.${i}.${k}`, v])),
    })
    const base = async () => ({ 'formFields.length': '3', ...(await opened(id, 'form')) })
    const two = { ...field(0, 'a', '甲'), ...field(1, 'a', '乙'), ...field(2, '', '丙') }
    const reply = await filler.post(page, { ...(await base()), ...two })
    expect(reply.statusCode).toBe(422)
    expect(reply.body).toContain('有两栏的代号都是“a”')
    await ok(filler, page, {
      ...(await base()),
      ...field(0, 'zuiHou', '甲', { kind: 'choice', choices: '是\r\n否', required: 'yes' }),
      ...field(1, '', '乙', { kind: 'number', minimum: '0.5' }),
      ...field(2, 'a', '丙', { kind: 'date' }),
    })
    const { form } = (await store.listVersions(db, id))[0]?.elements ?? full()
    // In the order of the page, also where the database would have sorted the names.
    expect(Object.keys(form.properties)).toEqual(['zuiHou', 'field1', 'a'])
    expect(form).toEqual({
      type: 'object',
      properties: {
        zuiHou: { type: 'string', title: '甲', enum: ['是', '否'] },
        field1: { type: 'number', title: '乙', minimum: 0.5 },
        a: { type: 'string', title: '丙', format: 'date' },
      },
      required: ['zuiHou'],
    })
  })

  test('options of a question that are reworded or moved keep what materials refer to', async () => {
    const id = await adopted()
    await fillIn(id)
    const typed = await sent(id, 'questions', full())
    await ok(filler, `${list}/${id}/fill/questions`, { ...typed, 'questions.0.labels': '单位\n个人' })
    const { questions } = (await store.listVersions(db, id))[0]?.elements ?? full()
    expect(questions[0]?.options).toEqual([
      { value: 'option2', label: '单位' },
      { value: 'option1', label: '个人' },
    ])
  })

  test('two write the same section at once: the second is told, sees what the first saved, loses nothing, and saves after it', async () => {
    const id = await adopted()
    const page = `${list}/${id}/fill/faq`
    const mine = await sent(id, 'faq', full({ faq: [{ question: '我写的问题？', answer: '我写的回答。' }] }))
    await ok(
      colleague,
      page,
      await sent(id, 'faq', full({ faq: [{ question: '同事写的？', answer: '同事的回答。' }] })),
    )
    const reply = await filler.post(page, mine)
    expect(reply.statusCode).toBe(409)
    await expectValidHtml(reply.body)
    for (const text of ['另一位同事已经改动', '我写的问题？', '同事写的？']) expect(reply.body).toContain(text)
    expect((await store.listVersions(db, id))[0]?.elements.faq[0]?.question).toBe('同事写的？')
    const mark = /name="mark" value="([^"]+)"/.exec(reply.body)?.[1] ?? ''
    await ok(filler, page, { ...mine, mark })
    expect((await store.listVersions(db, id))[0]?.elements.faq[0]?.question).toBe('我写的问题？')
  })

  test('two fill in different sections at the same moment: both are kept, with both notes, and nobody is held up', async () => {
    const id = await adopted()
    await fillIn(id)
    const said = full({
      faq: [{ question: '在哪里办？', answer: '政务服务大厅。' }],
      consultPhone: '0736-4211111',
    })
    const [basic, faq] = await Promise.all([sent(id, 'basic', said), sent(id, 'faq', said)])
    for (let round = 0; round < 5; round++) {
      const consultPhone = `0736-421111${round}`
      const question = `第 ${round} 问？`
      const [mine, theirs] = [await opened(id, 'basic'), await opened(id, 'faq')]
      const replies = await Promise.all([
        filler.post(`${list}/${id}/fill/basic`, { ...basic, ...mine, consultPhone, note: `电话改了 ${round} 次` }),
        colleague.post(`${list}/${id}/fill/faq`, {
          ...{ ...faq, ...theirs, 'faq.0.question': question, note: `问题改了 ${round} 次` },
        }),
      ])
      expect(replies.map((r) => r.statusCode)).toEqual([303, 303])
      const [draft] = await store.listVersions(db, id)
      expect(draft?.elements).toMatchObject({ consultPhone, faq: [{ question }] })
      for (const what of ['电话', '问题']) expect(draft?.note).toContain(`${what}改了 ${round} 次`)
    }
  })

  test('of many who save the same section at the same moment one is kept, and each of the others keeps what they typed', async () => {
    const id = await adopted()
    const page = `${list}/${id}/fill/faq`
    const tries = await Promise.all(
      [0, 1, 2, 3].map((n) => sent(id, 'faq', full({ faq: [{ question: `问题 ${n}？`, answer: '回答。' }] }))),
    )
    const replies = await Promise.all(tries.map((mine, n) => (n % 2 ? colleague : filler).post(page, mine)))
    expect(replies.map((r) => r.statusCode).sort()).toEqual([303, 409, 409, 409])
    const kept = (await store.listVersions(db, id))[0]?.elements.faq[0]?.question
    expect(kept).toBe(`问题 ${replies.findIndex((r) => r.statusCode === 303)}？`)
    for (const [n, reply] of replies.entries())
      if (reply.statusCode === 409) for (const text of [`问题 ${n}？`, kept]) expect(reply.body).toContain(text)
  })

  test('a blank form is uploaded for a material and offered for download; another kind of file is refused', async () => {
    const id = await adopted()
    await fillIn(id)
    const page = `${list}/${id}/files`
    await ok(filler, page)
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    const upload = (target: string, name: string, bytes: Buffer | string) =>
      sendFiles(filler, page, { target }, [{ field: 'files', name, bytes }])
    const bad = await upload('materials.0.blankForm', '表.png', 'MZ not a picture')
    expect(bad.statusCode).toBe(422)
    expect(bad.body).toContain('这种文件收不了')
    expect((await upload('', '表.png', png)).body).toContain('请选择这个文件用在哪里')
    expect((await upload('materials.0.blankForm', '../申请表.png', png)).statusCode).toBe(303)
    const { materials } = (await store.listVersions(db, id))[0]?.elements ?? full()
    const file = await filler.get(`${page}/${materials[0]?.blankForm}`)
    expect(file.headers['content-type']).toBe('image/png')
    expect((await ok(filler, page)).body).toContain('正在使用')
    expect((await stranger.get(`${page}/${materials[0]?.blankForm}`)).statusCode).toBe(403)
  })
})
