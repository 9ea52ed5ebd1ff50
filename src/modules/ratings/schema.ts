import { type Static, Type } from 'typebox'
import type { Day } from '../../core/day.ts'

/** How good it was, from very good to very bad; the last two are bad. GB/T 39046-2020 A.8 */
export const levels = [1, 2, 3, 4, 5] as const
export type Level = (typeof levels)[number]

/** States of a rating, as in the database. */
export const ratingStates = ['asked', 'valid', 'appealed', 'excluded'] as const
export type RatingState = (typeof ratingStates)[number]

/** Where a rating is given; `clock`: nobody gave it, it is counted by default. */
export const channels = ['windowDevice', 'kiosk', 'portal', 'qr', 'sms', 'hotline', 'paper', 'clock'] as const
export type Channel = (typeof channels)[number]
export type GivenBy = Exclude<Channel, 'clock'>

/** Why a unit appeals. */
export const grounds = ['malicious', 'mistaken', 'notOurs'] as const
export type Ground = (typeof grounds)[number]

export const verdicts = ['upheld', 'dismissed'] as const
export type Verdict = (typeof verdicts)[number]

/** How results are put together. */
export const dimensions = ['unit', 'item', 'counter', 'clerk'] as const
export type Dimension = (typeof dimensions)[number]

const oneOf = <const T extends readonly string[]>(values: T, title: string) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values], title })
const text = (title: string, maxLength = 1000) => Type.String({ title, minLength: 1, maxLength })

/** One of the five levels, in an address or a form. */
export const LevelShape = Type.Unsafe<Level>({ type: 'integer', minimum: 1, maximum: 5, title: '满意程度' })

/** What a person says; everything but the level may be left out. */
export const RatingForm = Type.Object({
  level: LevelShape,
  reasons: Type.Array(Type.String({ maxLength: 40 }), { title: '原因', maxItems: 20, default: [] }),
  words: Type.String({ title: '想说的话', maxLength: 500, default: '' }),
  /** `yes`: the words may be published, without personal data. */
  mayShow: Type.String({ title: '可以公开', maxLength: 5, default: '' }),
  /** `yes`: with the name and phone of the case, so that whoever follows up can call back. */
  named: Type.String({ title: '愿意接听回访', maxLength: 5, default: '' }),
  /** Where nothing is known of the person: a phone for that. */
  phone: Type.String({ title: '回访电话', maxLength: 30, default: '' }),
})
export type RatingForm = Static<typeof RatingForm>

/** A lot of forms on paper that ask about one unit. */
export const LotForm = Type.Object({
  unit: text('评哪个单位', 40),
  place: text('发到哪里', 100),
  forms: Type.Integer({ title: '张数', minimum: 1, maximum: 200 }),
})
export type LotForm = Static<typeof LotForm>

/** What stands on a form as it is keyed in; `item` is the code of one of the unit's items. */
export const KeyedForm = Type.Object({
  ...Type.Omit(RatingForm, ['named']).properties,
  servedOn: Type.Unsafe<Day>({ type: 'string', format: 'date', title: '哪一天办完的' }),
  item: Type.String({ title: '办的是什么事', maxLength: 60, default: '' }),
})
export type KeyedForm = Static<typeof KeyedForm>

export const AppealForm = Type.Object({
  ground: oneOf(grounds, '申诉的理由'),
  reason: text('事情的经过'),
})
export type AppealForm = Static<typeof AppealForm>

export const VerdictForm = Type.Object({
  verdict: oneOf(verdicts, '审核结论'),
  note: text('结论的说明', 500),
})
export type VerdictForm = Static<typeof VerdictForm>

/** Words as they may be published: cleared by a person. Empty: they are not published. */
export const WordsForm = Type.Object({ words: Type.String({ title: '公开的文字', maxLength: 500, default: '' }) })
export type WordsForm = Static<typeof WordsForm>

/** What was done about a bad rating, for everyone to read. */
export const RectificationForm = Type.Object({ rectification: text('整改结果', 500) })
export type RectificationForm = Static<typeof RectificationForm>

export const RevealForm = Type.Object({
  field: oneOf(['raterName', 'raterPhone', 'subject'] as const, '要查看的内容'),
  reason: text('查看的理由', 200),
})
export type RevealForm = Static<typeof RevealForm>
