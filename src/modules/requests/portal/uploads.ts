import type { FastifyRequest } from 'fastify'
import * as kept from '../../../platform/kept-uploads.ts'

/** Fields of files an applicant sends, and what each takes. */
export const uploadFields = {
  identityProof: { ...kept.pictures, most: 5 },
  attachments: { ...kept.papers, most: 10 },
} as const
export type UploadField = keyof typeof uploadFields

export type Uploads = kept.Uploads<UploadField>
export const noUploads: Uploads = kept.noUploads(uploadFields)

/** Keeps files for a form that is shown again. */
export const holdUploads = (req: FastifyRequest, form: string, uploads: Uploads): Promise<string> =>
  kept.holdUploads(req, 'requests.forgetUploads', form, uploads)

export type SentForm = kept.SentForm<UploadField>

/** An applicant's form with files as it was sent. */
export const sentForm = (req: FastifyRequest, formOf: (typed: Record<string, string>) => string): Promise<SentForm> =>
  kept.sentForm(req, uploadFields, formOf)
