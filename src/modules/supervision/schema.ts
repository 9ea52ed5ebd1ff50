/** Ways to have a decision on disclosure looked at again. 《政府信息公开条例》第五十一条 */
export const remedyKinds = ['reconsideration', 'litigation', 'litigationAfterReconsideration'] as const
export type RemedyKind = (typeof remedyKinds)[number]

/** How a remedy ended, in the order of table 4. 国办公开办函〔2021〕30号 */
export const outcomes = ['upheld', 'corrected', 'other', 'pending'] as const
export type Outcome = (typeof outcomes)[number]
