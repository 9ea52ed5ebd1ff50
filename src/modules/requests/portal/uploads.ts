import type { FastifyRequest } from 'fastify'
import type { Problem } from '../../../core/errors.ts'
import { formWithFiles, type Upload } from '../../../platform/web.ts'
import { typedIn, typedList } from '../../../ui/index.ts'
import { signed, unsigned } from './keys.ts'

const pictures = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf']
const papers = [
  ...pictures,
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  // .doc, .xls and .wps of older programs.
  'application/x-cfb',
]

/** Fields of files an applicant sends, and what each takes, by content. */
export const uploadFields = {
  identityProof: {
    types: pictures,
    accept: 'image/jpeg,image/png,image/webp,application/pdf',
    kinds: '照片（JPG、PNG）或者 PDF',
    most: 5,
  },
  attachments: {
    types: papers,
    accept: 'image/jpeg,image/png,image/webp,.pdf,.doc,.docx,.xls,.xlsx,.wps',
    kinds: '照片、PDF、Word、Excel 或者 WPS 文件',
    most: 10,
  },
} as const
export type UploadField = keyof typeof uploadFields
const fieldNames = Object.keys(uploadFields) as UploadField[]

export type Uploads = Record<UploadField, Upload[]>
export const noUploads: Uploads = { identityProof: [], attachments: [] }

/** How long files stay with a form that is sent again, seconds. */
const keptFor = 4 * 3600

/**
 * Names the files that came with a form before, so that they need not be sent again. It is signed and holds for this
 * form only: nobody can attach a file by its digest that they have not sent. Files of a form that is never finished are
 * forgotten after their time.
 * @param form - what tells this form from every other: its submission key, or the number of the request
 * @basis 《个人信息保护法》第十九条
 */
export async function holdUploads(req: FastifyRequest, form: string, uploads: Uploads): Promise<string> {
  const { db, jobs, now } = req.ctx
  const digests = fieldNames.flatMap((name) => uploads[name].filter((f) => f.fresh).map((f) => f.sha256))
  const runAt = new Date(now.getTime() + keptFor * 1000)
  if (digests.length > 0) await jobs.add(db, 'requests.forgetUploads', { digests }, { runAt, key: `uploads ${form}` })
  return signed(req, 'kept', JSON.stringify({ form, uploads }), keptFor)
}

function keptIn(req: FastifyRequest, form: string, token: string | undefined): Uploads {
  const text = unsigned(req, 'kept', token)
  if (text === undefined) return noUploads
  const kept = JSON.parse(text) as { form: string; uploads: Uploads }
  return kept.form === form ? kept.uploads : noUploads
}

export type SentForm = { typed: Record<string, string>; uploads: Uploads; problems: readonly Problem[] }

/**
 * A form with files as it was sent: what was typed, the files that came now and before, without those struck out.
 * @param formOf - what tells this form from every other
 */
export async function sentForm(
  req: FastifyRequest,
  formOf: (typed: Record<string, string>) => string,
): Promise<SentForm> {
  const types = Object.fromEntries(fieldNames.map((name) => [name, uploadFields[name].types]))
  const { fields, files, problems } = await formWithFiles(req, types)
  const typed = typedIn(fields)
  const kept = keptIn(req, formOf(typed), typed.kept)
  const struck = new Set(typedList(fields, 'strike'))
  const uploads = { ...noUploads }
  for (const name of fieldNames) {
    const all = [...kept[name], ...(files[name] ?? [])]
    uploads[name] = [...new Map(all.map((f) => [f.sha256, f])).values()].filter((f) => !struck.has(f.sha256))
    const { most } = uploadFields[name]
    if (uploads[name].length > most) {
      uploads[name] = uploads[name].slice(0, most)
      problems.push({ field: name, message: `最多 ${most} 个文件，多出来的没有收下，请合并后再上传` })
    }
  }
  return { typed, uploads, problems }
}
