import { expect, test } from 'vitest'
import { Answered, Forbidden, Invalid, NotFound, Refused } from './errors.ts'

test.each([
  [
    new Refused({ code: 'requests.alreadyExtended', message: '已经延期过一次' }),
    409,
    'requests.alreadyExtended',
    '已经延期过一次',
  ],
  [new NotFound('编号为 12 的申请'), 404, 'notFound', '没有找到编号为 12 的申请'],
  [new Forbidden('请先登录'), 403, 'forbidden', '请先登录'],
  [
    new Invalid([
      { field: 'days', message: '请填写 1 至 20' },
      { field: 'reason', message: '请写明理由' },
    ]),
    422,
    'invalid',
    '请填写 1 至 20；请写明理由',
  ],
])('%s has its status, code and words', (error, status, code, message) => {
  expect(error).toBeInstanceOf(Answered)
  expect(error).toMatchObject({ status, code, message })
})

test('an error is named after its class, for the log', () => {
  expect(String(new NotFound('文件'))).toBe('NotFound: 没有找到文件')
})
