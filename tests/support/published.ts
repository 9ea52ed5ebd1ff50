import { dayOf } from '../../src/core/day.ts'
import { createDraft } from '../../src/modules/disclosure/draft.service.ts'
import { publish } from '../../src/modules/disclosure/publish.service.ts'
import { approve, submit } from '../../src/modules/disclosure/review.service.ts'
import type { DraftForm } from '../../src/modules/disclosure/schema.ts'
import type { Reply } from './app.ts'
import { person } from './people.ts'
import { world } from './world.ts'

export const today = dayOf(new Date())
/** A context of someone with a role. */
export const by = (role: string) => world({ actor: person(role) })

/** A document as an editor drafts it. */
export const form: DraftForm = {
  ...{
    unitCode: 'jinshi',
    columnCode: 'files',
    kind: 'document',
    title: '关于提高城乡低保标准的通知',
    documentNumber: '津政发〔2018〕9号',
  },
  ...{
    issuingBody: '津市市人民政府',
    subjectCategory: '民政',
    keywords: '低保 救助',
    source: '市民政局',
    abstract: '',
    body: '自下月起执行。',
  },
  ...{
    fullText: 'yes',
    writtenOn: today,
    effectiveOn: '',
    expiresOn: '',
    attribute: 'proactive',
    attributeGround: '',
    explains: '',
    replaces: '',
  },
}

/** Drafts, has reviewed and approves a document. @returns its number */
export async function approved(change: Partial<DraftForm> = {}): Promise<number> {
  const id = await createDraft(by('editor'), { ...form, ...change })
  await submit(by('editor'), id, { personalDataReason: '' })
  await approve(by('reviewer'), id, { secrecyNote: '不涉密', note: '' })
  return id
}
/** And publishes it on the website. */
export async function published(change: Partial<DraftForm> = {}): Promise<number> {
  const id = await approved(change)
  await publish(by('disclosureOfficer'), id, { channels: ['website'], publishAt: '' })
  return id
}
/** What a reader sees: the page without tags. */
export const words = ({ body }: Reply) =>
  body
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, ' ')
