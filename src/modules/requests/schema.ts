import { Type } from 'typebox'

/** States of a request for information, as in the database. */
export const requestStates = [
  'received',
  'supplementAsked',
  'handling',
  'consulting',
  'replied',
  'withdrawn',
  'abandoned',
  'archived',
] as const
export type RequestState = (typeof requestStates)[number]

/** How a request came in. 《政府信息公开条例》第二十九条、第三十一条 */
export const intakeChannels = ['inPerson', 'fax', 'online', 'letter'] as const
export type IntakeChannel = (typeof intakeChannels)[number]

/** Kinds of applicant, in the order of the columns of table 3. 国办公开办函〔2021〕30号 */
export const applicantKinds = [
  'naturalPerson',
  'company',
  'researchInstitution',
  'publicWelfare',
  'legalService',
  'otherOrganisation',
] as const
export type ApplicantKind = (typeof applicantKinds)[number]

/** How a request ended. The last four end it without an answer on its substance. */
export const replyKinds = [
  'alreadyPublic',
  'granted',
  'grantedInPart',
  'refused',
  'notHeld',
  'notExist',
  'needsProcessing',
  'unclearAfterSupplement',
  'petition',
  'duplicate',
  'publication',
  'excessive',
  'reconfirmation',
  'supplementOverdue',
  'feeUnpaid',
  'withdrawn',
  'other',
] as const
export type ReplyKind = (typeof replyKinds)[number]

/** Grounds on which disclosure is refused; given exactly when the kind of reply is `refused`. */
export const refusalGrounds = [
  'stateSecret',
  'otherLaw',
  'securityAndStability',
  'tradeSecret',
  'privacy',
  'internalAffairs',
  'processInformation',
  'enforcementFile',
  'specialQuery',
  'notGovernmentInformation',
] as const
export type RefusalGround = (typeof refusalGrounds)[number]

/** What is known of the applicant and masked until someone gives a reason to see it. */
export const applicantFields = ['applicantName', 'applicantIdNumber', 'applicantContact'] as const
export type ApplicantField = (typeof applicantFields)[number]

export const RevealForm = Type.Object({
  field: Type.Union(
    applicantFields.map((field) => Type.Literal(field)),
    { title: '要查看的内容' },
  ),
  reason: Type.String({ title: '查看的理由', maxLength: 200 }),
})
