import { expect, test } from 'vitest'
import { createDemonstrationAccounts } from '../../src/modules/identity/index.ts'
import { listen, openHouse } from '../support/app.ts'
import { expectNoSidewaysScroll, openPage } from '../support/browser.ts'
import { world } from '../support/world.ts'

const house = await openHouse('all')
const baseURL = await listen(house)
await createDemonstrationAccounts(house.identity, world())

test('a clerk has a table checked, reads which rows are wrong and why, and imports the good ones', async () => {
  const page = await openPage({ baseURL })
  await page.goto('/desk/sign-in')
  await page.getByLabel('用户名').fill('bianji')
  await page.getByLabel('密码').fill('mingtang')
  await page.getByRole('button', { name: '登录' }).click()
  await page.waitForURL('**/desk')
  await page.goto('/desk/disclosure/import')
  const rows = [
    '关于修路的公告\t津市市人民政府\tfiles\t2018-05-08\t正文',
    '没有单位的\t没有的局\tfiles\t2018-05-08\t正文',
  ]
  const table = Buffer.from(['标题\t发布单位\t栏目\t成文日期\t正文', ...rows].join('\n'))
  await page.getByLabel(/CSV 文件/).setInputFiles({ name: '表.csv', mimeType: 'text/csv', buffer: table })
  await page.getByRole('button', { name: '检查文件' }).click()
  await page.getByText('没有单位“没有的局”').waitFor()
  await expectNoSidewaysScroll(page)
  await page.getByLabel(/跳过/).check()
  await page.getByRole('button', { name: /^导入/ }).click()
  await page.getByText('已导入 1 行').waitFor()
  expect(await page.title()).toContain('导入完成')
})
