import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { addDays, day, yearOf } from '../../core/day.ts'
import { publishWithin, sectionsIn, startWithin } from '../../modules/reports/index.ts'
import { freezeWithin } from '../../modules/statistics/index.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Acts } from '../../platform/acts.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Files } from '../../platform/files.ts'
import { root } from '../../platform/root.ts'
import { openWorld, type World } from '../../platform/world.ts'
import type { TimedAct } from '../documents.ts'
import type { Stage } from '../stage.ts'
import { loadParts } from './parts.ts'

/**
 * The published report of 2018 with its frozen form, and the draft of the current year with parts that were delivered and
 * parts that are late.
 * @returns the acts, to be written in order with all others
 */
export async function loadReports(stage: Stage, files: Files): Promise<TimedAct[]> {
  if (stage.today <= '2019-06-30') return []
  const acts: TimedAct[] = []
  const world = await openWorld({ db: stage.tx, files })
  const as = actors(stage, world, acts)
  await publish2018(stage, as)
  await draftThisYear(stage, as, acts)
  return acts
}

type As = (username: 'gongkai' | 'zhuren' | 'lingdao', at: string) => Ctx

const people = { gongkai: '龚明', zhuren: '朱主任', lingdao: '凌道远' } as const

/** Contexts of the people who act, at the time they act; their acts are gathered, for all acts are written in order later. */
function actors(stage: Stage, world: World, gathered: TimedAct[]): As {
  const rights = ['reports.view', 'reports.write', 'reports.publish', 'statistics.view', 'statistics.freeze']
  return (username, at) => {
    const { id, name } = stage.account(username, people[username])
    const now = new Date(`${at}:00+08:00`)
    const grants = rights.map((permission) => ({ permission, path: `/${stage.site.rootUnit}/` }))
    const actor: Actor = { kind: 'staff', accountId: id, name, unitCode: stage.site.rootUnit, grants }
    const writeMany: Acts['writeMany'] = async (_, more) => {
      gathered.push(...more.map((act) => ({ at: now, actor: name, accountId: id, ...act }) as TimedAct))
    }
    const acts: Acts = { writeMany, write: (tx, act) => writeMany(tx, [act]) }
    return { ...world.context(actor, now), db: stage.tx, replica: stage.tx, acts }
  }
}

/** The eight parts of 2018, frozen, reviewed, signed and published in January 2019 by four hands. */
async function publish2018(stage: Stage, as: As): Promise<void> {
  const unit = stage.site.rootUnit
  const texts = sectionsIn(readFileSync(join(root, 'data/jinshi/reports/2018.txt'), 'utf8'))
  const id = await startWithin(as('gongkai', '2019-01-04T09:12'), { unit, year: 2018 }, texts)
  const signatures = { preparer: people.gongkai, reviewer: people.zhuren, unitHead: people.lingdao }
  await freezeWithin(as('zhuren', '2019-01-16T10:05'), {
    ...{ template: '2014', year: 2018, unit, ...signatures, phone: stage.site.phone, filledOn: '2019-01-16' },
  })
  const steps = [
    ['gongkai', '2019-01-17T09:30', 'reports.submitted', { preparer: people.gongkai }],
    ['zhuren', '2019-01-17T15:40', 'reports.reviewed', { reviewer: people.zhuren }],
    ['lingdao', '2019-01-18T10:20', 'reports.signed', { unitHead: people.lingdao, datedOn: '2019-01-18' }],
  ] as const
  for (const [who, at, act, data] of steps) {
    const ctx = as(who, at)
    await ctx.acts.write(stage.tx, {
      act,
      subject: `report:2018-${unit}`,
      unitCode: unit,
      data: { version: 1, ...data },
    })
  }
  const [submitted, reviewed, signed] = steps.map(([who, at]) => as(who, at))
  await stage.tx
    .updateTable('reports')
    .set({
      ...{ state: 'signed', ...signatures, datedOn: day('2019-01-18') },
      ...{ preparedBy: submitted?.actor.accountId ?? '', submittedAt: submitted?.now ?? null },
      ...{ reviewedBy: reviewed?.actor.accountId ?? '', reviewedAt: reviewed?.now ?? null },
      ...{ signedBy: signed?.actor.accountId ?? '', signedAt: signed?.now ?? null },
    })
    .where('id', '=', id)
    .execute()
  await publishWithin(as('gongkai', '2019-01-21T09:00'), id)
}

/** The report that is being written, asked of units some weeks ago. */
async function draftThisYear(stage: Stage, as: As, acts: TimedAct[]): Promise<void> {
  const unit = stage.site.rootUnit
  const year = yearOf(stage.today)
  const id = await startWithin(as('gongkai', `${addDays(stage.today, -21)}T09:05`), { unit, year })
  await loadParts(stage, { id, year, unit }, acts)
}
