import type { FastifyRequest } from 'fastify'
import { holdUploads, type SentForm, sentForm } from '../../../platform/kept-uploads.ts'
import type { Upload } from '../../../platform/web.ts'
import type { Material } from '../../catalogue/index.ts'
import type { MaterialFile } from '../materials.ts'
import { materialFields } from '../portal/material-fields.ts'
import type { GivenMaterial } from '../schema.ts'

/** Field of the page that says how a material is given. */
export const wayName = (key: string): string => `ways.${key}`

/** How each material is given, as it was chosen: `reused:12` names the earlier one. What was not chosen is none. */
export function givenIn(typed: Readonly<Record<string, string>>): GivenMaterial[] {
  return Object.entries(typed).flatMap(([name, value]) => {
    const key = /^ways\.([a-z][A-Za-z0-9]{0,30})$/.exec(name)?.[1]
    const [way = '', from] = value.split(':')
    if (key === undefined || way === '') return []
    return [{ key, way: way as GivenMaterial['way'], ...(from ? { from: Number(from) } : {}) }]
  })
}

/** Files by the material each stands for. */
export const filesOf = (uploads: Readonly<Record<string, readonly Upload[]>>): MaterialFile[] =>
  Object.entries(uploads).flatMap(([field, files]) => {
    const key = /^materials\.([a-z][A-Za-z0-9]{0,30})$/.exec(field)?.[1]
    return key === undefined ? [] : files.map(({ name, sha256 }) => ({ key, name, sha256 }))
  })

export type SentMaterials = SentForm<string>
export const nothingSent = (typed: Record<string, string> = {}): SentMaterials => ({ typed, uploads: {}, problems: [] })

/** A form with materials as it was sent, with the files that came with it before. */
export const sentWithMaterials = (
  req: FastifyRequest,
  materials: readonly Pick<Material, 'key'>[],
  formOf: (typed: Record<string, string>) => string,
  more: Parameters<typeof sentForm<string>>[1] = {},
): Promise<SentMaterials> => sentForm(req, { ...materialFields(materials), ...more }, formOf)

/** Keeps its files for the form that is shown again. */
export const holdMaterials = (req: FastifyRequest, form: string, { uploads }: SentMaterials): Promise<string> =>
  holdUploads(req, 'cases.forgetUploads', form, uploads)
