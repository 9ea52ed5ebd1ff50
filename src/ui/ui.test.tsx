import { expect, test } from 'vitest'
import { expectValidHtml } from '../../tests/support/html.ts'
import {
  Actions,
  BarChart,
  deskLayout,
  Form,
  type Frame,
  faultPage,
  forbiddenPage,
  galleryPage,
  invalidPage,
  notFoundPage,
  type Page,
  portalLayout,
  refusalPage,
  renderDocument,
  statusOf,
  TextField,
  useAssets,
} from './index.ts'

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

const portal: Frame = {
  site,
  path: '/open/x?y=1',
  elder: false,
  csrfToken: 'token-1',
  wing: 'portal',
  layout: portalLayout({}),
}
const desk: Frame = {
  ...portal,
  path: '/desk/documents/12',
  wing: 'desk',
  layout: deskLayout({ duties: [{ label: '发布', links: [{ label: '文件', href: '/desk/documents' }] }] }),
}

const page = (body: Page['body'], rest: Partial<Page> = {}): Page => ({ title: '延长答复期限', body, ...rest })

test('what a person typed is text, never markup', () => {
  const html = renderDocument(
    page(<TextField name="a" label="<b>名</b>" value={'"><script>alert(1)</script>'} />),
    portal,
  )
  expect(html).not.toContain('<script>alert')
  expect(html).toContain('&lt;b>名&lt;/b>')
})

test('a title names the site, and begins 有误 when something must be put right', () => {
  expect(renderDocument(page(''), portal)).toContain('<title>延长答复期限 - 津市市人民政府</title>')
  const wrong = page('', { problems: [{ field: 'days', message: '请填写 1 至 20 之间的工作日数' }] })
  expect(renderDocument(wrong, portal)).toMatch(/<title>有误.延长答复期限/)
  expect(statusOf(wrong)).toBe(422)
})

test('a problem stands above the form, leads to its field, and is said at the field', () => {
  const problems = [{ field: 'days', message: '请填写工作日数' }]
  const html = renderDocument(
    page(<TextField name="days" label="工作日数" value="三十" problems={problems} />, { problems }),
    portal,
  )
  expect(html).toContain('role="alert"')
  expect(html).toContain('<a href="#field-days">请填写工作日数</a>')
  expect(html).toMatch(/id="field-days"[^>]*aria-invalid="true" aria-describedby="field-days-problem"/)
  expect(html).toContain('id="field-days-problem"')
  expect(html).toContain('value="三十"')
})

test('a form that posts carries the token, one that asks does not', () => {
  expect(renderDocument(page(<Form>x</Form>), portal)).toContain('name="_csrf" value="token-1"')
  expect(renderDocument(page(<Form method="get">x</Form>), portal)).not.toContain('token-1')
})

test('an action that the law refuses is greyed with its reason and its basis', () => {
  const actions = [{ label: '延长', href: '/extend', refused: { message: '已经延长过一次', basis: '第三十三条' } }]
  const html = renderDocument(page(<Actions actions={actions} />), desk)
  expect(html).toMatch(/<button type="button"[^>]*aria-disabled="true"/)
  expect(html).toContain('已经延长过一次')
  expect(html).toContain('第三十三条')
  expect(html).not.toContain('href="/extend"')
})

test('only the scripts of the elements a page names are loaded', () => {
  useAssets({ 'src/ui/elements/mt-copy.ts': { file: 'mt-copy-3fa9.js' } })
  expect(renderDocument(page('', { elements: ['mt-copy'] }), portal).match(/<script [^>]*>/g)).toEqual([
    '<script type="module" src="/assets/mt-copy-3fa9.js">',
  ])
  expect(renderDocument(page(''), portal)).not.toContain('<script')
})

test('长者模式 is a link that leads back, and a class on the document', () => {
  expect(renderDocument(page(''), portal)).toContain('href="/elder?on=1&amp;back=%2Fopen%2Fx%3Fy%3D1"')
  const elder = renderDocument(page(''), { ...portal, elder: true })
  expect(elder).toContain('<html lang="zh-CN" class="elder"')
  expect(elder).toContain('退出长者模式')
})

test('the footer and the head say what 《政府网站发展指引》 asks', () => {
  const html = renderDocument(page(''), portal)
  for (const said of [site.host, site.siteCode, site.icp, site.police, '网站地图']) expect(html).toContain(said)
  for (const name of ['SiteName', 'SiteDomain', 'SiteIDCode']) expect(html).toContain(`<meta name="${name}"`)
})

test('the place of the navigation under which a page stands is marked', () => {
  expect(renderDocument(page(''), portal)).toContain('<a href="/open" aria-current="page">')
  const html = renderDocument(page(''), desk)
  expect(html).toContain('<a href="/desk/documents" aria-current="page">')
  expect(html).not.toContain('<a href="/desk" aria-current="page">')
})

test('a chart begins at zero, writes its numbers, tells blank from zero, and has its table', () => {
  const data = [
    { label: '政务<动态', value: 81240 },
    { label: '公告', value: 0 },
    { label: '访谈', value: null },
  ]
  const html = renderDocument(page(<BarChart title="访问量" unit="次" data={data} />), portal)
  expect(html).toContain('role="img"')
  expect(html).toContain('81,240</text>')
  expect(html).toContain('政务&lt;动态</text>')
  expect(html.match(/未记录<\/text>/g)).toHaveLength(2)
  expect(html).toContain('<caption class="sr-only">访问量')
})

const refusal = { code: 'requests.alreadyExtended', message: '已经延长过一次', basis: '第三十三条', next: '按期答复' }

test.each([
  ['gallery', 200, { ...galleryPage(), status: 200 }],
  ['not found', 404, notFoundPage('文件')],
  ['forbidden', 403, forbiddenPage()],
  ['refused', 409, refusalPage(refusal, '/desk')],
  ['invalid', 422, invalidPage([])],
  ['fault', 500, faultPage('req-8f3a')],
])('%s: valid HTML in every frame, no inline style or script', async (_, status, shown) => {
  expect(statusOf(shown)).toBe(status)
  for (const frame of [portal, desk, { ...portal, elder: true }]) {
    const html = renderDocument(shown, frame)
    expect(html).not.toMatch(/ style=|<style|<script(?![^>]* src=)| on[a-z]+="/)
    await expectValidHtml(html)
  }
})

test('a refusal says why, on what basis, and what one may do; a fault gives its number and the hotline', () => {
  const refused = renderDocument(refusalPage(refusal), portal)
  for (const said of [refusal.message, refusal.basis, refusal.next]) expect(refused).toContain(said)
  const fault = renderDocument(faultPage('req-8f3a'), portal)
  expect(fault).toContain('req-8f3a')
  expect(fault).toContain('12345')
})
