import { createContext } from 'preact'
import { useContext } from 'preact/hooks'

/** What pages say about the site and who stands behind it. `settings.site` fits. */
export type SiteInfo = {
  name: string
  shortName: string
  domain: string
  /** 网站标识码, ten digits. */
  siteCode: string
  /** 主办单位 */
  host: string
  /** 承办单位 */
  operator: string
  icp: string
  /** 公安备案号 */
  police: string
  phone: string
  /** Number to call when something does not work. */
  hotline: string
  address: string
  email: string
  hotWords?: readonly string[]
  /** Address of the record behind the sign of Party and government bodies 党政机关标识. */
  sign?: string | undefined
  ipv6?: boolean | undefined
}

/** What every component may know of the page being made, so that views need not pass it on. */
export type Render = {
  site: SiteInfo
  /** Path with query, as asked for. */
  path: string
  /** 长者模式: larger type, larger targets, fewer things. */
  elder: boolean
  /** Goes into every form that posts; absent on pages that are the same for everyone. */
  csrfToken?: string | undefined
}

const nowhere: Render = {
  site: {
    name: '明堂',
    shortName: '明堂',
    domain: 'localhost',
    siteCode: '',
    host: '',
    operator: '',
    icp: '',
    police: '',
    phone: '',
    hotline: '12345',
    address: '',
    email: '',
  },
  path: '/',
  elder: false,
}

export const RenderContext = createContext<Render>(nowhere)

/** The page being made. */
export function useRender(): Render {
  return useContext(RenderContext)
}

/** Joins class names, leaving out what is absent. */
export function classes(...names: (string | false | undefined)[]): string | undefined {
  return names.filter(Boolean).join(' ') || undefined
}
