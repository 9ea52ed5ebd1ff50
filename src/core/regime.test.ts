import { expect, test } from 'vitest'
import { day } from './day.ts'
import { type Regime, regimeOn } from './regime.ts'

const order492: Regime = {
  code: 'R2008',
  title: '中华人民共和国政府信息公开条例',
  orderNumber: '国务院令第492号',
  validFrom: day('2008-05-01'),
  validUntil: day('2019-05-14'),
  limits: {
    publishDays: 20,
    replyDays: 15,
    extensionDays: 15,
    supplementNoticeDays: null,
    thirdPartyDays: null,
    coProducerDays: null,
  },
  articles: { replyDays: '第二十四条' },
  unconfirmed: ['publishDays'],
}
const order711: Regime = {
  ...order492,
  code: 'R2019',
  orderNumber: '国务院令第711号',
  validFrom: day('2019-05-15'),
  validUntil: null,
  limits: {
    publishDays: 20,
    replyDays: 20,
    extensionDays: 20,
    supplementNoticeDays: 7,
    thirdPartyDays: 15,
    coProducerDays: 15,
  },
}

test.each([
  ['the day before the first regulation', '2008-04-30', undefined],
  ['the first day of Order 492', '2008-05-01', 'R2008'],
  ['the last day of Order 492', '2019-05-14', 'R2008'],
  ['the first day of Order 711', '2019-05-15', 'R2019'],
  ['today and on', '2026-11-24', 'R2019'],
])('a request is under the regime of the day it was received: %s', (_, received, code) => {
  expect(regimeOn([order711, order492], day(received))?.code).toBe(code)
})
