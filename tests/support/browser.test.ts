import { expect, test } from 'vitest'
import { expectNoAxeViolations, expectNoSidewaysScroll, openPage, tabTo } from './browser.ts'
import { expectValidHtml } from './html.ts'

const page = (body: string) =>
  `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>页</title></head><body><main><h1>页</h1>${body}</main></body></html>`

test('the browser sees what axe sees: a picture without words is told', async () => {
  const screen = await openPage()
  await screen.setContent(page('<p>政务公开</p>'))
  await expectNoAxeViolations(screen)
  await screen.setContent(page('<img src="data:,">'))
  await expect(expectNoAxeViolations(screen)).rejects.toThrow('image-alt')
})

test('words that are hard to read are told, also after the same words were good on another ground', async () => {
  const screen = await openPage()
  const on = (ground: string) => page(`<div style="background:${ground}"><p style="color:#767676">灰字</p></div>`)
  for (const round of [1, 2]) {
    await screen.setContent(on('#ffffff'))
    await expectNoAxeViolations(screen)
    await screen.setContent(on('#aaaaaa'))
    await expect(expectNoAxeViolations(screen), `round ${round}`).rejects.toThrow('color-contrast')
  }
})

test('a page wider than a phone is told', async () => {
  const screen = await openPage({ width: 360 })
  await screen.setContent(page('<p>窄</p>'))
  await expectNoSidewaysScroll(screen)
  await screen.setContent(page('<div style="width:400px">宽</div>'))
  await expect(expectNoSidewaysScroll(screen)).rejects.toThrow('wider')
})

test('a button that the keyboard cannot reach is told', async () => {
  const screen = await openPage()
  await screen.setContent(page('<a href="#a">甲</a><button>乙</button><button tabindex="-1">丙</button>'))
  await tabTo(screen, 'button', '乙')
  await expect(tabTo(screen, 'button', '丙')).rejects.toThrow('does not reach')
})

test('without scripts nothing runs', async () => {
  const screen = await openPage({ javaScript: false })
  await screen.setContent(page('<p id="p">静</p><script>document.getElementById("p").textContent = "动"</script>'))
  expect(await screen.getByText('静').count()).toBe(1)
})

test('invalid HTML is told with its rule', async () => {
  await expectValidHtml(page('<p>对</p>'))
  await expect(expectValidHtml(page('<p><div>错</div></p>'))).rejects.toThrow()
})
