import { type Static, Type } from 'typebox'
import type { Day } from '../../core/day.ts'

/** States of a version of a report. */
export const reportStates = ['draft', 'inReview', 'reviewed', 'signed', 'published', 'replaced'] as const
export type ReportState = (typeof reportStates)[number]

/** States of what a unit is to deliver. */
export type PartState = 'asked' | 'delivered' | 'merged'

const Year = Type.Integer({ title: '年份', minimum: 2008, maximum: 2100 })
const Unit = Type.String({ title: '单位', minLength: 1, maxLength: 40 })
const OneDay = (title: string) => Type.Unsafe<Day>({ type: 'string', format: 'date', title })
const Name = (title: string) => Type.String({ title, minLength: 1, maxLength: 40 })
const Long = (title: string) => Type.String({ title, minLength: 1, maxLength: 20_000 })

export const StartForm = Type.Object({ unit: Unit, year: Year })
export const CorrectionForm = Type.Object({
  correction: Type.String({ title: '更正说明', minLength: 4, maxLength: 500 }),
})
export const ReviewForm = Type.Object({ reviewer: Name('审核人') })
export const SubmitForm = Type.Object({ preparer: Name('编制人') })
export const SignForm = Type.Object({ unitHead: Name('单位负责人'), datedOn: OneDay('成文日期') })
export const ReturnForm = Type.Object({ note: Type.String({ title: '退回的理由', minLength: 2, maxLength: 500 }) })
export const AskForm = Type.Object({
  /** Groups of units, as in the rules, and units one by one; at least one of both. */
  groups: Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { title: '成组的单位', maxItems: 10 })),
  units: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { title: '单位', maxItems: 200 })),
  key: Type.String({ title: '报告的部分', minLength: 1, maxLength: 4 }),
  dueOn: OneDay('报送截止日期'),
  request: Type.String({ title: '要写什么', maxLength: 1000 }),
})
export const DeliverForm = Type.Object({ text: Long('材料'), revision: Type.Integer({ minimum: 0 }) })

export type StartForm = Static<typeof StartForm>
export type SignForm = Static<typeof SignForm>
export type AskForm = Static<typeof AskForm>
