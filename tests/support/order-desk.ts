import type { Page } from 'playwright-core'

/** Opens a move from the page of an order, looks at its page, fills it in and makes it. */
export async function makeMove(
  { page, look }: { page: Page; look: (page: Page) => Promise<void> },
  number: string,
  move: string,
  fields: Record<string, string>,
  button: string,
): Promise<void> {
  await page.goto(`/desk/hotline/${number}`)
  await look(page)
  await page.getByRole('link', { name: move, exact: true }).click()
  await page.getByRole('heading', { level: 1, name: move }).waitFor()
  for (const [label, value] of Object.entries(fields)) {
    const radio = page.getByRole('group', { name: label }).getByRole('radio', { name: value, exact: true })
    if ((await radio.count()) > 0) await radio.check()
    else {
      const field = page
        .locator('main')
        .getByLabel(new RegExp(`^${label}`))
        .first()
      const isSelect = await field.evaluate((element) => element.tagName === 'SELECT')
      await (isSelect ? field.selectOption(value) : field.fill(value))
    }
  }
  await look(page)
  await page.getByRole('button', { name: button, exact: true }).click()
  await page.waitForURL(`**/desk/hotline/${number}?done=*`)
}
