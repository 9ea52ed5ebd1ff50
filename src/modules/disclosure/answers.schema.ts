import { type Static, Type } from 'typebox'

export const heldKinds = ['interviews', 'pressConferences'] as const
/** Online interviews and press conferences: what was held, when, with whom. */
export type HeldKind = (typeof heldKinds)[number]
export const responseChannels = ['press', 'interview', 'website', 'newMedia', 'other'] as const
export type ResponseChannel = (typeof responseChannels)[number]

const text = (title: string, maxLength: number, minLength = 0) =>
  Type.String({ title, maxLength, minLength, ...(minLength === 0 ? { default: '' } : {}) })
const DayText = (title: string) => Type.String({ format: 'date', title })
const Shown = Type.Unsafe<'draft' | 'published'>({ type: 'string', enum: ['draft', 'published'], title: '状态' })
const Unit = text('单位', 40, 1)

export const HeldForm = Type.Object({
  unitCode: Unit,
  title: text('主题', 200, 1),
  heldOn: DayText('日期'),
  persons: text('参加人', 300),
  headAttended: Type.Optional(Type.Literal('yes', { title: '主要负责同志参加' })),
  body: text('内容', 200_000),
  state: Shown,
})
export type HeldForm = Static<typeof HeldForm>

export const ConcernForm = Type.Object({
  unitCode: Unit,
  topic: text('关切事项', 200, 1),
  raisedOn: DayText('引起关切的日期'),
  summary: text('情况', 4000),
})
export type ConcernForm = Static<typeof ConcernForm>

export const ResponseForm = Type.Object({
  channel: Type.Unsafe<ResponseChannel>({ type: 'string', enum: [...responseChannels], title: '回应方式' }),
  respondedOn: DayText('回应日期'),
  title: text('标题', 200, 1),
  body: text('回应内容', 200_000),
  document: text('已发布的回应文件', 60),
})
export type ResponseForm = Static<typeof ResponseForm>

export const SolicitationForm = Type.Object({
  unitCode: Unit,
  title: text('标题', 200, 1),
  body: text('征集说明和草案', 200_000),
  opensOn: DayText('开始日期'),
  closesOn: DayText('截止日期'),
  state: Shown,
})
export type SolicitationForm = Static<typeof SolicitationForm>

export const OutcomeForm = Type.Object({ outcome: text('意见采纳情况', 100_000, 1) })
export const AnswerForm = Type.Object({
  answer: text('答复', 10_000),
  published: Type.Optional(Type.Literal('yes', { title: '公开' })),
})
export type AnswerForm = Static<typeof AnswerForm>
