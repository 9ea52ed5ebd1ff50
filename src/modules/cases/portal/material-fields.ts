import { papers, type UploadKind } from '../../../platform/kept-uploads.ts'
import type { Material } from '../../catalogue/index.ts'

/** How many files one material may come in. */
const most = 10

/** A field of files for each material, `materials.<key>`. */
export const materialFields = (materials: readonly Pick<Material, 'key'>[]): Record<string, UploadKind> =>
  Object.fromEntries(materials.map(({ key }) => [`materials.${key}`, { ...papers, most }]))
