import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { person } from '../../../tests/support/people.ts'
import { db, world } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import { Forbidden } from '../../core/errors.ts'
import { exportLines, importLines } from '../organisations/index.ts'
import { ledgers } from './ledgers.ts'

const [certificates] = ledgers
if (!certificates) throw new Error('the ledger of certificates is missing')
const manager = world({ today: day('2018-06-01'), actor: person('serviceManager') })
const head = '单位,证明名称,原来用于办理,今后的办法,取消日期\r\n'

test('cancelled certificates come in by table and go out again; each one once for each business', async () => {
  const file = Buffer.from(
    `${head}市民政局,婚姻状况证明,收养登记,申请人书面承诺,2018-04-01\r\n市民政局,婚姻状况证明,低保,部门之间核查,2018年4月2日\r\n`,
  )
  expect(await importLines(manager, certificates, file, { dryRun: false })).toMatchObject({ good: 2, problems: [] })
  const again = Buffer.from(
    `${head}市民政局,婚姻状况证明,低保,直接取消,2018-05-01\r\n市民政局,户籍证明,低保,看着办,2018-05-01\r\n`,
  )
  const report = await importLines(manager, certificates, again, { dryRun: true })
  expect(report.problems.map((p) => [p.line, p.column])).toEqual([
    [2, '原来用于办理'],
    [3, '今后的办法'],
  ])
  const out = String(await buffer(exportLines(manager, certificates, 'csv')))
  expect(out).toContain(['婚姻状况证明', '低保', '', '部门之间核查'].join(','))
  expect(
    await db.selectFrom('cancelledCertificates').select(['replacedBy', 'cancelledOn']).orderBy('id').execute(),
  ).toEqual([
    { replacedBy: 'promise', cancelledOn: '2018-04-01' },
    { replacedBy: 'enquiry', cancelledOn: '2018-04-02' },
  ])
})

test('who may not keep the ledger imports nothing', async () => {
  const clerk = world({ actor: person('windowClerk') })
  await expect(importLines(clerk, certificates, Buffer.from(head), { dryRun: true })).rejects.toBeInstanceOf(Forbidden)
})
