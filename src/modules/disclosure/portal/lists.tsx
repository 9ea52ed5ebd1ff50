import { dayOf } from '../../../core/day.ts'
import { type DatedItem, Tag } from '../../../ui/index.ts'
import { kindLabels, validityLabels } from '../labels.ts'
import type { Listed } from '../published.store.ts'
import type { Kind, Validity } from '../schema.ts'

/** A document as one line of a list. */
export function documentItem(d: Listed, columnName?: string): DatedItem {
  return {
    title: d.title,
    href: `/documents/${d.id}`,
    day: dayOf(d.publishedAt),
    note: [d.documentNumber, d.issuingBody, columnName].filter(Boolean).join(' · '),
    tag: <ValidityTag kind={d.kind} validity={d.validity} />,
  }
}

/** Says what a reader must know before opening: that a document no longer holds, or that a text only explains one. */
export function ValidityTag({ kind, validity }: { kind: Kind; validity: Validity }) {
  if (validity === 'repealed' || validity === 'expired') return <Tag tone="bad">已{validityLabels[validity]}</Tag>
  if (kind === 'normative') return <Tag tone="good">{validity === 'inForce' ? '现行有效' : kindLabels.normative}</Tag>
  if (kind === 'interpretation') return <Tag tone="accent">解读</Tag>
  return null
}
