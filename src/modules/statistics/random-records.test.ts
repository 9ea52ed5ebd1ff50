import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { makeCity } from '../../../tests/support/jinshi-2018.ts'
import { addDays, day } from '../../core/day.ts'
import { systemActor } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { filesIn } from '../../platform/files.ts'
import { openWorld } from '../../platform/world.ts'
import { registerLabels } from '../organisations/index.ts'
import { answers, applicantKinds, intakeChannels } from '../requests/index.ts'
import { outcomes, remedyKinds } from '../supervision/index.ts'
import { computeForm, obstacles } from './form.ts'
import { templateCodes } from './forms/form.ts'

const { db } = await testDatabase()
let ctx: Ctx
beforeAll(async () => {
  await makeCity(db)
  for (const name of Object.keys(registerLabels))
    await sql`insert into registers (unit_code, name, kept_from) values ('jinshi', ${name}, '2016-01-01')`.execute(db)
  await sql`delete from document_channels where document_id > 60`.execute(db)
  const world = await openWorld({ db, files: filesIn(mkdtempSync(join(tmpdir(), 'mingtang-'))) })
  ctx = world.context(systemActor('测试'))
})

const anyDay = fc.integer({ min: 0, max: 1460 }).map((n) => addDays(day('2016-01-01'), n))
const anyUnit = fc.constantFrom('jinshi', 'finance', 'xinzhou')
const request = fc.record({
  unit: anyUnit,
  receivedOn: anyDay,
  took: fc.option(fc.nat(500)),
  extension: fc.constantFrom(0, 15),
  channel: fc.constantFrom(...intakeChannels),
  applicant: fc.constantFrom(...applicantKinds),
  answer: fc.constantFrom(...answers),
})
const remedy = fc.record({
  unit: anyUnit,
  openedOn: anyDay,
  took: fc.option(fc.nat(500)),
  kind: fc.constantFrom(...remedyKinds),
  outcome: fc.constantFrom(...outcomes.slice(0, 3)),
})
const channel = fc.record({
  document: fc.integer({ min: 1, max: 60 }),
  channel: fc.constantFrom('gazette', 'microblog', 'wechat', 'other'),
  on: anyDay,
})

test('whatever is recorded, every form of every year balances, of the city and of each unit', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(request, { maxLength: 25 }),
      fc.array(remedy, { maxLength: 10 }),
      fc.array(channel, { maxLength: 30 }),
      async (requests, remedies, channels) => {
        await sql`delete from information_requests`.execute(db)
        await sql`delete from legal_remedies`.execute(db)
        await sql`delete from document_channels where channel <> 'website'`.execute(db)
        for (const [i, r] of requests.entries()) {
          const closedOn = r.took === null ? null : addDays(r.receivedOn, r.took)
          await sql`insert into information_requests (region_code, number, unit_code, regime, state, channel, applicant_kind,
          applicant_name, subject, wanted, received_on, due_on, extension, closed_on, reply_kind, refusal_ground) values
          ('430781', ${`n-${i}`}, ${r.unit}, 'R2008', ${closedOn ? 'replied' : 'handling'}, ${r.channel}, ${r.applicant}, '某人', '某事', '某物',
           ${r.receivedOn}, ${addDays(r.receivedOn, 30)}, ${r.extension}, ${closedOn}, ${closedOn && r.answer.kind},
           ${closedOn && (r.answer.ground ?? null)})`.execute(db)
        }
        for (const [i, r] of remedies.entries()) {
          const closedOn = r.took === null ? null : addDays(r.openedOn, r.took)
          await sql`insert into legal_remedies (unit_code, kind, number, opened_on, closed_on, outcome) values
          (${r.unit}, ${r.kind}, ${`r-${i}`}, ${r.openedOn}, ${closedOn}, ${closedOn ? r.outcome : 'pending'})`.execute(
            db,
          )
        }
        for (const c of channels)
          await sql`insert into document_channels (document_id, channel, published_at)
          select id, ${c.channel}, ${`${c.on} 12:00+08`}::timestamptz from documents where index_number = ${`430781-2018-${c.document}`}
          on conflict do nothing`.execute(db)
        for (const template of templateCodes)
          for (const unit of ['jinshi', 'finance'])
            for (const year of [2018, 2019]) {
              const form = await computeForm(ctx, { template, year, unit })
              expect([template, unit, year, obstacles(form).map((i) => i.text)]).toEqual([template, unit, year, []])
            }
      },
    ),
    { numRuns: 4 },
  )
}, 120_000)
