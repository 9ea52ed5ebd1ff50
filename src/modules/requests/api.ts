import { Type } from 'typebox'
import type { Routes } from '../../platform/http.ts'
import { forgetUploads, keepSent } from '../../platform/kept-uploads.ts'
import { showQueryCode } from '../../platform/query-code.ts'
import { checkQueryCode, countApplication, follow } from './applicant.service.ts'
import { apply } from './intake.service.ts'
import { letterLabels } from './labels.ts'
import { type UploadField, uploadFields } from './portal/uploads.ts'
import { ApplicationForm, FollowForm, letterKinds, requestStates } from './schema.ts'

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(shape: T) => Type.Union([shape, Type.Null()])
const code = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values] })
const Day = Type.String({ format: 'date' })

const SentFile = Type.Object({
  name: Type.String({ title: '文件名', minLength: 1, maxLength: 200 }),
  content: Type.String({
    title: '文件内容',
    minLength: 4,
    pattern: '^[A-Za-z0-9+/]+={0,2}$',
    description: 'Bytes in base64',
  }),
})

const Application = Type.Object({
  ...ApplicationForm.properties,
  submissionKey: Type.String({
    ...ApplicationForm.properties.submissionKey,
    description: 'A fresh UUID of yours: the same key sent again gives the same number and registers nothing',
  }),
  identityProof: Type.Array(SentFile, {
    title: '身份证明',
    minItems: 1,
    maxItems: uploadFields.identityProof.most,
    description: 'JPEG, PNG, WebP or PDF',
  }),
  attachments: Type.Array(SentFile, { title: '其他材料', maxItems: uploadFields.attachments.most, default: [] }),
})

const Followed = Type.Object({
  number: Type.String({ description: '登记号' }),
  unit: Type.String({ description: '受理机关' }),
  subject: Type.String(),
  state: code(requestStates),
  receivedOn: Day,
  dueOn: Day,
  provisional: Type.Boolean({ description: 'Whether the due day may still move' }),
  closedOn: Nullable(Day),
  now: Type.String({ description: 'Where it stands, in plain words' }),
  next: Type.String({ description: 'What comes next, and by when' }),
  may: Type.Array(Type.String(), { description: 'What the applicant may do now' }),
  letters: Type.Array(
    Type.Object({
      kind: code(letterKinds),
      title: Type.String(),
      number: Type.String({ description: '文号' }),
      issuedOn: Day,
      deliveredOn: Nullable(Day),
    }),
  ),
})

const config = { may: 'everyone' } as const
/** Files come in base64, a third larger than they are. */
const bodyLimit = 30 * 1024 * 1024

/** Applying and following for machines, such as a self-service terminal or the city's app. */
export const applicantCalls: Routes = (app) => {
  app.post(
    '/requests',
    {
      bodyLimit,
      schema: {
        summary: 'Apply for information （依申请公开）',
        description: 'The answer is the only place besides the receipt letter where the query code is told.',
        body: Application,
        response: {
          201: Type.Object({
            number: Type.String({ description: '登记号' }),
            code: Type.String({ description: '查询码' }),
          }),
        },
      },
      config: { ...config, rateLimit: { max: 30, timeWindow: 60_000 } },
    },
    async (req, reply) => {
      const { identityProof, attachments, ...form } = req.body
      await countApplication(req.ctx, req.ip)
      const sent = Object.entries({ identityProof, attachments }).flatMap(([field, files]) =>
        files.map((f) => ({ field, ...f })),
      )
      const kept = await keepSent(req.ctx, sent, (field) => uploadFields[field as UploadField].types)
      const of = (field: UploadField) => kept.filter((f) => f.field === field)
      const { number, code } = await apply(req.ctx, form, {
        identityProof: of('identityProof'),
        application: of('attachments'),
      }).catch(async (error) => {
        await forgetUploads(
          req.ctx,
          kept.filter((f) => f.fresh).map((f) => f.sha256),
        )
        throw error
      })
      return reply.code(201).send({ number, code: showQueryCode(code) })
    },
  )

  app.post(
    '/requests/follow',
    {
      schema: { summary: 'Where a request stands', body: FollowForm, response: { 200: Followed } },
      config,
    },
    async (req) => {
      const number = await checkQueryCode(req.ctx, req.body, req.ip)
      const { request: r, situation, letters } = await follow(req.ctx, number, number)
      const { now, next, may } = situation
      return {
        number,
        unit: r.unitName,
        subject: r.subject,
        state: r.state,
        receivedOn: r.receivedOn,
        dueOn: r.dueOn,
        provisional: r.provisional,
        closedOn: r.closedOn,
        ...{ now, next, may },
        letters: letters.map(({ kind, number, issuedOn, deliveredOn }) => ({
          kind,
          title: letterLabels[kind],
          number,
          issuedOn,
          deliveredOn,
        })),
      }
    },
  )
}
