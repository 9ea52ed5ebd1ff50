import type { VNode } from 'preact'
import { Icon, Mark } from '../components/icon.tsx'
import { useRender } from '../components/render.ts'
import { Search } from '../components/search.tsx'
import type { Crumb, Page } from '../page.ts'
import { ElderSwitch, isCurrent, Middle } from './shared.tsx'

export type PortalFrame = {
  person?: { name: string; href: string } | undefined
  /** The few places every page leads to. */
  places?: readonly Crumb[]
  /** Shown in the footer, such as the site map and how to report an error of the site. */
  footLinks?: readonly Crumb[]
}

const defaultPlaces: readonly Crumb[] = [
  { label: '首页', href: '/' },
  { label: '办事', href: '/services' },
  { label: '政府信息公开', href: '/open' },
  { label: '重点领域', href: '/open/key-fields' },
  { label: '咨询', href: '/consult' },
  { label: '意见征集', href: '/solicitations' },
  { label: '机构', href: '/units' },
  { label: '领导之窗', href: '/leaders' },
]

const defaultFootLinks: readonly Crumb[] = [
  { label: '网站地图', href: '/sitemap' },
  { label: '政府信息查阅场所', href: '/consultation-sites' },
  { label: '校对公开报告', href: '/proofreading' },
  { label: '记录链首公布', href: '/chain' },
  { label: '订阅', href: '/feeds/all.atom' },
  { label: '报告网站错误', href: '/letters/new?kind=websiteError' },
]

/** Header, footer and page of the portal. */
export function portalLayout(frame: PortalFrame): (page: Page) => VNode {
  return (page) => (
    <>
      <PortalHeader {...frame} />
      <Middle page={page} />
      <PortalFooter {...frame} />
    </>
  )
}

function PortalHeader({ person, places = defaultPlaces }: PortalFrame) {
  const { site, path } = useRender()
  const here = path.split('?')[0]
  return (
    <header class="portal-head">
      <div class="topline">
        <div class="hall">
          <span class="topline-host">{site.host && `${site.host}主办`}</span>
          <div class="topline-ways">
            <ElderSwitch />
            <a class="topline-link" href={person?.href ?? '/sign-in'} rel="nofollow">
              <Icon name="person" size={18} />
              {person?.name ?? '登录'}
            </a>
          </div>
        </div>
      </div>
      <div class="hall masthead">
        <a class="brand" href="/">
          <Mark size={36} />
          {site.name}
        </a>
        {/* The front page and the search have a large one of their own. */}
        {here !== '/' && here !== '/search' && <Search place="全站搜索" placeholder="搜政策、文件、机构" />}
      </div>
      <nav class="portal-nav hall" aria-label="主导航">
        <ul>
          {places.map((p) => (
            <li key={p.href}>
              <a href={p.href} aria-current={isCurrent(p.href, path, places) ? 'page' : undefined}>
                {p.label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  )
}

/** What 《政府网站发展指引》 asks a footer to say: who hosts it, how to reach them, code, filings, sign, map. */
function PortalFooter({ footLinks = defaultFootLinks }: PortalFrame) {
  const { site } = useRender()
  return (
    <footer class="portal-foot">
      <div class="hall">
        <nav class="foot-links" aria-label="页脚导航">
          {footLinks.map((l) => (
            <a key={l.href} href={l.href}>
              {l.label}
            </a>
          ))}
        </nav>
        <div class="foot-grid">
          <div>
            <h2>{site.name}</h2>
            {site.host && <p>主办单位：{site.host}</p>}
            {site.operator && <p>承办单位：{site.operator}</p>}
          </div>
          <div>
            <h2>联系我们</h2>
            {site.phone && <p>电话：{site.phone}</p>}
            {site.email && <p>邮箱：{site.email}</p>}
            {site.address && <p>地址：{site.address}</p>}
          </div>
          <div>
            <h2>网站标识与备案</h2>
            {site.siteCode && <p>网站标识码：{site.siteCode}</p>}
            {site.icp && (
              <p>
                <a href="https://beian.miit.gov.cn/">{site.icp}</a>
              </p>
            )}
            {site.police && (
              <p>
                <a href="https://beian.mps.gov.cn/">{site.police}</a>
              </p>
            )}
            {site.ipv6 && <p>本网站支持 IPv6</p>}
          </div>
          {site.sign && (
            <a class="foot-sign" href={site.sign}>
              党政机关标识
            </a>
          )}
        </div>
      </div>
    </footer>
  )
}
