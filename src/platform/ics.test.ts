import { expect, test } from 'vitest'
import { day } from '../core/day.ts'
import { calendarFile } from './ics.ts'

const event = {
  uid: 'YY20261127-0001@example.gov.cn',
  sequence: 2,
  stamp: new Date('2026-11-27T01:02:03.456Z'),
  ...{ day: day('2026-12-01'), starts: '09:00', ends: '10:00' },
  title: '办事：户外广告设施设置审批，一件；两件\\三件',
  place: '津市市政务服务中心，孟姜女大道 8 号',
  text: `${'请带身份证；'.repeat(30)}\n第二行\r\n第三行`,
  url: 'https://example.gov.cn/appointments/YY20261127-0001',
  cancelled: false,
}

/** A small reader of RFC 5545: lines unfolded, then names, parameters and values with their escapes taken away. */
function read(file: string) {
  const lines = file.replace(/\r\n[ \t]/g, '').split('\r\n')
  expect(lines.pop()).toBe('')
  return lines.map((line) => {
    const [, name = '', parameter = '', value = ''] = /^([A-Z-]+)(;[^:]+)?:(.*)$/.exec(line) ?? []
    return { name, parameter, value: value.replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c)) }
  })
}

test('a calendar reads back what was written, the hour in its time zone', () => {
  const lines = read(calendarFile('明堂', event))
  const value = (name: string) => lines.find((l) => l.name === name)?.value
  expect(lines.find((l) => l.name === 'DTSTART' && l.parameter !== '')).toEqual({
    ...{ name: 'DTSTART', parameter: ';TZID=Asia/Shanghai', value: '20261201T090000' },
  })
  expect(value('DTEND')).toBe('20261201T100000')
  expect(value('DTSTAMP')).toBe('20261127T010203Z')
  expect(value('SUMMARY')).toBe(event.title)
  expect(value('LOCATION')).toBe(event.place)
  expect(value('DESCRIPTION')).toBe(event.text.replaceAll('\r\n', '\n'))
  expect([value('UID'), value('SEQUENCE'), value('STATUS')]).toEqual([event.uid, '2', 'CONFIRMED'])
  expect(lines.find((l) => l.name === 'TZID')?.value).toBe('Asia/Shanghai')
  expect(value('TZOFFSETTO')).toBe('+0800')
  const begun = lines.filter((l) => l.name === 'BEGIN').map((l) => l.value)
  const ended = lines.filter((l) => l.name === 'END').map((l) => l.value)
  expect([...begun].sort()).toEqual([...ended].sort())
  expect(read(calendarFile('明堂', { ...event, cancelled: true })).find((l) => l.name === 'STATUS')?.value).toBe(
    'CANCELLED',
  )
})

test('no line is longer than 75 octets, and none is cut within a sign', () => {
  const file = calendarFile('明堂', event)
  for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  expect(file).not.toContain('\uFFFD')
  expect(file.replaceAll('\r\n', '')).not.toContain('\n')
})
