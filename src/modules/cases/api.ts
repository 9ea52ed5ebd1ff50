import { Type } from 'typebox'
import type { Routes } from '../../platform/http.ts'
import { forgetUploads, keepSent, papers } from '../../platform/kept-uploads.ts'
import { showQueryCode } from '../../platform/query-code.ts'
import { refuseOtherSites } from '../../platform/web.ts'
import { checkQueryCode, type Followed, follow } from './applicant.service.ts'
import { apply, countSubmission } from './drafts.service.ts'
import { paperLabels } from './labels.ts'
import { CaseForm, caseStates, FollowForm, paperKinds } from './schema.ts'

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(shape: T) => Type.Union([shape, Type.Null()])
const code = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values] })
const Day = Type.String({ format: 'date' })

const ByNumber = Type.Object({ number: Type.String({ minLength: 1, maxLength: 50 }) })

const Application = Type.Object({
  itemCode: Type.String({
    title: '事项',
    minLength: 1,
    maxLength: 80,
    description: 'Code of the item, as in its guide',
  }),
  ...CaseForm.properties,
  submissionKey: Type.String({
    ...CaseForm.properties.submissionKey,
    description: 'A fresh UUID of yours: the same key sent again gives the same number and registers nothing',
  }),
  files: Type.Array(
    Type.Object({
      key: Type.String({ title: '材料', minLength: 1, maxLength: 31, description: 'Key of the material' }),
      name: Type.String({ title: '文件名', minLength: 1, maxLength: 200 }),
      content: Type.String({
        title: '文件内容',
        minLength: 4,
        pattern: '^[A-Za-z0-9+/]+={0,2}$',
        description: 'Bytes in base64',
      }),
    }),
    { title: '文件', maxItems: 30, default: [], description: 'Pictures, PDF and documents, each for one material' },
  ),
})

const Standing = Type.Object({
  number: Type.String({ description: '办件编号' }),
  item: Type.String({ description: '事项' }),
  unit: Type.String({ description: '办理单位' }),
  state: code(caseStates),
  receivedOn: Day,
  promisedDueOn: Nullable(Day),
  dueOn: Type.Union([Day, Type.Null()], { description: 'The day that matters next' }),
  provisional: Type.Boolean({ description: 'Whether the due day may still move' }),
  completedOn: Nullable(Day),
  now: Type.String({ description: 'Where it stands, in plain words' }),
  next: Type.String({ description: 'What comes next, and by when' }),
  may: Type.Array(Type.String(), { description: 'What the applicant may do now' }),
  papers: Type.Array(
    Type.Object({
      kind: code(paperKinds),
      title: Type.String(),
      number: Type.String({ description: '文号' }),
      issuedOn: Day,
    }),
  ),
  results: Type.Array(
    Type.Object({
      name: Type.String(),
      number: Type.String(),
      issuedOn: Day,
      validUntil: Nullable(Day),
      verificationCode: Type.String({ description: '核验码' }),
      revokedOn: Nullable(Day),
    }),
  ),
  parcels: Type.Array(
    Type.Object({
      carrier: Type.String(),
      trackingNumber: Type.String(),
      state: Type.String(),
      events: Type.Array(Type.Object({ on: Day, text: Type.String() })),
    }),
  ),
})

/** Files come in base64, a third larger than they are. */
const bodyLimit = 60 * 1024 * 1024

/** Applying and following for machines, such as a self-service terminal or the city's app. */
export const applicantCalls: Routes = (app) => {
  app.post(
    '/cases',
    {
      bodyLimit,
      onRequest: refuseOtherSites,
      schema: {
        summary: 'Apply for a service item （网上申请）',
        description:
          'Needs the session of a person or a firm. The answer is the only place besides the receipt where the query code is told.',
        body: Application,
        response: {
          201: Type.Object({
            number: Type.String({ description: '办件编号' }),
            code: Type.String({ description: '查询码' }),
          }),
        },
      },
      config: { may: 'signedIn', rateLimit: { max: 30, timeWindow: 60_000 } },
    },
    async (req, reply) => {
      const { itemCode, files, ...form } = req.body
      await countSubmission(req.ctx, req.ip)
      const sent = files.map(({ key, ...file }) => ({ field: `materials.${key}`, ...file }))
      const kept = await keepSent(req.ctx, sent, () => papers.types)
      const materials = kept.map(({ field, name, sha256 }) => ({ key: field.slice('materials.'.length), name, sha256 }))
      const { number, code } = await apply(req.ctx, itemCode, form, materials).finally(() =>
        // What became part of no case is not kept, whether it was refused or sent before.
        forgetUploads(
          req.ctx,
          kept.filter((f) => f.fresh).map((f) => f.sha256),
        ),
      )
      return reply.code(201).send({ number, code: showQueryCode(code) })
    },
  )

  app.post(
    '/cases/follow',
    {
      schema: {
        summary: 'Where a case stands, by number and query code',
        body: FollowForm,
        response: { 200: Standing },
      },
      config: { may: 'everyone' },
    },
    async (req) => {
      const number = await checkQueryCode(req.ctx, req.body, req.ip)
      return standingOf(await follow(req.ctx, number, number))
    },
  )

  app.get(
    '/cases/:number',
    {
      schema: {
        summary: 'Where a case of one’s own account stands',
        description: 'Needs the session of its applicant; for anyone else there is no such case.',
        params: ByNumber,
        response: { 200: Standing },
      },
      config: { may: 'signedIn' },
    },
    async (req, reply) => {
      reply.header('cache-control', 'no-store')
      return standingOf(await follow(req.ctx, req.params.number, undefined))
    },
  )
}

const standingOf = ({ file: f, situation: { now, next, may }, papers: issued, life }: Followed) => ({
  number: f.number,
  item: f.itemName,
  unit: f.unitName,
  state: f.state,
  receivedOn: f.receivedOn,
  promisedDueOn: f.promisedDueOn,
  dueOn: f.dueOn,
  provisional: f.provisional,
  completedOn: f.completedOn,
  ...{ now, next, may },
  papers: issued.map(({ kind, number, issuedOn }) => ({ kind, title: paperLabels[kind], number, issuedOn })),
  results: life.results.map(({ name, number, issuedOn, validUntil, verificationCode, revokedOn }) => ({
    ...{ name, number, issuedOn, validUntil, verificationCode, revokedOn },
  })),
  parcels: life.deliveries
    .filter((d) => d.way === 'post')
    .map(({ carrier, trackingNumber, state, events }) => ({
      ...{ carrier, trackingNumber, state },
      events: events.map(({ on, text }) => ({ on, text })),
    })),
})
