import type { ComponentChildren } from 'preact'
import type { Refusal } from '../../core/errors.ts'
import { Icon, type IconName } from './icon.tsx'
import { DaysInText } from './time.tsx'

type Kind = 'info' | 'success' | 'warning' | 'error'

const icons: Record<Kind, IconName> = { info: 'info', success: 'check', warning: 'warning', error: 'stop' }
const words: Record<Kind, string> = { info: '提示', success: '完成', warning: '注意', error: '错误' }

/** Something the reader must know before going on. */
export function Notice({
  kind = 'info',
  title,
  children,
}: {
  kind?: Kind
  title?: ComponentChildren
  children?: ComponentChildren
}) {
  return (
    <div class={`notice notice-${kind}`} role={kind === 'success' ? 'status' : undefined}>
      <Icon name={icons[kind]} size={22} />
      <div class="notice-text">
        <span class="sr-only">{words[kind]}：</span>
        {title && <p class="notice-title">{typeof title === 'string' ? <DaysInText>{title}</DaysInText> : title}</p>}
        {children}
      </div>
    </div>
  )
}

/** In place of a form that may not be used now: why, on what basis, and what may be done instead. */
export function NotNow({ refusal }: { refusal: Refusal }) {
  return (
    <Notice kind="warning" title={refusal.message}>
      {refusal.basis && <p>依据：{refusal.basis}</p>}
      {refusal.next && <p>{refusal.next}</p>}
    </Notice>
  )
}

/** An empty list: what is missing, and what to do. */
export function EmptyState({
  title,
  children,
  actions,
}: {
  title: ComponentChildren
  children?: ComponentChildren
  actions?: ComponentChildren
}) {
  return (
    <div class="empty">
      <Icon name="empty" size={40} />
      <p class="empty-title">{title}</p>
      {children && <div class="empty-text">{children}</div>}
      {actions && <div class="actions">{actions}</div>}
    </div>
  )
}
