import { type Static, Type } from 'typebox'

const text = (max: number, more: Record<string, unknown> = {}) => Type.String({ maxLength: max, ...more })
const name = (max: number, more: Record<string, unknown> = {}) => Type.String({ minLength: 1, maxLength: max, ...more })
const codes = (most = 40) => Type.Array(Type.String({ maxLength: 40 }), { maxItems: most })
const key = Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,30}$', description: 'Short name within the version' })
const fileId = Type.Union([Type.Integer({ minimum: 1 }), Type.Null()], { description: 'A row of item_files' })

/** Main item, sub item, and the finest unit that one applies for (主项、子项、业务办理项). */
export const itemLevels = ['main', 'sub', 'handling'] as const
export type ItemLevel = (typeof itemLevels)[number]

/** Days are of this unit; `instant` is decided on the spot and has no number, `none` has no limit by law. */
export const limitUnits = ['workingDay', 'calendarDay', 'instant', 'none'] as const
export type LimitUnit = (typeof limitUnits)[number]

export const Limit = Type.Object({
  unit: Type.Unsafe<LimitUnit>({ type: 'string', enum: [...limitUnits] }),
  days: Type.Union([Type.Integer({ minimum: 0, maximum: 999 }), Type.Null()]),
  note: text(500),
})
export type Limit = Static<typeof Limit>

/** Where a material comes from: made by the applicant, by another organ, or already held and not asked for again. */
export const materialSources = ['applicant', 'organ', 'shared'] as const
export const materialForms = ['paper', 'electronic', 'either'] as const
export const necessities = ['required', 'conditional', 'optional'] as const

/**
 * One thing to bring.
 * @basis GB/T 39046-2020；《优化营商环境条例》第三十五条
 */
export const Material = Type.Object({
  key,
  name: name(200),
  issuer: text(100, { description: 'Who issues it' }),
  source: Type.Unsafe<(typeof materialSources)[number]>({ type: 'string', enum: [...materialSources] }),
  sourceNote: text(500),
  form: Type.Unsafe<(typeof materialForms)[number]>({ type: 'string', enum: [...materialForms] }),
  originals: Type.Integer({ minimum: 0, maximum: 99 }),
  copies: Type.Integer({ minimum: 0, maximum: 99 }),
  necessity: Type.Unsafe<(typeof necessities)[number]>({ type: 'string', enum: [...necessities] }),
  /** Of a conditional one: needed when each of these questions was answered with one of these values. */
  when: Type.Record(Type.String(), codes()),
  whenNote: text(200, { description: 'The condition in words' }),
  timeRule: text(200, { description: 'When it must have been issued' }),
  acceptance: text(500, { description: 'What is looked at when it is accepted' }),
  fillNote: text(500),
  basis: text(500),
  blankForm: fileId,
  sample: fileId,
  /** 容缺: a case may be accepted without it; it is then brought within so many working days. */
  tolerable: Type.Boolean(),
  tolerableDays: Type.Union([Type.Integer({ minimum: 1, maximum: 60 }), Type.Null()]),
})
export type Material = Static<typeof Material>

export const Fee = Type.Object({
  name: name(100),
  /** 分; null where the standard is a rule rather than an amount. */
  amountFen: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
  standard: name(500),
  basis: name(500),
  reduction: text(500, { description: 'Who pays less, and on what ground; empty: nobody' }),
})
export type Fee = Static<typeof Fee>

/** What each step is for; those of a licence are the first five. 国办函〔2016〕108号 */
export const stepRoles = ['accept', 'review', 'approve', 'finish', 'deliver', 'inspect', 'publicise'] as const
export type StepRole = (typeof stepRoles)[number]

export const ProcessStep = Type.Object({
  key,
  name: name(60),
  role: Type.Unsafe<StepRole>({ type: 'string', enum: [...stepRoles] }),
  /** Unit that takes it; null is the unit of the item. Several units in one group work side by side. */
  unitCode: Type.Union([Type.String({ maxLength: 40 }), Type.Null()]),
  group: Type.Union([key, Type.Null()]),
  /** Working days the step may take. */
  days: Type.Integer({ minimum: 0, maximum: 999 }),
  standard: text(500, { description: 'By what it is judged' }),
  post: text(60, { description: 'Post of who takes it' }),
})
export type ProcessStep = Static<typeof ProcessStep>

/** 特别程序: time that the law leaves out of the limit. 《行政许可法》第四十五条 */
export const specialKinds = [
  'hearing',
  'tender',
  'auction',
  'test',
  'inspection',
  'quarantine',
  'appraisal',
  'expertReview',
] as const
export type SpecialKind = (typeof specialKinds)[number]

