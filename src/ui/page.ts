import type { ComponentChildren } from 'preact'
import type { Problem } from '../core/errors.ts'

/** A page before its wing frames it: data for the head, and what stands in the middle. */
export type Page = {
  /** Without the name of the site, which the frame adds. */
  title: string
  body: ComponentChildren
  /** Default 200; 422 when there are problems. */
  status?: number
  /** What can be put right: a summary above the page, each linking to its field, and 有误: before the title. */
  problems?: readonly Problem[]
  /** Said below them where what was filled in does not come back, as files never do. */
  kept?: string
  /** Where the page stands, from the top, without the page itself. */
  breadcrumb?: readonly Crumb[]
  /** What stands at the right: clock card, timeline. */
  aside?: ComponentChildren
  /** Meta tags as 政府网站发展指引 asks for: ArticleTitle, PubDate, ColumnName, … */
  meta?: Readonly<Record<string, string>>
  /** Addresses of feeds for this page. */
  feeds?: readonly { title: string; href: string }[]
  /** A word of success shown once above the page. */
  notice?: string
  /** Custom elements the page uses, so that only their script is loaded. */
  elements?: readonly ElementName[]
  /** The page's own matter carries its `<h1>`, as a document does in its head. */
  ownHeading?: boolean
  /** Seconds after which a browser without scripts asks for the page again, where it shows what goes on. */
  refreshSeconds?: number
  /** Use the whole width, for dense tables. */
  wide?: boolean
}

/** Custom elements there are, each a script of its own in `elements/`. */
export type ElementName =
  | 'mt-board'
  | 'mt-confirm'
  | 'mt-copy'
  | 'mt-insert'
  | 'mt-keypad'
  | 'mt-kiosk'
  | 'mt-live'
  | 'mt-lookup'
  | 'mt-print'
  | 'mt-speak'
  | 'mt-upload'

export type Crumb = { label: string; href: string }

declare module 'fastify' {
  interface FastifyReply {
    /** Sends a page in the frame of the wing the route hangs in. */
    page(page: Page): FastifyReply
  }
}
