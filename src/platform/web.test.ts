import { expect, test } from 'vitest'
import { safeName } from './web.ts'

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\a\\预算.xlsx', '预算.xlsx'],
  ['.htaccess', 'htaccess'],
  ['a\u0000b\u202Egnp.exe', 'abgnp.exe'],
  ['  ', '未命名'],
  [`${'长'.repeat(300)}.docx`, `${'长'.repeat(115)}.docx`],
])('the name of an upload is made safe: %j', (given, safe) => {
  expect(safeName(given)).toBe(safe)
})
