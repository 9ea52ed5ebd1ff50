import type { Action } from '../../../ui/index.ts'
import { type MoveName, moves } from '../rules.ts'
import type { State } from '../schema.ts'
import { list } from './crumbs.ts'
import type { Detail } from './documents.ts'

/** Where each move is made: a page of its own, or at once. */
type Place = { path: string; post?: boolean; kind?: Action['kind'] }
const places: Record<MoveName, Place | undefined> = {
  save: { path: 'edit' },
  submit: { path: 'submit', kind: 'primary' },
  recall: { path: 'recall', post: true },
  return: { path: 'review' },
  approve: { path: 'review', kind: 'primary' },
  withhold: { path: 'review', kind: 'primary' },
  reassess: { path: 'reassess', kind: 'primary' },
  reopen: undefined,
  schedule: undefined,
  unschedule: { path: 'unschedule', post: true },
  publish: { path: 'publish', kind: 'primary' },
  force: { path: 'force', kind: 'danger' },
  addChannel: { path: 'channels' },
  correct: { path: 'correction/edit' },
  repeal: { path: 'repeal' },
  revisit: { path: 'revisit' },
  withdraw: { path: 'withdraw', kind: 'danger' },
  discard: { path: 'discard', kind: 'danger' },
}

/** Steps still to come in a state: shown greyed, so that a person sees the way a document goes. */
const ahead: Partial<Record<State, readonly MoveName[]>> = {
  draft: ['approve', 'withhold', 'publish'],
  returned: ['approve', 'withhold', 'publish'],
  inReview: ['publish'],
  approved: ['withdraw'],
  scheduled: ['withdraw'],
}

/** What may be done now as buttons, what the state or this person keeps from it greyed with the reason. */
export function actionsOf({
  document,
  moves: all,
  correction,
}: Pick<Detail, 'document' | 'moves' | 'correction'>): Action[] {
  const fits = (name: MoveName) => {
    const only = 'only' in moves[name] ? moves[name].only : undefined
    const now = (moves[name].from as readonly State[]).includes(document.state) || ahead[document.state]?.includes(name)
    return now && (only === undefined || (only === 'proactive') === (document.attribute === 'proactive'))
  }
  const shown = all.flatMap((m) => (places[m.name] && fits(m.name) ? [{ ...m, place: places[m.name] as Place }] : []))
  // A correction that is open is looked at first.
  const pathOf = (place: Place) => (correction && place.path === 'correction/edit' ? 'correction' : place.path)
  // Several moves made on one page are one button: one that is allowed, or else the main one.
  return Array.from(Map.groupBy(shown, (m) => m.place.path).values(), (group) => {
    const { label, place, refusal } =
      group.find((m) => !m.refusal) ?? group.find((m) => m.place.kind) ?? (group[0] as (typeof group)[number])
    const action: Action = {
      label,
      href: `${list}/${document.id}/${pathOf(place)}`,
      ...(place.post ? { post: true } : {}),
      ...(place.kind ? { kind: place.kind } : {}),
    }
    return refusal
      ? { ...action, refused: { message: refusal.message, ...(refusal.basis ? { basis: refusal.basis } : {}) } }
      : action
  })
}
