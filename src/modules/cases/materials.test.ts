import { expect, test } from 'vitest'
import { elements } from '../../../tests/support/items.ts'
import { calendar } from '../../core/calendar.ts'
import { day } from '../../core/day.ts'
import { gatherMaterials, type Reusable } from './materials.ts'
import type { Channel, GivenMaterial } from './schema.ts'

const world = {
  channel: 'online' as Channel,
  calendar: calendar({ daysOff: [], workedWeekends: [] }),
  on: day('2026-03-02'),
}
const file = (key: string, name = '照片.jpg') => ({ key, name, sha256: 'a'.repeat(64) })
const earlier: Reusable = {
  ...{
    id: 7,
    name: '设置位置图和效果图',
    sha256: 'b'.repeat(64),
    fileName: '图.pdf',
    trust: 'B',
    addedOn: day('2025-01-06'),
  },
}
const gather = (
  given: GivenMaterial[],
  files = [file('application')],
  more: Partial<typeof world> & { reusable?: Reusable[]; choices?: Record<string, string> } = {},
) => {
  const { choices = { who: 'person', place: 'ground' }, ...rest } = more
  return gatherMaterials(elements(), choices, given, { ...world, reusable: [], files, ...rest })
}
const fields = (found: ReturnType<typeof gather>) => found.problems.map((p) => p.field)

test('what is shared is not asked for, what is missing is told at its name', () => {
  const found = gather([])
  expect(fields(found)).toEqual(['materials.drawing'])
  expect(found.problems[0]?.message).toContain('5 个工作日内补交')
  expect(found.kept.map((m) => [m.materialKey, m.way, m.trust])).toEqual([
    ['application', 'upload', 'D'],
    ['identity', 'shared', 'A'],
  ])
})

test('a tolerable one may come later, within its working days', () => {
  const { kept, problems } = gather([{ key: 'drawing', way: 'later' }])
  expect(problems).toEqual([])
  expect(kept.find((m) => m.materialKey === 'drawing')).toMatchObject({
    ...{ way: 'later', toleratedUntil: '2026-03-09', trust: null },
  })
})

test.each<[string, GivenMaterial, string]>([
  ['what is not tolerable does not come later', { key: 'application', way: 'later' }, '不能稍后补交'],
  ['paper cannot be sent online', { key: 'drawing', way: 'paper' }, '请上传'],
  ['an upload that was lost is told', { key: 'drawing', way: 'upload' }, '没有收到，请重新上传'],
  ['only what the government holds is shared', { key: 'drawing', way: 'shared' }, '不在政府共享的材料里'],
  ['only what one gave before is used again', { key: 'drawing', way: 'reused', from: 9 }, '不能再用'],
])('%s', (_, given, message) => {
  expect(gather([given]).problems.find((p) => p.field === `materials.${given.key}`)?.message).toContain(message)
})

test('what was checked before is used again and keeps its trust', () => {
  const { kept } = gather([{ key: 'drawing', way: 'reused', from: 7 }], undefined, { reusable: [earlier] })
  expect(kept.find((m) => m.materialKey === 'drawing')).toMatchObject({ way: 'reused', trust: 'B', reusedFrom: 7 })
})

test('conditions follow the answers, and questions want one', () => {
  const building = gather([], [file('application'), file('drawing')], { choices: { who: 'firm', place: 'building' } })
  expect(fields(building)).toEqual(['materials.consent', 'materials.safety'])
  expect(fields(gather([], [], { choices: { who: 'person' } }))).toContain('choices.place')
})

test('a clerk who takes paper in has seen the original', () => {
  const taken = gather(
    [
      { key: 'drawing', way: 'paper', copies: 2 },
      { key: 'application', way: 'paper' },
    ],
    [],
    {
      channel: 'window',
      choices: { who: 'firm', place: 'vehicle' },
    },
  )
  expect(taken.problems).toEqual([])
  expect(taken.kept.find((m) => m.materialKey === 'drawing')).toMatchObject({ copies: 2, trust: 'D', way: 'paper' })
})

test('several files may stand for one material', () => {
  const { kept } = gather([], [file('application'), file('drawing', '一.jpg'), file('drawing', '二.jpg')])
  expect(kept.filter((m) => m.materialKey === 'drawing').map((m) => m.fileName)).toEqual(['一.jpg', '二.jpg'])
})
