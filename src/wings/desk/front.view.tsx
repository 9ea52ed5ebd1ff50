import type { InboxItem } from '../../platform/module.ts'
import { EmptyState, Light, type Page, Table } from '../../ui/index.ts'

/** 今天要办: what waits for this person, most pressing first. */
export function deskFrontPage({ name, items }: { name: string; items: readonly InboxItem[] }): Page {
  const order = ['overdue', 'red', 'yellow', 'green', 'none']
  const waiting = items.filter((i) => i.count > 0).toSorted((a, b) => order.indexOf(a.light) - order.indexOf(b.light))
  return {
    title: '今天要办',
    body: (
      <Table
        caption={`${name}，您有 ${waiting.length} 类事项待办`}
        columns={[
          { head: '事项', cell: (i) => <a href={i.href}>{i.label}</a>, wide: true },
          { head: '件数', cell: (i) => i.count.toLocaleString('zh-CN'), numeric: true },
          { head: '时限', cell: (i) => i.light !== 'none' && <Light light={i.light} />, nowrap: true },
        ]}
        rows={waiting}
        rowKey={(i) => i.href}
        empty={<EmptyState title="今天没有等着您办的事">新的事项到了会出现在这里。</EmptyState>}
      />
    ),
  }
}
