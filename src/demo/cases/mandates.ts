import { addDays, type Day, yearOf } from '../../core/day.ts'
import { insertAuthorisation, insertDeputy } from '../../modules/cases/mandates.store.ts'
import type { Power } from '../../modules/cases/schema.ts'
import { contextOf, officerActor } from '../past.ts'
import { type Account, type Stage, unitOf } from '../stage.ts'
import type { Cast } from './cast.ts'

/** Units that let the integrated window accept and issue for them; the window has none of the others. */
const forWindow = ['civil', 'police', 'labour', 'urban', 'construction', 'natural-resources', 'market', 'health']
/** Of these it decides what is done on the spot. */
const onTheSpot = ['labour', 'market']

/** Letters of authorisation for window, town and village, and a deputy for an officer who is away. */
export async function signMandates(stage: Stage, cast: Cast): Promise<void> {
  const letters: [string, Account, Power[]][] = [
    ...forWindow.map((unit): [string, Account, Power[]] => [
      unit,
      cast.window,
      onTheSpot.includes(unit) ? ['accept', 'decide', 'issue'] : ['accept', 'issue'],
    ]),
    ['civil', cast.town, ['accept', 'decide', 'issue']],
    ['labour', cast.town, ['accept', 'decide', 'issue']],
    ['civil', cast.village, ['accept', 'decide', 'issue']],
    ['civil', cast.officerOf('civil'), ['accept', 'issue']],
    ['police', cast.headOf('civil'), ['accept']],
  ]
  const signedOn = addDays(stage.today, -120)
  for (const [i, [unit, clerk, powers]] of letters.entries())
    await sign(stage, cast, { unit, clerk, powers, signedOn, i })
  await deputise(stage, cast)
}

type Signed = { unit: string; clerk: Account; powers: Power[]; signedOn: Day; i: number }

async function sign(stage: Stage, cast: Cast, { unit: code, clerk, powers, signedOn, i }: Signed): Promise<void> {
  const unit = unitOf(stage, code)
  const ctx = contextOf(cast.scene, signedOn, 10, officerActor(cast.headOf(code), [], unit.path))
  const documentNumber = `${unit.shortName}委〔${yearOf(signedOn)}〕${i + 1}号`
  const days = { validFrom: signedOn, validUntil: addDays(stage.today, 245) }
  const id = await insertAuthorisation(stage.tx, {
    ...{ unitCode: code, accountId: clerk.id, accountName: clerk.name, itemIds: null, powers, documentNumber },
    ...{ ...days, grantedBy: ctx.actor.name, grantedOn: signedOn },
  })
  await ctx.acts.write(stage.tx, {
    ...{ act: 'cases.authorised', subject: `authorisation:${id}`, unitCode: code },
    data: { unitCode: code, clerk: clerk.name, powers, documentNumber, ...days },
  })
}

async function deputise(stage: Stage, cast: Cast): Promise<void> {
  const away = { id: 'demonstration away civil', name: '舒静' }
  const deputy = cast.officerOf('civil')
  const on = addDays(stage.today, -2)
  const ctx = contextOf(cast.scene, on, 9, officerActor(cast.headOf('civil'), [], unitOf(stage, 'civil').path))
  const days = { validFrom: on, validUntil: addDays(stage.today, 12) }
  const id = await insertDeputy(stage.tx, {
    ...{ unitCode: 'civil', accountId: away.id, accountName: away.name, deputyId: deputy.id, deputyName: deputy.name },
    ...{ reason: '参加业务培训', ...days, grantedBy: ctx.actor.name },
  })
  const data = {
    away: away.name,
    deputy: deputy.name,
    from: days.validFrom,
    until: days.validUntil,
    reason: '参加业务培训',
  }
  await ctx.acts.write(stage.tx, { act: 'cases.deputised', subject: `deputy:${id}`, unitCode: 'civil', data })
}
