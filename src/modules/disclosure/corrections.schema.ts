import { type Static, Type } from 'typebox'
import { type Document, DraftForm, type PersonalDataFinding } from './schema.ts'

export const correctionStates = ['draft', 'inReview', 'returned', 'approved', 'published', 'discarded'] as const
export type CorrectionState = (typeof correctionStates)[number]

/** Title, metadata and text of a document that may be put right. Unit, column, class and attribute are what it is counted by and stay. */
export type CorrectedContent = Pick<
  Document,
  | 'title'
  | 'documentNumber'
  | 'issuingBody'
  | 'subjectCategory'
  | 'keywords'
  | 'source'
  | 'abstract'
  | 'body'
  | 'fullText'
  | 'writtenOn'
  | 'effectiveOn'
  | 'expiresOn'
> & {
  /** Documents that it explains. */
  explained: number[]
}
export type KeptFile = { sha256: string; name: string }

export type Correction = {
  id: number
  documentId: number
  state: CorrectionState
  saves: number
  content: CorrectedContent
  attachments: KeptFile[]
  note: string
  draftedBy: string
  submittedAt: Date | null
  personalData: PersonalDataFinding[]
  reviewedBy: string | null
  reviewedAt: Date | null
  secrecyNote: string | null
  reviewNote: string | null
  publishedAt: Date | null
  publishedBy: string | null
  personalDataConfirmedBy: string | null
  version: number | null
  createdAt: Date
  changedAt: Date
}

const { title, documentNumber, issuingBody, subjectCategory, keywords, source } = DraftForm.properties
const { abstract, body, fullText, writtenOn, effectiveOn, expiresOn, explains } = DraftForm.properties

export const CorrectionForm = Type.Object({
  ...{ title, documentNumber, issuingBody, subjectCategory, keywords, source },
  ...{ abstract, body, fullText, writtenOn, effectiveOn, expiresOn, explains },
  note: Type.String({ title: '更正说明', minLength: 5, maxLength: 500 }),
  /** How often the correction had been saved when its editor opened it; 0 when there was none. */
  saves: Type.Integer({ minimum: 0, maximum: 1_000_000, title: '保存次数' }),
})
export type CorrectionForm = Static<typeof CorrectionForm>
