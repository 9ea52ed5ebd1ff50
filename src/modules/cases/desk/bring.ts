import type { FastifyRequest } from 'fastify'
import { Invalid, type Problem, type Refusal, Refused } from '../../../core/errors.ts'
import type { Routes } from '../../../platform/http.ts'
import type { Page } from '../../../ui/index.ts'
import { bringMaterials, supplement } from '../acceptance.service.ts'
import { pathOf } from '../acting.ts'
import { typedUnder } from '../answer-fields.tsx'
import { answersOf, caseRecord } from '../service.ts'
import { permissionFor } from './actions.ts'
import { bringPage } from './bring.view.tsx'
import { hrefOf } from './crumbs.ts'
import { filesOf, givenIn, holdMaterials, nothingSent, type SentMaterials, sentWithMaterials } from './material-form.ts'
import { ByNumber } from './record.ts'

const bringing = { supplement, bringMaterials }
export type Bringing = keyof typeof bringing
/** Whether a move brings materials, with files. */
export const brings = (name: string): name is Bringing => name in bringing

/** Materials that come after the application: a supplement, or what was tolerated. */
export const bringRoutes: Routes = (app) => {
  for (const name of Object.keys(bringing) as Bringing[]) {
    const address = `/cases/:number/${pathOf(name)}`
    const config = { may: permissionFor(name) }

    app.get(address, { schema: { params: ByNumber }, config }, async (req, reply) =>
      reply.page(await pageOf(req, req.params.number, name, nothingSent())),
    )

    app.post(address, { schema: { params: ByNumber }, config }, async (req, reply) => {
      const { number } = req.params
      const { version } = await caseRecord(req.ctx, number)
      const sent = await sentWithMaterials(req, version.elements.materials, () => number)
      const { typed, problems } = sent
      const answers = typedUnder('answers', typed)
      const corrected = name === 'supplement' && Object.keys(answers).length > 0
      const note = (typed.note ?? '').slice(0, 1000)
      const form = { materials: givenIn(typed), note, ...(corrected ? { answers } : {}) }
      const page = Number(typed.version)
      try {
        if (problems.length > 0) throw new Invalid(problems)
        const at = Number.isSafeInteger(page) && page > 0 ? { version: page } : {}
        await bringing[name](req.ctx, number, form, filesOf(sent.uploads), at)
      } catch (error) {
        if (error instanceof Invalid) return reply.page(await pageOf(req, number, name, { ...sent, ...error }))
        if (!(error instanceof Refused)) throw error
        return reply.page({ ...(await pageOf(req, number, name, sent, error.refusal)), status: 409 })
      }
      return reply.redirect(`${hrefOf(number)}?done=${name}`, 303)
    })
  }
}

async function pageOf(
  req: FastifyRequest,
  number: string,
  name: Bringing,
  sent: SentMaterials & { problems: readonly Problem[] },
  refusal?: Refusal,
): Promise<Page> {
  const record = await caseRecord(req.ctx, number)
  const tolerated = record.life.materials.filter((m) => m.way === 'later' && !m.replaced).map((m) => m.materialKey)
  const { corrections } = await answersOf(req.ctx, number)
  return bringPage({
    ...sent,
    record,
    corrections: name === 'supplement' ? corrections : [],
    name,
    materials: record.version.elements.materials.filter((m) => name === 'supplement' || tolerated.includes(m.key)),
    kept: await holdMaterials(req, number, sent),
    maxBytes: req.ctx.settings.limits.uploadBytes,
    refusal,
  })
}
