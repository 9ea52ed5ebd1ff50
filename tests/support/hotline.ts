import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { register } from '../../src/modules/hotline/register.service.ts'
import type { DispatchForm, RegisterForm } from '../../src/modules/hotline/schema.ts'
import type { Actor } from '../../src/platform/actor.ts'
import { at, clerk } from './cases.ts'
import { db } from './world.ts'

/** Who has to do with work orders: the hotline, the urban management bureau, the town of Baiyi. */
export async function hotlineStaff() {
  return {
    operator: await clerk('hotlineOperator', 'jinshi', '话务员'),
    second: await clerk('hotlineOperator', 'jinshi', '另一位话务员'),
    manager: await clerk('hotlineManager', 'jinshi', '热线负责人'),
    leader: await clerk('leader', 'jinshi', '市领导'),
    officer: await clerk('departmentOfficer', 'urban', '城管经办人'),
    colleague: await clerk('departmentOfficer', 'urban', '城管同事'),
    head: await clerk('departmentHead', 'urban', '城管局长'),
    town: await clerk('townAgent', 'baiyi', '白衣镇经办人'),
    other: await clerk('departmentOfficer', 'education', '教育局经办人'),
  }
}

/** What an operator keys in from a call. */
export const callForm = (change: Partial<RegisterForm> = {}): RegisterForm => ({
  ...{ kind: 'help', channel: 'phone', title: '门口的路灯不亮了', text: '朝阳路 8 号门口的路灯坏了三天，晚上看不见路' },
  ...{ placeUnitCode: '', place: '朝阳路 8 号', personName: '李小梅', personPhone: '13812345678', personEmail: '' },
  ...{ anonymous: false, confidential: false, publicWish: false, complainedUnitCode: '', urgent: false },
  ...{ superiorNumber: '', superiorDueOn: '', submissionKey: randomUUID() },
  ...change,
})

/** An order that an operator registered on a day. @returns its number */
export async function registered(day: string, operator: Actor, change: Partial<RegisterForm> = {}): Promise<string> {
  return (await register(at(day, operator), callForm(change))).number
}

/** A dispatch to one unit. */
export const to = (unitCode: string, change: Partial<DispatchForm> = {}): DispatchForm => ({
  ...{ unitCode, topicCode: '', assisting: [], words: '' },
  ...change,
})

/** So many days go by over an order: every day that is written on it lies that much further back. */
export async function daysPass(number: string, days: number): Promise<void> {
  const names = (
    await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_name = 'work_orders' and data_type = 'date' and is_generated = 'NEVER'`.execute(db)
  ).rows
  const earlier = names.map(({ name }) => sql`${sql.ref(name)} = ${sql.ref(name)} - ${days}::int`)
  await sql`update work_orders set ${sql.join(earlier)} where number = ${number}`.execute(db)
}
