import { addDays, type Day } from '../../core/day.ts'
import type { TimedAct } from '../documents.ts'
import { continueIds, idsAfter, insertRows } from '../rows.ts'
import { type Stage, unitOf } from '../stage.ts'

type Wish = {
  unit: string
  key: string
  /** Days from today to the last day. */
  due: number
  request: string
  /** Days ago on which it was delivered, by whom, and what. */
  delivered?: { ago: number; by: string; text: string; merged?: true }
}

const general = '请写本单位一年来主动公开、回应解读和公开平台的情况，不超过五百字。'
const problems = '请写存在的主要问题和打算怎么改，一事一段。'

const wishes: readonly Wish[] = [
  {
    ...{ unit: 'finance', key: '1', due: -3, request: general },
    delivered: {
      ...{ ago: 6, by: '财政局办公室', merged: true },
      text: '财政部门按时公开政府预算、决算和“三公”经费，惠民补贴发放到户的明细在村务公开栏同步张贴。',
    },
  },
  {
    ...{ unit: 'civil', key: '1', due: -3, request: general },
    delivered: {
      ...{ ago: 4, by: '卜小敏' },
      text: '民政部门集中公开低保、特困供养、临时救助和养老服务政策，对象名单按季更新，到期自动撤下，保护个人隐私。',
    },
  },
  {
    ...{ unit: 'education', key: '5', due: -3, request: problems },
    delivered: {
      ...{ ago: 5, by: '教育局办公室' },
      text: '招生入学政策公布得晚，家长咨询集中。下一年提前公布招生范围和报名办法，并配上图解。',
    },
  },
  { unit: 'construction', key: '1', due: -3, request: general },
  { unit: 'transport', key: '5', due: -3, request: problems },
  { unit: 'police', key: '1', due: 5, request: general },
  { unit: 'health', key: '1', due: 45, request: general },
]

/** What departments and towns were asked to deliver: some have, some are late, some have time. */
export async function loadParts(
  stage: Stage,
  report: { id: number; year: number; unit: string },
  acts: TimedAct[],
): Promise<void> {
  const { tx, today } = stage
  const nextId = await idsAfter(tx, 'reportParts')
  const at = (d: Day, clock: string) => new Date(`${d}T${clock}:00+08:00`)
  const office = stage.account('gongkai', '龚明')
  const askedAt = at(addDays(today, -20), '09:20')
  const towns: Wish[] = stage.towns.slice(0, 2).map((t, i) => ({
    ...{ unit: t.code, key: '1', due: i === 0 ? -3 : 45, request: general },
  }))
  const rows = [...wishes, ...towns].map(({ unit, key, due, request, delivered }) => ({
    ...{
      id: nextId(),
      reportId: report.id,
      unitCode: unitOf(stage, unit).code,
      key,
      dueOn: addDays(today, due),
      request,
    },
    ...{
      askedAt,
      state: delivered ? (delivered.merged ? 'merged' : 'delivered') : 'asked',
      text: delivered?.text ?? '',
    },
    revision: delivered ? 1 : 0,
    ...{ deliveredAt: delivered ? at(addDays(today, -delivered.ago), '15:10') : null },
    ...{ deliveredBy: delivered?.by ?? null, deliveredName: delivered?.by ?? '' },
    ...{ mergedAt: delivered?.merged ? at(addDays(today, -1), '10:30') : null },
  }))
  await insertRows(tx, 'reportParts', rows)
  await continueIds(tx, 'reportParts')
  const merged = rows.filter((r) => r.state === 'merged')
  for (const { key, text } of merged) {
    const section = await tx
      .selectFrom('reportSections')
      .select('text')
      .where('reportId', '=', report.id)
      .where('key', '=', key)
      .executeTakeFirstOrThrow()
    await tx
      .updateTable('reportSections')
      .set({ text: `${section.text}\n${text}`, revision: 2 })
      .where('reportId', '=', report.id)
      .where('key', '=', key)
      .execute()
  }
  const subject = `report:${report.year}-${report.unit}`
  const byOffice = { actor: office.name, accountId: office.id, subject, unitCode: report.unit }
  const units = rows.map((r) => r.unitCode)
  acts.push({ ...byOffice, at: askedAt, act: 'reports.partsAsked', data: { version: 1, units, section: '1' } })
  for (const r of rows) {
    if (!r.deliveredAt) continue
    const data = {
      version: 1,
      part: r.id,
      revision: r.revision,
      late: r.deliveredAt > at(addDays(r.dueOn, 1), '00:00'),
      text: r.text,
    }
    const by = { actor: r.deliveredName, accountId: null, subject, unitCode: r.unitCode }
    acts.push({ ...by, at: r.deliveredAt, act: 'reports.partDelivered', data })
    if (r.mergedAt)
      acts.push({
        ...byOffice,
        at: r.mergedAt,
        act: 'reports.partMerged',
        data: { version: 1, part: r.id, section: r.key },
      })
  }
}