export const SpecialProcedure = Type.Object({
  kind: Type.Unsafe<SpecialKind>({ type: 'string', enum: [...specialKinds] }),
  name: name(100),
  /** Working days at most; null where none is set. */
  days: Type.Union([Type.Integer({ minimum: 1, maximum: 999 }), Type.Null()]),
  basis: text(300),
})
export type SpecialProcedure = Static<typeof SpecialProcedure>

export const Result = Type.Object({
  name: name(100),
  kind: Type.Unsafe<'certificate' | 'document' | 'other'>({
    type: 'string',
    enum: ['certificate', 'document', 'other'],
  }),
  /** Months for which it is valid; null is for good. */
  validMonths: Type.Union([Type.Integer({ minimum: 1, maximum: 1200 }), Type.Null()]),
  sample: fileId,
})
export type Result = Static<typeof Result>

export const Place = Type.Object({
  name: name(100),
  address: text(150),
  window: text(60),
  hours: text(120),
  phone: text(40),
})
export type Place = Static<typeof Place>

/** A question of the guide 我要带什么: its answers decide which conditional materials are needed. */
export const Question = Type.Object({
  key,
  text: name(120),
  options: Type.Array(Type.Object({ value: key, label: name(60) }), { minItems: 2, maxItems: 8 }),
})
export type Question = Static<typeof Question>

/** A field of an application form, as far as JSON Schema goes that people can fill in. */
export const FormField = Type.Object({
  type: Type.Unsafe<'string' | 'integer' | 'number' | 'boolean'>({
    type: 'string',
    enum: ['string', 'integer', 'number', 'boolean'],
  }),
  title: name(60),
  description: Type.Optional(text(200)),
  format: Type.Optional(
    Type.Unsafe<FieldFormat>({
      type: 'string',
      enum: ['date', 'idNumber', 'creditCode', 'phone', 'multiline', 'email'],
    }),
  ),
  enum: Type.Optional(Type.Array(name(60), { minItems: 1, maxItems: 60 })),
  minLength: Type.Optional(Type.Integer({ minimum: 0 })),
  maxLength: Type.Optional(Type.Integer({ minimum: 1, maximum: 4000 })),
  minimum: Type.Optional(Type.Number()),
  maximum: Type.Optional(Type.Number()),
  /** Where the answer is known already: it is filled in, not asked again. */
  known: Type.Optional(
    Type.Unsafe<'applicant.name' | 'applicant.idNumber' | 'applicant.phone' | 'applicant.address'>({
      type: 'string',
      enum: ['applicant.name', 'applicant.idNumber', 'applicant.phone', 'applicant.address'],
    }),
  ),
})
export type FieldFormat = 'date' | 'idNumber' | 'creditCode' | 'phone' | 'multiline' | 'email'
export type FormField = Static<typeof FormField>

/** JSON Schema of what one fills in to apply: one flat object, its fields in the order of the paper form. */
export const ApplicationForm = Type.Object({
  type: Type.Literal('object'),
  properties: Type.Record(Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,30}$' }), FormField),
  required: Type.Array(Type.String(), { maxItems: 80 }),
})
export type ApplicationForm = Static<typeof ApplicationForm>

/**
 * All that an implementation list says of an item. A draft may be incomplete; what must hold before it is published is
 * asked in `rules.ts`. Codes are those of GB/T 39046-2020, spelled out in `codes.ts`.
 * @basis GB/T 39046-2020《政务服务平台基础数据规范》；国办函〔2016〕108号
 */
export const ItemElements = Type.Object({
  name: name(200),
  legalBasis: text(4000),
  exerciseLevel: text(2, { description: 'A.2' }),
  powerDivision: text(200),
  exerciseContent: text(1000),
  powerSource: text(200),
  body: Type.Object({ name: text(100), code: text(18), kind: text(1, { description: 'A.3' }) }),
  entrustedBy: text(100),
  jointAgencies: codes(),
  statutoryLimit: Limit,
  commitmentLimit: Limit,
  acceptanceCondition: text(2000),
  process: text(2000),
  intermediaryService: text(2000),
  quantityLimit: text(200),
  results: Type.Array(Result, { maxItems: 20 }),
  chargeable: Type.Boolean(),
  fees: Type.Array(Fee, { maxItems: 20 }),
  payOnline: Type.Boolean(),
  crossRegionScope: text(20),
  serviceTargets: codes(),
  personTopics: codes(),
  firmTopics: codes(),
  lifeEvents: codes(),
  handlingForms: codes(),
  caseType: text(1, { description: 'A.6' }),
  specialProcedures: Type.Array(SpecialProcedure, { maxItems: 10 }),
  canReserve: Type.Boolean(),
  dailyQuota: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
  express: Type.Boolean({ description: 'Whether the result can be posted' }),
  online: Type.Boolean(),
  onlineDepth: Type.Union([Type.Integer({ minimum: 1, maximum: 4 }), Type.Null()]),
  onSiteVisits: Type.Integer({ minimum: 0, maximum: 99 }),
  onSiteReason: text(500),
  inHall: Type.Boolean(),
  terminal: Type.Boolean({ description: 'Whether a self-service terminal does it' }),
  nearby: Type.Boolean({ description: 'Whether a town or village does it' }),
  places: Type.Array(Place, { maxItems: 20 }),
  consultPhone: text(40),
  supervisePhone: text(40),
  materials: Type.Array(Material, { maxItems: 80 }),
  steps: Type.Array(ProcessStep, { maxItems: 30 }),
  faq: Type.Array(Type.Object({ question: name(300), answer: name(2000) }), { maxItems: 40 }),
  questions: Type.Array(Question, { maxItems: 10 }),
  form: ApplicationForm,
  /** Whether a second person must agree before a decision goes out. */
  fourEyes: Type.Boolean(),
})
export type ItemElements = Static<typeof ItemElements>

