import { describe, expect, test } from 'vitest'
import { day } from '../../core/day.ts'
import { type Actor, visitor } from '../../platform/actor.ts'
import { shippedRoles } from './roles.ts'
import { passwordProblem, refuseEnd, refuseGrant, refuseManage, runs, safeNext, usernameProblem } from './rules.ts'
import { addressKey } from './throttle.ts'

const root = '/jinshi/'
const today = day('2018-06-01')

function administrator(path: string, accountId = 'admin'): Actor {
  const grants = ['identity.manageAccounts', 'identity.grantRoles'].map((permission) => ({ permission, path }))
  return { kind: 'staff', accountId, name: '管理员', unitCode: 'jinshi', grants }
}

const clerk = { id: 'clerk', unitPath: '/jinshi/east/', grantPaths: [], isStaff: true, isDisabled: false }
const editorInEast = {
  roleCode: 'editor',
  unitCode: 'east',
  unitPath: '/jinshi/east/',
  validFrom: today,
  validUntil: null,
}
const held = {
  roleCode: 'editor',
  unitCode: 'east',
  validFrom: day('2018-01-01'),
  validUntil: day('2018-06-30'),
  endedAt: null,
}

describe('giving a role', () => {
  test.each([
    ['the county’s administrator to a clerk of a town', administrator(root), clerk, editorInEast, [], undefined],
    ['the town’s administrator within the town', administrator('/jinshi/east/'), clerk, editorInEast, [], undefined],
    ['to oneself', administrator(root, 'clerk'), clerk, editorInEast, [], 'identity.ownRights'],
    ['to a clerk of another town', administrator('/jinshi/west/'), clerk, editorInEast, [], 'identity.outOfReach'],
    [
      'beyond the own reach',
      administrator('/jinshi/east/'),
      clerk,
      { ...editorInEast, unitCode: 'jinshi', unitPath: root },
      [],
      'identity.outOfReach',
    ],
    ['by someone who may not', { ...administrator(root), grants: [] }, clerk, editorInEast, [], 'identity.outOfReach'],
    ['by a visitor', visitor, clerk, editorInEast, [], 'identity.outOfReach'],
    [
      'to a citizen',
      administrator(root),
      { ...clerk, isStaff: false, unitPath: null },
      editorInEast,
      [],
      'identity.notStaff',
    ],
    [
      'to a disabled account',
      administrator(root),
      { ...clerk, isDisabled: true },
      editorInEast,
      [],
      'identity.disabled',
    ],
    [
      'that is over before it begins',
      administrator(root),
      clerk,
      { ...editorInEast, validUntil: day('2018-05-31') },
      [],
      'identity.overBefore',
    ],
    [
      'that is held already on some of the days',
      administrator(root),
      clerk,
      { ...editorInEast, validFrom: day('2018-06-30') },
      [held],
      'identity.heldAlready',
    ],
    [
      'from the day after the one held ends',
      administrator(root),
      clerk,
      { ...editorInEast, validFrom: day('2018-07-01') },
      [held],
      undefined,
    ],
    ['that was ended', administrator(root), clerk, editorInEast, [{ ...held, endedAt: new Date(0) }], undefined],
  ] as const)('%s', (_, actor, account, grant, existing, refusal) => {
    expect(refuseGrant(actor, account, grant, existing, today)?.code).toBe(refusal)
  })
})

describe('managing an account', () => {
  test.each([
    ['of the own subtree', administrator('/jinshi/east/'), clerk, undefined],
    ['of one’s own', administrator(root, 'clerk'), clerk, 'identity.ownAccount'],
    [
      'that reaches further than oneself',
      administrator('/jinshi/east/'),
      { ...clerk, grantPaths: [root] },
      'identity.outOfReach',
    ],
    ['of a citizen, by a town', administrator('/jinshi/east/'), { ...clerk, unitPath: null }, 'identity.outOfReach'],
    ['of a citizen, by the county', administrator(root), { ...clerk, unitPath: null }, undefined],
    ['by someone who may not', visitor, clerk, 'identity.outOfReach'],
  ] as const)('%s', (_, actor, account, refusal) => {
    expect(refuseManage(actor, account, root)?.code).toBe(refusal)
  })
})

test.each([
  ['by another administrator', administrator(root), null, undefined],
  ['by its holder', administrator(root, 'clerk'), null, 'identity.ownRights'],
  ['out of reach', administrator('/jinshi/west/'), null, 'identity.outOfReach'],
  ['a second time', administrator(root), new Date(0), 'identity.endedAlready'],
])('a grant is ended %s', (_, actor, endedAt, refusal) => {
  expect(refuseEnd(actor, { accountId: 'clerk', unitPath: '/jinshi/east/', endedAt })?.code).toBe(refusal)
})

test.each([
  ['2017-12-31', false],
  ['2018-01-01', true],
  ['2018-06-30', true],
  ['2018-07-01', false],
])('a grant from 1 January to 30 June on %s', (on, running) => {
  expect(runs(held, day(on))).toBe(running)
})

test.each([
  ['short', false],
  ['aaaaaaaaaaaaaa', false],
  ['0123456789', false],
  ['zhangsan 2018 !', false],
  ['四个词连起来的密码', false],
  ['四个词连起来就是一个密码', true],
  ['correct horse battery', true],
])('password %s', (password, fit) => {
  expect(passwordProblem(password, ['zhangsan', null]) === undefined).toBe(fit)
})

test.each([
  ['zhangsan', true],
  ['Zhang.San_2', true],
  ['z', false],
  ['13812345678', false],
  ['张三', false],
  ["a' or 1=1", false],
])('user name %s', (username, fit) => {
  expect(usernameProblem(username) === undefined).toBe(fit)
})

test.each([
  ['/desk/accounts?kind=staff', '/desk/accounts?kind=staff'],
  ['https://evil.example/', '/my'],
  ['//evil.example/', '/my'],
  ['/\\evil.example', '/my'],
  ['/a\nb', '/my'],
  ['/sign-out', '/my'],
  ['/desk/sign-in', '/my'],
  ['', '/my'],
  [undefined, '/my'],
])('after signing in, next=%j leads to %s', (next, to) => {
  expect(safeNext(next, '/my')).toBe(to)
})

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('tries from %s are counted under %s', (address, key) => {
  expect(addressKey(address)).toBe(key)
})

test('who gives rights decides nothing, and who approves does not publish', () => {
  const giving = shippedRoles.filter((r) => r.permissions.includes('identity.grantRoles'))
  expect(giving.map((r) => r.code)).toEqual(['administrator'])
  expect(giving.flatMap((r) => r.permissions).filter((p) => /^(disclosure|requests|statistics)\./.test(p))).toEqual([])
  const mayOf = (code: string) => shippedRoles.find((r) => r.code === code)?.permissions ?? []
  expect(mayOf('reviewer')).not.toContain('disclosure.publish')
  expect(mayOf('editor').filter((p) => ['disclosure.review', 'disclosure.publish'].includes(p))).toEqual([])
})
