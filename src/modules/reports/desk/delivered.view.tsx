import { dayOf } from '../../../core/day.ts'
import { InstantText, Tag } from '../../../ui/index.ts'
import type { Part } from '../parts.store.ts'

/** Who delivered a part and when, and whether that was after its last day; nothing where it waits. */
export function Delivered({ part: { deliveredAt, deliveredName, dueOn } }: { part: Part }) {
  if (!deliveredAt) return null
  return (
    <>
      {deliveredName}，<InstantText at={deliveredAt} />
      {dayOf(deliveredAt) > dueOn && (
        <>
          {' '}
          <Tag tone="warning">逾期报送</Tag>
        </>
      )}
    </>
  )
}