/** What a basic entry lays down for every level. */
export const Standard = Type.Object({
  legalBasis: text(4000),
  exerciseLevels: codes(),
  statutoryLimit: Limit,
  serviceTargets: codes(),
})
export type Standard = Static<typeof Standard>

/** An item as other modules see it: what holds for cases that begin today, or began under this version. */
export type ItemVersion = {
  id: number
  itemId: number
  version: number
  code: string
  itemType: string
  unitCode: string
  unitPath: string
  /** First day on which it holds; null for a draft. */
  effectiveOn: string | null
  /** First day on which it holds no longer. */
  endedOn: string | null
  /** First day on which the item itself no longer exists. */
  cancelledOn: string | null
  elements: ItemElements
}

/** A row of the superior's catalogue (目录清单), as it is read from a file. 国办函〔2016〕108号 */
export const BasicEntry = Type.Object({
  code: name(40),
  scheme: name(20),
  parentCode: Type.Union([name(40), Type.Null()]),
  name: name(200),
  itemType: Type.String({ pattern: '^\\d\\d$' }),
  standard: Standard,
  issuedBy: name(200),
  effectiveOn: Type.String({ format: 'date' }),
  cancelledOn: Type.Union([Type.String({ format: 'date' }), Type.Null()]),
})
export type BasicEntry = Static<typeof BasicEntry>

/** State of a version: filled in, in force from its first day, ended. */
export const versionStates = ['draft', 'published', 'replaced'] as const
export type VersionState = (typeof versionStates)[number]

const changedIn = Type.Integer({ minimum: 1, description: 'The count of changes the form was filled in on' })

export const AdoptForm = Type.Object({
  unitCode: name(40, { title: '单位' }),
  basicCode: name(40, { title: '基本编码' }),
  /** Empty: made by the scheme. */
  code: Type.Optional(text(40, { title: '实施编码' })),
})
export type AdoptForm = Static<typeof AdoptForm>

export const HandlingForm = Type.Object({ name: name(200, { title: '业务办理项名称' }) })
export type HandlingForm = Static<typeof HandlingForm>

export const SaveForm = Type.Object({ elements: ItemElements, note: text(500, { title: '修改说明' }), changedIn })
export type SaveForm = Static<typeof SaveForm>

export const PublishForm = Type.Object({ effectiveOn: text(10, { title: '生效日期' }), changedIn })
export type PublishForm = Static<typeof PublishForm>

export const ReturnForm = Type.Object({ note: text(500, { title: '退回的意见' }), changedIn })
export type ReturnForm = Static<typeof ReturnForm>

export const CancelForm = Type.Object({
  on: text(10, { title: '取消日期' }),
  reason: name(500, { title: '取消的原因和依据' }),
})
export type CancelForm = Static<typeof CancelForm>

/** Where a delegated item is taken in and decided (事项下沉). */
export const delegationPlaces = ['village', 'town', 'department'] as const
export type DelegationPlace = (typeof delegationPlaces)[number]
const place = (title: string) => Type.Unsafe<DelegationPlace>({ type: 'string', enum: [...delegationPlaces], title })
const count = (title: string) => Type.Integer({ minimum: 0, maximum: 999, title })

export const DelegationForm = Type.Object({
  acceptedAt: place('受理层级'),
  decidedAt: place('决定层级'),
  authority: name(200, { title: '下放依据' }),
  accountScope: text(200, { title: '账号范围' }),
  assigned: Type.Optional(Type.Literal('yes', { title: '上级下达的任务' })),
  materialsBefore: count('下放前材料数'),
  materialsAfter: count('下放后材料数'),
  daysBefore: count('下放前工作日'),
  daysAfter: count('下放后工作日'),
  delegatedOn: text(10, { title: '下放日期' }),
})
export type DelegationForm = Static<typeof DelegationForm>

export const filePurposes = ['blankForm', 'sample', 'resultSample'] as const
export type FilePurpose = (typeof filePurposes)[number]
