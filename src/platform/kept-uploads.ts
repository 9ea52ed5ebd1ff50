import type { FastifyRequest } from 'fastify'
import { Invalid, type Problem } from '../core/errors.ts'
import type { Ctx } from './context.ts'
import type { Incoming } from './files.ts'
import { signed, unsigned } from './signed.ts'
import { formWithFiles, safeName, type Upload } from './web.ts'

/** What a field of files takes, by content, and how many. */
export type UploadKind = {
  types: readonly string[]
  /** For the browser's own window. */
  accept: string
  /** In words. */
  kinds: string
  most: number
}

const pictureTypes = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf']

/** A photograph or a scan, such as of an identity card. */
export const pictures = {
  types: pictureTypes,
  accept: 'image/jpeg,image/png,image/webp,application/pdf',
  kinds: '照片（JPG、PNG）或者 PDF',
} as const

/** Whatever people write on: pictures and the usual documents. */
export const papers = {
  types: [
    ...pictureTypes,
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    // .doc, .xls and .wps of older programs.
    'application/x-cfb',
  ],
  accept: 'image/jpeg,image/png,image/webp,.pdf,.doc,.docx,.xls,.xlsx,.wps',
  kinds: '照片、PDF、Word、Excel 或者 WPS 文件',
} as const

/** Files of a form by field. */
export type Uploads<Field extends string> = Record<Field, Upload[]>

export const noUploads = <Field extends string>(kinds: Readonly<Record<Field, UploadKind>>): Uploads<Field> =>
  Object.fromEntries(Object.keys(kinds).map((name) => [name, []])) as unknown as Uploads<Field>

/** How long files stay with a form that is sent again, seconds. */
const keptFor = 4 * 3600

/**
 * Names the files that came with a form before, so that they need not be sent again. It is signed and holds for this
 * form only: nobody can attach a file by its digest that they have not sent. Files of a form that is never finished are
 * forgotten after their time.
 * @param form - what tells this form from every other: its submission key, or the number of the record
 * @param job - name of the job that forgets them
 * @basis 《个人信息保护法》第十九条
 */
export async function holdUploads(
  req: FastifyRequest,
  job: string,
  form: string,
  uploads: Readonly<Record<string, readonly Upload[]>>,
): Promise<string> {
  const { db, jobs, now } = req.ctx
  const digests = Object.values(uploads).flatMap((files) => files.filter((f) => f.fresh).map((f) => f.sha256))
  const runAt = new Date(now.getTime() + keptFor * 1000)
  if (digests.length > 0) await jobs.add(db, job, { digests }, { runAt, key: `uploads ${form}` })
  return signed(req, 'kept', JSON.stringify({ form, uploads }), keptFor)
}

/**
 * Forgets files that came with a form nobody finished; those that a record points to stay.
 * @basis 《个人信息保护法》第十九条
 */
export async function forgetUploads({ db, files }: Ctx, digests: readonly string[]): Promise<void> {
  for (const sha256 of digests) await files.forget(db, sha256)
}

function keptIn(req: FastifyRequest, form: string, token: string | undefined): Partial<Record<string, Upload[]>> {
  const text = unsigned(req, 'kept', token)
  if (text === undefined) return {}
  const kept = JSON.parse(text) as { form: string; uploads: Record<string, Upload[]> }
  return kept.form === form ? kept.uploads : {}
}

/** A form with files as it was sent: what was typed, the files that came now and before, and what is wrong with files. */
export type SentForm<Field extends string> = {
  typed: Record<string, string>
  uploads: Uploads<Field>
  problems: readonly Problem[]
}

/**
 * Reads a form with files, together with those that came before, without those struck out.
 * @param formOf - what tells this form from every other
 */
export async function sentForm<Field extends string>(
  req: FastifyRequest,
  kinds: Readonly<Record<Field, UploadKind>>,
  formOf: (typed: Record<string, string>) => string,
): Promise<SentForm<Field>> {
  const names = Object.keys(kinds) as Field[]
  const types = Object.fromEntries(names.map((name) => [name, kinds[name].types]))
  const { fields, files, problems } = await formWithFiles(req, types)
  const typed = Object.fromEntries(
    Object.entries(fields).filter((e): e is [string, string] => typeof e[1] === 'string'),
  )
  const kept = keptIn(req, formOf(typed), typed.kept)
  const struck = new Set(names.flatMap((name) => fields[`strike.${name}`] ?? []))
  const uploads = noUploads(kinds)
  for (const name of names) {
    const all = [...(kept[name] ?? []), ...(files[name] ?? [])]
    uploads[name] = [...new Map(all.map((f) => [f.sha256, f])).values()].filter((f) => !struck.has(f.sha256))
    const { most } = kinds[name]
    if (uploads[name].length > most) {
      uploads[name] = uploads[name].slice(0, most)
      problems.push({ field: name, message: `最多 ${most} 个文件，多出来的没有收下，请合并后再上传` })
    }
  }
  return { typed, uploads, problems }
}

/** A file as a program sends it. */
export type SentFile = { field: string; name: string; content: string }
/** A file that is kept; `fresh`: its bytes were not in the store before. */
export type KeptFile = { field: string; name: string; sha256: string; fresh: boolean }

/**
 * Keeps files that came in base64 within JSON, all or none. Throws Invalid for their fields.
 * @param typesOf - media types that a field takes
 */
export async function keepSent(
  ctx: Ctx,
  sent: readonly SentFile[],
  typesOf: (field: string) => readonly string[],
): Promise<KeptFile[]> {
  const incoming: { field: string; name: string; file: Incoming }[] = []
  const problems: Problem[] = []
  for (const { field, name, content } of sent) {
    const bounds = { maxBytes: ctx.settings.limits.uploadBytes, types: typesOf(field) }
    try {
      const file = await ctx.files.receive(Buffer.from(content, 'base64'), bounds)
      incoming.push({ field, name: safeName(name), file })
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      problems.push(...error.problems.map((p) => ({ field, message: `“${safeName(name)}”：${p.message}` })))
    }
  }
  try {
    if (problems.length > 0) throw new Invalid(problems)
    const kept: KeptFile[] = []
    for (const { field, name, file } of incoming)
      kept.push({ field, name, sha256: file.sha256, fresh: await file.keep(ctx.db) })
    return kept
  } finally {
    await Promise.all(incoming.map(({ file }) => file.drop()))
  }
}
