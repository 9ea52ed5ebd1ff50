import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../platform/root.ts'
import { kindIn, type Place, placeIn, proposeDispatch, type Topic, townOf } from './dispatch.ts'

const read = (file: string) => JSON.parse(readFileSync(join(root, 'data', 'jinshi', file), 'utf8'))
type Row = Omit<Topic, 'parentCode' | 'unitCodes'> & { parent?: string; units?: string[] }
const topics: Topic[] = (read('hotline.json').topics as Row[])
  .filter((t) => t.parent !== undefined)
  .map(({ parent = null, units = [], ...t }) => ({ ...t, parentCode: parent, unitCodes: units, kind: t.kind ?? null }))
const allUnits: (Place & { parent?: string; closedOn?: string })[] = read('units.json')
const units: Place[] = allUnits
  .filter((u) => u.closedOn === undefined)
  .map(({ parent = null, ...u }) => ({ ...u, parentCode: parent as string | null }))

test.each([
  ['门口的路灯坏了', 'streetLights', 'urban'],
  ['老板拖欠工资三个月', 'wages', 'labour'],
  ['小区物业费太高，电梯故障没人修', 'propertyService', 'construction'],
  ['白衣镇金林村的农村垃圾没人收', 'villageWaste', 'baiyi'],
  ['KTV 音响吵得睡不着', 'noise', 'police'],
])('%s → %s, %s', (text, topic, unit) => {
  const [best] = proposeDispatch(text, undefined, { topics, units })
  expect(best).toMatchObject({ topicCode: topic, unitCode: unit })
  // The reason is shown: every word that hit is in the text.
  for (const word of best?.hits ?? []) expect(text.toLowerCase()).toContain(word.toLowerCase())
})

test('a text that tells nothing gets no proposal; at most three are offered, the best first', () => {
  expect(proposeDispatch('你好', undefined, { topics, units })).toEqual([])
  const many = proposeDispatch('路灯 路面破损 垃圾清运 物业 自来水 停水', undefined, { topics, units })
  expect(many.length).toBe(3)
})

test('a topic of the place goes to its town, and to nobody while the place is unknown', () => {
  const at = (place?: string) => proposeDispatch('邻里纠纷', place, { topics, units })[0]?.unitCode
  expect(at('xinzhou-sanhe')).toBe('xinzhou')
  expect(at('xinzhou')).toBe('xinzhou')
  expect(at()).toBeUndefined()
  expect(townOf('finance', units)).toBeUndefined()
})

test('the first unit that still exists handles it', () => {
  const topic: Topic = {
    code: 'x',
    parentCode: 'p',
    name: '土地',
    words: ['土地'],
    kind: null,
    unitCodes: ['gone', 'urban'],
    ofPlace: false,
  }
  expect(proposeDispatch('土地', undefined, { topics: [topic], units })[0]?.unitCode).toBe('urban')
})

test('places and kinds are known by their words', () => {
  expect(placeIn('我住在金林村三组', units)).toBe('baiyi-jinlin')
  expect(placeIn('市里', units)).toBeUndefined()
  expect(kindIn('我要举报并投诉')).toBe('report')
  expect(kindIn('请问怎么办')).toBe('consultation')
  expect(kindIn('灯坏了')).toBeUndefined()
})

test('every topic of the county names units that its list has, and words that no other topic has', () => {
  const codes = new Set(allUnits.map((u) => u.code))
  for (const t of topics) {
    expect([t.code, t.unitCodes.filter((c) => !codes.has(c))]).toEqual([t.code, []])
    expect([t.code, t.ofPlace || t.unitCodes.length > 0, t.words.length > 0]).toEqual([t.code, true, true])
  }
  const words = topics.flatMap((t) => t.words)
  expect(words.filter((w, i) => words.indexOf(w) !== i)).toEqual([])
})
