import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { dayOf, yearOf } from '../../src/core/day.ts'
import { createDemonstrationAccounts } from '../../src/modules/identity/index.ts'
import { sealAll, verifyChain } from '../../src/platform/acts.ts'
import { listen, openHouse } from '../support/app.ts'
import { expectNoAxeViolations, expectNoSidewaysScroll, openPage, tabTo } from '../support/browser.ts'
import { db, world } from '../support/world.ts'

const house = await openHouse('all')
const baseURL = await listen(house)
await createDemonstrationAccounts(house.identity, world())
const year = yearOf(dayOf(new Date()))
const title = '津市市城乡居民最低生活保障工作规程'

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto('/desk/sign-in')
  await page.getByLabel('用户名').fill(name)
  await page.getByLabel('密码').fill('mingtang')
  await page.getByRole('button', { name: '登录' }).click()
  await page.waitForURL('**/desk')
}

/** Rows of the year's form, as the page shows them. */
async function formRows(page: Page, template: string): Promise<Record<string, string>> {
  await page.goto(`/desk/statistics/forms/${template}/${year}`)
  const rows = await page.locator('main table tr').evaluateAll((trs) =>
    trs.map((tr) => {
      const link = tr.querySelector('a[href*="/cells/"]')
      return [link?.getAttribute('href')?.match(/cells\/([^?]+)/)?.[1] ?? '', link?.textContent?.trim() ?? ''] as const
    }),
  )
  return Object.fromEntries(rows.filter(([id]) => id !== ''))
}

test('a document is drafted, reviewed and published by three people, found by a reader, and counted once', async () => {
  const head = await openPage({ baseURL })
  await signIn(head, 'zhuren')
  const before = await formRows(head, '2014')

  // The editor writes it, by keyboard alone.
  const editor = await openPage({ baseURL })
  await signIn(editor, 'bianji')
  await editor.goto('/desk/disclosure/documents/new')
  await expectNoAxeViolations(editor)
  await tabTo(editor, 'textbox', /^标题/)
  await editor.keyboard.type(title)
  await editor.getByLabel('信息类别').selectOption('normative')
  await editor.getByLabel('发布单位').selectOption('jinshi')
  await editor.getByLabel('栏目').selectOption({ index: 1 })
  await tabTo(editor, 'textbox', /^发文机关/)
  await editor.keyboard.type('津市市人民政府')
  await tabTo(editor, 'textbox', /^文号/)
  await editor.keyboard.type(`津政发〔${year}〕99号`)
  await editor.getByLabel('成文日期').fill(dayOf(new Date()))
  await tabTo(editor, 'textbox', /^正文/)
  await editor.keyboard.insertText(
    '家庭人均收入低于当地标准的居民，可以申请最低生活保障。\n乡镇人民政府受理，县级民政部门审核确认。',
  )
  await tabTo(editor, 'button', '保存草稿')
  await editor.keyboard.press('Enter')
  await editor.waitForURL(/documents\/\d+/)
  await expectNoAxeViolations(editor)
  const address = new URL(editor.url()).pathname
  expect(await editor.getByRole('heading', { level: 1 }).textContent()).toContain(title)
  await editor.getByRole('link', { name: '提交审核' }).click()
  await editor.getByRole('button', { name: '提交审核' }).click()
  // Nobody reviews their own text: the button is not there, the reason is.
  await editor.goto(`${address}/review`)
  expect(await editor.title()).toMatch(/不能|没有/)

  // The reviewer reads it on a phone without scripts.
  const reviewer = await openPage({ baseURL, width: 360, javaScript: false })
  await signIn(reviewer, 'shenhe')
  await reviewer.goto(`${address}/review`)
  await reviewer.getByLabel('保密审查意见').fill('不涉及国家秘密、商业秘密和个人隐私，可以公开')
  await reviewer.getByRole('button', { name: '审核通过，交发布人' }).click()
  await reviewer.waitForURL(`**${address}`)

  // To approve is not to publish: until the third person acts, no reader finds it.
  const reader = await openPage({ baseURL, width: 360, javaScript: false })
  await reader.goto(`/search?q=${encodeURIComponent('低保 规程')}`)
  expect(await reader.getByRole('link', { name: title }).count()).toBe(0)

  const publisher = await openPage({ baseURL })
  await signIn(publisher, 'gongkai')
  await publisher.goto(`${address}/publish`)
  await publisher.getByRole('checkbox', { name: '政府网站' }).check()
  await publisher.getByRole('checkbox', { name: '政务微信' }).check()
  await publisher.getByRole('button', { name: '发布', exact: true }).click()
  await publisher.waitForURL(`**${address}`)
  await expectNoAxeViolations(publisher)

  // The reader finds it by a common word and by pinyin, at once.
  for (const words of ['最低生活保障', 'zuidi', '居民 规程']) {
    await reader.goto(`/search?q=${encodeURIComponent(words)}`)
    expect(await reader.getByRole('link', { name: title }).count(), words).toBeGreaterThan(0)
  }
  await reader.getByRole('link', { name: title }).first().click()
  expect(await reader.getByRole('main').textContent()).toContain(`津政发〔${year}〕99号`)
  await expectNoSidewaysScroll(reader)

  // The form counts one piece of information, in two channels, and names it.
  const after = await formRows(head, '2014')
  const changed = Object.fromEntries(Object.entries(after).filter(([id, value]) => value !== before[id]))
  const plusOne = (id: string) => String(Number((before[id] ?? '').replaceAll(',', '')) + 1)
  expect(changed).toEqual({
    A1: plusOne('A1'),
    A1a: plusOne('A1a'),
    A1b: plusOne('A1b'),
    'A2.2': plusOne('A2.2'),
    'A2.4': plusOne('A2.4'),
  })
  await head.goto(`/desk/statistics/forms/2014/${year}/cells/A1`)
  expect(await head.getByRole('main').textContent()).toContain(title)
  await expectNoAxeViolations(head)

  await sealAll(db)
  expect((await verifyChain(db)).faults).toEqual([])
}, 180_000)
