import { type Action, Actions } from './button.tsx'
import { Disclosure, Stack } from './layout.tsx'

/** More refusals than these are folded away, or what may be done would drown among them. */
const few = 3

/** What may be done with a record, and what may not and why. */
export function Moves({ actions }: { actions: readonly Action[] }) {
  const refused = actions.filter((a) => a.refused)
  if (refused.length <= few) return <Actions actions={actions} />
  return (
    <Stack>
      <Actions actions={actions.filter((a) => !a.refused)} />
      <Disclosure summary={`现在不能办的 ${refused.length} 项，和为什么`} open={refused.length === actions.length}>
        <Actions actions={refused} />
      </Disclosure>
    </Stack>
  )
}
