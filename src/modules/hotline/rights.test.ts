import { expect, test } from 'vitest'
import type { Actor } from '../../platform/actor.ts'
import { hasRight, mayAssist, maySee, type OrderPlace, revealRight } from './rights.ts'

const someone = (path: string, ...permissions: string[]): Actor => ({
  ...{ kind: 'staff', accountId: 'a', name: '某人', unitCode: undefined },
  grants: permissions.map((p) => ({ permission: `hotline.${p}`, path })),
})
const place = (change: Partial<OrderPlace> = {}): OrderPlace => ({
  ...{ intakeUnitPath: '/j/', unitPath: '/j/urban/', atUnitPath: '/j/baiyi/' },
  ...{ assistingPaths: ['/j/edu/'], assistedPaths: ['/j/edu/', '/j/water/'], hiddenFromPath: null },
  ...change,
})
const people = {
  hotline: someone('/j/', 'view', 'register', 'dispatch', 'followUp'),
  manager: someone('/j/', 'view', 'review', 'unseal'),
  lead: someone('/j/urban/', 'view', 'handle', 'ask'),
  town: someone('/j/baiyi/', 'view', 'handle', 'ask'),
  village: someone('/j/baiyi/jinlin/', 'view', 'handle'),
  assisting: someone('/j/edu/', 'view', 'handle'),
  assisted: someone('/j/water/', 'view', 'handle'),
  stranger: someone('/j/finance/', 'view', 'handle', 'ask', 'dispatch', 'review'),
}
type Who = keyof typeof people

// Who sees it, handles it, dispatches it, answers for an assisting unit; with which permission name and phone are read,
// of an ordinary one and of a confidential one.
const matrix: [Who, boolean, boolean, boolean, boolean, string | undefined, string | undefined][] = [
  ['hotline', true, false, true, false, 'hotline.register', undefined],
  ['manager', true, false, false, false, undefined, 'hotline.unseal'],
  ['lead', true, true, false, false, 'hotline.handle', undefined],
  ['town', true, true, false, false, 'hotline.handle', undefined],
  ['village', false, false, false, false, undefined, undefined],
  ['assisting', true, false, false, true, undefined, undefined],
  ['assisted', true, false, false, false, undefined, undefined],
  ['stranger', false, false, false, false, undefined, undefined],
]
test.each(matrix)(
  '%s sees %s, handles %s, dispatches %s, assists %s; reads with %s, confidential with %s',
  (...row) => {
    const [who, sees, handles, dispatches, assists, reads, readsConfidential] = row
    const actor = people[who]
    expect(maySee(actor, place())).toBe(sees)
    expect(hasRight('handle', actor, place())).toBe(handles)
    expect(hasRight('dispatch', actor, place())).toBe(dispatches)
    expect(mayAssist(actor, place())).toBe(assists)
    expect(revealRight(actor, place(), false)?.may).toBe(reads)
    expect(revealRight(actor, place(), true)?.may).toBe(readsConfidential)
  },
)

test('the unit that is spoken of, and those below it, do not see it, whatever part they would have', () => {
  const of = place({ hiddenFromPath: '/j/baiyi/' })
  expect(maySee(people.town, of)).toBe(false)
  expect(hasRight('handle', people.town, of)).toBe(false)
  expect(revealRight(people.town, of, false)).toBeUndefined()
  expect(maySee(people.village, { ...of, atUnitPath: '/j/baiyi/jinlin/' })).toBe(false)
  expect(mayAssist(people.assisting, place({ hiddenFromPath: '/j/edu/' }))).toBe(false)
  // Those above it, and others, as ever.
  expect(maySee(people.hotline, of)).toBe(true)
  expect(maySee(people.lead, of)).toBe(true)
})

test('before dispatch it is the hotline that has it, and nobody handles it', () => {
  const fresh = place({ unitPath: null, atUnitPath: '/j/', assistingPaths: [], assistedPaths: [] })
  expect(maySee(people.lead, fresh)).toBe(false)
  expect(hasRight('handle', someone('/j/', 'handle'), fresh)).toBe(false)
  expect(maySee(people.hotline, fresh)).toBe(true)
})
