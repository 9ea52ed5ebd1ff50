import { highlight } from '../../../platform/search.ts'
import { type DatedItem, Tag } from '../../../ui/index.ts'
import type { FoundItem } from '../find.store.ts'
import { showLimit } from '../labels.ts'
import { itemHref } from './addresses.ts'

/** An item as one line of a list: its name, who does it, how long it takes, and how it can be done. */
export function itemLine(item: FoundItem, q = ''): DatedItem {
  const { mainName, unitName, commitmentLimit, onSiteVisits } = item
  return {
    title: <Marked text={item.name} q={q} />,
    href: itemHref(item.code),
    note: [
      mainName !== null && mainName !== item.name ? `属于“${mainName}”` : '',
      unitName,
      showLimit({ ...commitmentLimit, note: '' }),
      onSiteVisits === 0 ? '不用到现场' : `到现场 ${onSiteVisits} 次`,
    ]
      .filter(Boolean)
      .join(' · '),
    tag: <WayTags item={item} />,
  }
}

/** How it can be done, the best first; two are enough to see. */
function WayTags({ item: { online, caseType, nearby, onSiteVisits } }: { item: FoundItem }) {
  const told = [
    online && onSiteVisits === 0 ? '全程网办' : online && '网上办',
    caseType === '1' && '马上办',
    nearby && '就近办',
  ].filter((w) => w !== false)
  return (
    <>
      {told.slice(0, 2).map((w) => (
        <>
          <Tag key={w} tone="good">
            {w}
          </Tag>{' '}
        </>
      ))}
    </>
  )
}

/** A text in which what was looked for is marked. */
function Marked({ text, q }: { text: string; q: string }) {
  if (q === '') return <>{text}</>
  return <>{highlight(text, q).map((s, i) => (s.hit ? <mark key={i}>{s.text}</mark> : s.text))}</>
}
