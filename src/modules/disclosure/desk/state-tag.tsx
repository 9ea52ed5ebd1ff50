import { Tag } from '../../../ui/index.ts'
import { stateLabels } from '../labels.ts'
import type { State } from '../schema.ts'

const tones: Record<State, 'plain' | 'accent' | 'good' | 'warning' | 'bad'> = {
  draft: 'plain',
  inReview: 'accent',
  returned: 'warning',
  approved: 'accent',
  scheduled: 'accent',
  published: 'good',
  withdrawn: 'bad',
  withheld: 'plain',
  discarded: 'plain',
}

export function StateTag({ state }: { state: State }) {
  return <Tag tone={tones[state]}>{stateLabels[state]}</Tag>
}
