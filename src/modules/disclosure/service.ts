import { Forbidden, Refused } from '../../core/errors.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { textOfHtml } from '../../platform/html.ts'
import { indexText } from '../../platform/search.ts'
import { getUnit, type Unit } from '../organisations/index.ts'
import { type MoveName, type Person, refuseMove } from './rules.ts'
import type { Document } from './schema.ts'
import * as store from './store.ts'

/** The actor as the rules see one, with regard to one unit. */
export function personOf(ctx: Ctx, unit: Unit): Person {
  return { accountId: ctx.actor.accountId, holds: (permission) => holds(ctx.actor, permission, unit.path) }
}

/** A document and its unit, if the actor may see it on the desk. Throws NotFound, Forbidden. */
export async function reachDocument(ctx: Ctx, id: number): Promise<{ document: Document; unit: Unit }> {
  const document = await store.getDocument(ctx.db, id)
  const unit = await getUnit(ctx.db, document.unitCode)
  if (!holds(ctx.actor, 'disclosure.view', unit.path)) throw new Forbidden(`“${unit.name}”的信息不在您的管理范围内`)
  return { document, unit }
}

/**
 * Makes one move on a document: takes and locks it, asks the rules, and lets `change` do the rest in one transaction.
 * Throws NotFound, Forbidden when the document lies outside the actor's reach, Refused when the rules say no.
 */
export async function move(
  ctx: Ctx,
  id: number,
  name: MoveName,
  change: (tx: Db, document: Document) => Promise<void>,
): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const document = await store.lockDocument(tx, id)
    const unit = await getUnit(tx, document.unitCode)
    if (!holds(ctx.actor, 'disclosure.view', unit.path)) throw new Forbidden(`“${unit.name}”的信息不在您的管理范围内`)
    const refusal = refuseMove(name, document, personOf(ctx, unit))
    if (refusal) throw new Refused(refusal)
    await change(tx, document)
  })
}

/** Writes an act on a document. */
export function writeAct(
  ctx: Ctx,
  tx: Db,
  act: string,
  document: Pick<Document, 'id' | 'unitCode'>,
  data: Record<string, unknown> = {},
): Promise<void> {
  return ctx.acts.write(tx, {
    act: `disclosure.${act}`,
    subject: `document:${document.id}`,
    unitCode: document.unitCode,
    data,
  })
}

type Searched = Pick<Document, 'title' | 'documentNumber' | 'indexNumber' | 'keywords' | 'abstract' | 'body'>

/** The search vector of a document. */
export function vectorOf(document: Searched) {
  const { title, keywords, abstract, body } = document
  return indexText({
    title,
    number: `${document.documentNumber ?? ''} ${document.indexNumber ?? ''}`,
    keywords,
    abstract,
    body: textOfHtml(body),
  })
}

/** All that the public would read of a document, for the check for personal data. */
export function readableText(document: Pick<Document, 'title' | 'abstract' | 'body'>): string {
  return `${document.title}\n${document.abstract}\n${textOfHtml(document.body)}`
}
