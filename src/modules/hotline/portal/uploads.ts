import type { FastifyRequest } from 'fastify'
import * as kept from '../../../platform/kept-uploads.ts'
import { typedIn } from '../../../ui/index.ts'

/** Files that come with a letter. */
export const uploadFields = { evidence: { ...kept.papers, most: 10 } } as const
/** Forms with files that one address may send. */
export const uploadLimit = { max: 120, timeWindow: 60_000 }
type UploadField = keyof typeof uploadFields

export type Uploads = kept.Uploads<UploadField>
export const noUploads: Uploads = kept.noUploads(uploadFields)

/** Keeps files for a form that is shown again. */
export const holdUploads = (req: FastifyRequest, form: string, uploads: Uploads): Promise<string> =>
  kept.holdUploads(req, 'hotline.forgetUploads', form, uploads)

export type SentForm = kept.SentForm<UploadField>

/**
 * A letter, or what is added to one, as it was sent; the look-up while one types sends words only.
 * @param formOf - what tells this form from every other
 */
export async function sentForm(
  req: FastifyRequest,
  formOf: (typed: Record<string, string>) => string = (typed) => typed.submissionKey ?? '',
): Promise<SentForm> {
  if (!req.isMultipart()) return { typed: typedIn(req.body), uploads: noUploads, problems: [] }
  return kept.sentForm(req, uploadFields, formOf)
}
