import { build } from 'vite'
import { beforeAll, expect, test } from 'vitest'
import { galleryPage } from '../../src/ui/gallery/gallery.tsx'
import { boardGallery, kioskGallery } from '../../src/ui/gallery/hall.tsx'
import { boardLayout, deskLayout, type Frame, kioskLayout, portalLayout, renderDocument } from '../../src/ui/index.ts'
import { expectNoAxeViolations, expectNoSidewaysScroll, openPage } from '../support/browser.ts'

const site = {
  name: '津市市人民政府',
  shortName: '津市',
  domain: 'example.gov.cn',
  siteCode: '4307810001',
  host: '津市市人民政府办公室',
  operator: '政务公开办',
  icp: '湘ICP备1号',
  police: '湘公网安备1号',
  phone: '0736-4212345',
  hotline: '12345',
  address: '人民路 1 号',
  email: 'a@example.gov.cn',
}
const portal: Frame = { site, path: '/open/x', elder: false, csrfToken: 't', wing: 'portal', layout: portalLayout({}) }
const frames: Record<string, Frame> = {
  portal,
  elder: { ...portal, elder: true },
  desk: {
    ...portal,
    path: '/desk',
    wing: 'desk',
    layout: deskLayout({ duties: [{ label: '发布', links: [{ label: '文件', href: '/desk/documents' }] }] }),
  },
}

let css: string

beforeAll(async () => {
  const built = await build({
    logLevel: 'silent',
    build: { write: false, rollupOptions: { input: 'src/ui/styles/main.css' } },
  })
  const output = 'output' in built ? built.output : []
  const sheet = output.find((file) => file.fileName.endsWith('.css'))
  css = sheet?.type === 'asset' ? String(sheet.source) : ''
})

test.each([
  ['portal', 1280],
  ['portal', 360],
  ['elder', 360],
  ['desk', 1280],
  ['desk', 360],
])('every component in the %s frame at %i px: no axe violation, nothing sticks out', async (frame, width) => {
  expect(css).toContain('.portal-head')
  const page = await openPage({ width })
  await page.setContent(renderDocument(galleryPage(), frames[frame] ?? portal))
  await page.addStyleTag({ content: css })
  if (process.env.SHOTS)
    await page.screenshot({ path: `${process.env.SHOTS}/gallery-${frame}-${width}.png`, fullPage: true })
  await expectNoSidewaysScroll(page)
  for (const fold of await page.locator('main summary').all()) await fold.click()
  await expectNoAxeViolations(page)
  await expectNoSidewaysScroll(page)
  await page.context().close()
})

const kiosk: Frame = { ...portal, path: '/kiosk/main/take', wing: 'kiosk', layout: kioskLayout(() => '/kiosk/main') }
const board: Frame = { ...portal, path: '/board/main', wing: 'board', layout: boardLayout() }

test.each([
  ['terminal', renderDocument(kioskGallery(), kiosk), 1080, 1920],
  ['board while numbers are called', renderDocument(boardGallery('calling'), board), 1920, 1080],
  ['board before the first number', renderDocument(boardGallery('quiet'), board), 1920, 1080],
  ['board outside the hours', renderDocument(boardGallery('closed'), board), 1920, 1080],
])('every component of the hall on a %s, at its own size and at 360 px', async (what, html, width, height) => {
  const page = await openPage({ width, height })
  await page.setContent(html)
  await page.addStyleTag({ content: css })
  // As their script shows them.
  await page.locator('[data-keys]').evaluateAll((all) => {
    for (const keys of all) keys.removeAttribute('hidden')
  })
  for (const size of [
    { width, height },
    { width: 360, height: 780 },
  ]) {
    await page.setViewportSize(size)
    if (process.env.SHOTS)
      await page.screenshot({ path: `${process.env.SHOTS}/${what}-${size.width}.png`, fullPage: true })
    await expectNoAxeViolations(page)
    await expectNoSidewaysScroll(page)
  }
  await page.context().close()
})
