import { type Static, type TObject, Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Db } from './database.ts'

/** The site and who stands behind it. 《政府网站发展指引》国办发〔2017〕47号 */
export const Site = Type.Object({
  name: Type.String({ minLength: 1, description: 'Name of the portal' }),
  shortName: Type.String({ minLength: 1 }),
  domain: Type.String({ description: 'Host name by which the public reaches it' }),
  siteCode: Type.String({ description: '网站标识码, ten digits' }),
  regionCode: Type.String({ pattern: '^[0-9]{6}$', description: 'Division code GB/T 2260' }),
  rootUnit: Type.String({ description: 'Code of the government at the root of the unit tree' }),
  host: Type.String({ description: '主办单位' }),
  operator: Type.String({ description: '承办单位' }),
  icp: Type.String(),
  police: Type.String({ description: '公安备案号' }),
  phone: Type.String(),
  hotline: Type.String({ description: 'Number to call when something does not work' }),
  address: Type.String(),
  email: Type.String(),
  hotWords: Type.Array(Type.String(), { description: 'Words offered under the search' }),
  formPrefix: Type.String({ description: 'Printed before 政府信息公开 in the title of the statistical form' }),
})

/** Limits a county may set. */
export const Limits = Type.Object({
  uploadBytes: Type.Integer({ minimum: 1024, description: 'Largest file, bytes' }),
  uploadsPerDocument: Type.Integer({ minimum: 1 }),
  yellowDays: Type.Integer({ minimum: 0, description: 'Working days left at which a light turns yellow' }),
  redDays: Type.Integer({ minimum: 0, description: 'Working days left at which a light turns red' }),
  searchMatches: Type.Integer({ minimum: 100, description: 'Matches looked at before a search says "more than"' }),
})

export type Settings = { site: Static<typeof Site>; limits: Static<typeof Limits> }

const defaults: Settings = {
  site: {
    name: '明堂',
    shortName: '明堂',
    domain: 'localhost',
    siteCode: '',
    regionCode: '000000',
    rootUnit: 'root',
    host: '',
    operator: '',
    icp: '',
    police: '',
    phone: '',
    hotline: '12345',
    address: '',
    email: '',
    hotWords: [],
    formPrefix: '',
  },
  limits: { uploadBytes: 50 * 1024 * 1024, uploadsPerDocument: 30, yellowDays: 5, redDays: 2, searchMatches: 10_000 },
}

/** Reads all settings. Throws with the name of the setting and what is wrong with it. */
export async function loadSettings(db: Db): Promise<Settings> {
  const rows = await db.selectFrom('settings').select(['key', 'value']).execute()
  const stored = new Map(rows.map((r) => [r.key, r.value]))
  return {
    site: checked('site', Site, { ...defaults.site, ...(stored.get('site') as object) }),
    limits: checked('limits', Limits, { ...defaults.limits, ...(stored.get('limits') as object) }),
  }
}

function checked<T extends TObject>(key: string, shape: T, value: unknown): Static<T> {
  if (Value.Check(shape, value)) return value as Static<T>
  const first = Value.Errors(shape, value)[0]
  throw new Error(`settings.${key}${first?.instancePath ?? ''}: ${first?.message ?? 'has the wrong shape'}`)
}
