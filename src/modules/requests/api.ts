import { type Static, Type } from 'typebox'
import { Invalid, type Problem } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Incoming } from '../../platform/files.ts'
import type { Routes } from '../../platform/http.ts'
import { showQueryCode } from '../../platform/query-code.ts'
import { safeName } from '../../platform/web.ts'
import { checkQueryCode, countApplication, follow } from './applicant.service.ts'
import { apply } from './intake.service.ts'
import { forgetUploads } from './jobs.ts'
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
type SentFile = Static<typeof SentFile>

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
      const files = await keepSent(req.ctx, { identityProof, attachments })
      const { number, code } = await apply(req.ctx, form, {
        identityProof: files.identityProof,
        application: files.attachments,
      }).catch(async (error) => {
        await forgetUploads(req.ctx, files.fresh)
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

type Kept = { name: string; sha256: string }

/** Keeps the files of an application, all or none. Throws Invalid for their field. */
async function keepSent(
  ctx: Ctx,
  sent: Record<UploadField, readonly SentFile[]>,
): Promise<Record<UploadField, Kept[]> & { fresh: string[] }> {
  const incoming: { field: UploadField; name: string; file: Incoming }[] = []
  const problems: Problem[] = []
  for (const field of Object.keys(sent) as UploadField[])
    for (const { name, content } of sent[field]) {
      const bounds = { maxBytes: ctx.settings.limits.uploadBytes, types: uploadFields[field].types }
      try {
        const file = await ctx.files.receive(Buffer.from(content, 'base64'), bounds)
        incoming.push({ field, name: safeName(name), file })
      } catch (error) {
        if (!(error instanceof Invalid)) throw error
        problems.push(...error.problems.map((p) => ({ field, message: `“${safeName(name)}”：${p.message}` })))
      }
    }
  const kept: Record<UploadField, Kept[]> = { identityProof: [], attachments: [] }
  const fresh: string[] = []
  try {
    if (problems.length > 0) throw new Invalid(problems)
    for (const { field, name, file } of incoming) {
      if (await file.keep(ctx.db)) fresh.push(file.sha256)
      kept[field].push({ name, sha256: file.sha256 })
    }
    return { ...kept, fresh }
  } finally {
    await Promise.all(incoming.map(({ file }) => file.drop()))
  }
}
