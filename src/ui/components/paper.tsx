import type { ComponentChildren } from 'preact'
import { create } from 'qrcode'
import type { Day } from '../../core/day.ts'
import { showLongDay } from '../../core/day.ts'
import { Icon } from './icon.tsx'
import { bytes } from './numbers.ts'

/** The head of a document or an article: title, and a line on where it comes from. */
export function PaperHead({
  title,
  facts = [],
  children,
}: {
  title: string
  /** Source, date, visits: short pieces in one line. */
  facts?: readonly ComponentChildren[]
  /** Buttons: print, read aloud. */
  children?: ComponentChildren
}) {
  return (
    <header class="paper-head">
      <h1>{title}</h1>
      <div class="paper-line">
        {facts.length > 0 && (
          <ul class="paper-facts">
            {facts.map((f, i) => (
              <li key={i}>{f}</li>
            ))}
          </ul>
        )}
        {children && <div class="paper-tools">{children}</div>}
      </div>
    </header>
  )
}

export type AttachmentLink = {
  name: string
  href: string
  /** Bytes. */
  size: number
  /** Ending of the name, such as pdf. */
  type: string
}

/** Files of a document, each with type and size. */
export function Attachments({ files, title = '附件' }: { files: readonly AttachmentLink[]; title?: string }) {
  if (files.length === 0) return null
  return (
    <section class="attachments" aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {files.map((f) => (
          <li key={f.href}>
            <a href={f.href} download>
              <Icon name="file" size={22} />
              <span class="attachment-name">{f.name}</span>
              <span class="attachment-facts">
                {f.type.toUpperCase()} · {bytes(f.size)}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Says above a document that it no longer holds, and what holds now. */
export function ValidityBanner({
  state,
  since,
  by,
  reason,
}: {
  state: 'repealed' | 'expired' | 'withdrawn' | 'replaced' | 'notYet'
  since?: Day | null | undefined
  /** The document that repealed or replaced it. */
  by?: { title: string; href: string } | undefined
  reason?: string | null | undefined
}) {
  const words = {
    repealed: '本文件已废止',
    expired: '本文件已失效',
    withdrawn: '本文件已撤回',
    replaced: '本文件已被新文件替代',
    notYet: '本文件尚未施行',
  } as const
  return (
    <div class={`validity validity-${state}`} role="note">
      <Icon name={state === 'notYet' ? 'clock' : 'warning'} size={22} />
      <div>
        <p class="validity-word">{words[state]}</p>
        <p>
          {since &&
            `${state === 'notYet' ? '施行日期：' : '自 '}${showLongDay(since)}${state === 'notYet' ? '。' : ' 起。'}`}
          {reason && `${reason} `}
          {by && (
            <>
              请看：<a href={by.href}>{by.title}</a>
            </>
          )}
        </p>
      </div>
    </div>
  )
}

/** The address as a picture for a telephone's camera, with the words that say so. */
export function QrCode({ url, label = '用手机扫一扫' }: { url: string; label?: string }) {
  // Any of the eight masks reads well; to weigh them against each other takes longer than all the rest of a page.
  const { modules } = create(url, { errorCorrectionLevel: 'M', maskPattern: 3 })
  const { size } = modules
  let path = ''
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const from = x
      while (x < size && modules.get(y, x)) x++
      if (x > from) path += `M${from} ${y}h${x - from}v1h-${x - from}z`
    }
  return (
    <figure class="qr">
      <svg viewBox={`-2 -2 ${size + 4} ${size + 4}`} width="120" height="120" role="img" aria-label={`二维码：${url}`}>
        <path d={`M-2-2h${size + 4}v${size + 4}h-${size + 4}z`} fill="#fff" />
        <path d={path} fill="#1f2328" shape-rendering="crispEdges" />
      </svg>
      <figcaption>{label}</figcaption>
    </figure>
  )
}
