import { sql } from 'kysely'
import { addDays } from '../../core/day.ts'
import type { ItemElements } from '../../modules/catalogue/index.ts'
import type { Standard } from '../../modules/catalogue/schema.ts'
import { insertDraft, listBasic } from '../../modules/catalogue/store.ts'
import { type Stage, unitOf } from '../stage.ts'

/** What the superior laid down anew since the items were adopted: each shows where local lists have to follow. */
const laidDownAnew: readonly { name: string; change: (standard: Standard) => Partial<Standard> }[] = [
  { name: '食品经营许可', change: () => ({ statutoryLimit: { unit: 'workingDay', days: 10, note: '' } }) },
  {
    name: '临时占用城市道路审批',
    change: ({ legalBasis }) => ({ legalBasis: `${legalBasis}；《城市道路管理条例》第三十一条` }),
  },
  { name: '八十周岁以上高龄津贴给付', change: () => ({ exerciseLevels: ['5', '6'] }) },
]

type Drafted = { id: number; unitCode: string; version: number; elements: ItemElements }

/**
 * What is being worked on in the catalogue today: drafts that shorten a promise, one for each unit named, and entries of the
 * superior's catalogue that changed.
 */
export async function leaveWork(stage: Stage, units: readonly string[] = ['civil', 'urban', 'market']): Promise<void> {
  const { tx, today } = stage
  const { rows } = await sql<Drafted>`
    select distinct on (i.unit_code) i.id, i.unit_code, v.version, v.elements
    from service_items i join item_versions v on v.id = i.version_id
    where i.unit_code = any (${[...units]}) and i.cancelled_on is null and i.level = 'main'
      and (v.elements -> 'commitmentLimit' ->> 'days')::int > 3
    order by i.unit_code, i.position`.execute(tx)
  for (const { id: itemId, unitCode, version, elements } of rows) {
    const { commitmentLimit } = elements
    const shorter = { ...commitmentLimit, days: (commitmentLimit.days ?? 0) - 2 }
    await insertDraft(tx, {
      ...{ itemId, version: version + 1, elements: { ...elements, commitmentLimit: shorter } },
      ...{ editedBy: `${unitOf(stage, unitCode).shortName}填报人`, filledOn: addDays(today, -3) },
      note: '承诺时限压缩 2 个工作日',
    })
  }
  for (const { code, name, standard } of await listBasic(tx)) {
    const anew = laidDownAnew.find((l) => l.name === name)
    if (!anew) continue
    const laidDown = JSON.stringify({ ...standard, ...anew.change(standard) })
    await tx.updateTable('basicItems').set({ standard: laidDown }).where('code', '=', code).execute()
  }
}
