import type { ComponentChildren, VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { assetAddress } from './assets.ts'
import { type Render, RenderContext } from './components/render.ts'
import type { Page } from './page.ts'

/** What a wing puts around its pages. */
export type Frame = Render & {
  /** Named on <body>: each wing may be set a little differently. */
  wing: 'portal' | 'my' | 'desk' | 'kiosk' | 'board'
  /** Header, footer, navigation around the page's own matter; it places `<main id="main">` itself. */
  layout: (page: Page) => VNode
}

// Preact types a provider as returning children, which TSX does not take for an element.
const Rendering = RenderContext.Provider as (props: { value: Render; children: ComponentChildren }) => VNode

// The nine rooms of the bright hall, the middle one lit.
const favicon =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#fff" d="M0 0h32v32H0z"/><path d="M2 2h28v28H2zM2 11h28M2 21h28M11 2v28M21 2v28" fill="none" stroke="#1f2328" stroke-width="2"/><path fill="#a8201a" d="M11 11h10v10H11z"/></svg>',
  )

/** The whole HTML document. Scripts and styles are files of our own, so the content policy needs no exception. */
export function renderDocument(page: Page, frame: Frame): string {
  return `<!doctype html>\n${renderToString(<Document page={page} frame={frame} />)}`
}

/** A part of a page by itself, for who has the rest already. */
export function renderPart(part: ComponentChildren, render: Render): string {
  return renderToString(<Rendering value={render}>{part}</Rendering>)
}

/** Status of the reply that carries the page. */
export function statusOf(page: Page): number {
  return page.status ?? (page.problems && page.problems.length > 0 ? 422 : 200)
}

function Document({ page, frame }: { page: Page; frame: Frame }) {
  const { site } = frame
  const wrong = page.problems !== undefined && page.problems.length > 0
  const meta = { SiteName: site.name, SiteDomain: site.domain, SiteIDCode: site.siteCode, ...page.meta }
  return (
    <Rendering value={frame}>
      <html lang="zh-CN" class={frame.elder ? 'elder' : undefined} data-theme="mingtang">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{`${wrong ? '有误：' : ''}${page.title}${page.title === site.name ? '' : ` - ${site.name}`}`}</title>
          {Object.entries(meta)
            .filter(([, content]) => content !== '')
            .map(([name, content]) => (
              <meta key={name} name={name} content={content} />
            ))}
          {frame.wing !== 'portal' && <meta name="robots" content="noindex" />}
          <meta name="theme-color" content="#a8201a" />
          <meta name="format-detection" content="telephone=no" />
          <link rel="icon" href={favicon} />
          <link rel="stylesheet" href={assetAddress('styles/main.css')} />
          {page.refreshSeconds !== undefined && (
            <noscript>
              <meta http-equiv="refresh" content={String(page.refreshSeconds)} />
            </noscript>
          )}
          {page.feeds?.map((f) => (
            <link key={f.href} rel="alternate" type="application/atom+xml" title={f.title} href={f.href} />
          ))}
          {page.elements?.map((name) => (
            <script key={name} type="module" src={assetAddress(`elements/${name}.ts`)} />
          ))}
        </head>
        <body class={`wing-${frame.wing}`}>
          <a class="skip" href="#main">
            跳到正文
          </a>
          <div class="page">{frame.layout(page)}</div>
        </body>
      </html>
    </Rendering>
  )
}
