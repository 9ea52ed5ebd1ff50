import { type Static, Type } from 'typebox'

/** Ways to have a decision on disclosure looked at again. 《政府信息公开条例》第五十一条 */
export const remedyKinds = ['reconsideration', 'litigation', 'litigationAfterReconsideration'] as const
export type RemedyKind = (typeof remedyKinds)[number]

/** How a remedy ended, in the order of table 4. 国办公开办函〔2021〕30号 */
export const outcomes = ['upheld', 'corrected', 'other', 'pending'] as const
export type Outcome = (typeof outcomes)[number]

const Day = (title: string) => Type.String({ title, pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

/** A remedy as it is first recorded; it is pending until an outcome is recorded. */
export const RemedyForm = Type.Object({
  unitCode: Type.String({ title: '被申请人（被告）', minLength: 1, maxLength: 40 }),
  kind: Type.Union(
    remedyKinds.map((kind) => Type.Literal(kind)),
    { title: '种类' },
  ),
  number: Type.String({ title: '案号', minLength: 1, maxLength: 60 }),
  requestNumber: Type.String({ title: '对应的申请', maxLength: 40, default: '' }),
  openedOn: Day('受理日期'),
})
export type RemedyForm = Static<typeof RemedyForm>

export const RemedyOutcomeForm = Type.Object({
  outcome: Type.Union([Type.Literal('upheld'), Type.Literal('corrected'), Type.Literal('other')], { title: '结果' }),
  closedOn: Day('审结日期'),
})
export type RemedyOutcomeForm = Static<typeof RemedyOutcomeForm>

export const ComplaintForm = Type.Object({
  unitCode: Type.String({ title: '被举报投诉的单位', minLength: 1, maxLength: 40 }),
  subject: Type.String({ title: '事由', minLength: 1, maxLength: 300 }),
  receivedOn: Day('收到日期'),
})
export type ComplaintForm = Static<typeof ComplaintForm>

export const ComplaintOutcomeForm = Type.Object({
  outcome: Type.String({ title: '处理结果', minLength: 1, maxLength: 1000 }),
  closedOn: Day('办结日期'),
})
export type ComplaintOutcomeForm = Static<typeof ComplaintOutcomeForm>
