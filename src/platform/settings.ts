import { type Static, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'
import { Invalid } from '../core/errors.ts'
import type { Ctx } from './context.ts'
import type { Db } from './database.ts'
import { worldChanged } from './listener.ts'
import { publicChanged } from './page-cache.ts'

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
  superior: Type.String({
    description: 'Government one level up, which reconsiders decisions of the government itself',
  }),
  court: Type.String({ description: 'Court named in the remedies of letters' }),
  feePayment: Type.String({ description: 'How the information processing fee is paid' }),
  hallUnit: Type.String({
    description: 'Code of the unit that runs the hall and takes in what is served there; empty: each unit its own',
  }),
  formPrefix: Type.String({ description: 'Printed before 政府信息公开 in the title of the statistical form' }),
})

/** What a county adds to a figure of one year, such as why a printed report has another number. */
export const FigureRemarks = Type.Array(
  Type.Object(
    {
      figure: Type.String({ description: 'Id of the indicator or rate' }),
      year: Type.Integer(),
      text: Type.String({ minLength: 1 }),
    },
    { additionalProperties: false },
  ),
)

/** Limits a county may set. */
export const Limits = Type.Object({
  uploadBytes: Type.Integer({ minimum: 1024, description: 'Largest file, bytes' }),
  uploadsPerDocument: Type.Integer({ minimum: 1 }),
  yellowDays: Type.Integer({ minimum: 0, description: 'Working days left at which a light turns yellow' }),
  redDays: Type.Integer({ minimum: 0, description: 'Working days left at which a light turns red' }),
  calendarAlarmDays: Type.Integer({
    minimum: 1,
    maximum: 120,
    description: 'Days before a year whose days off are not known at which the desk is warned; 31: from 1 December',
  }),
  linksPerNight: Type.Integer({
    minimum: 0,
    maximum: 100_000,
    description: 'Links to other sites visited each night; 0: none, only our own are looked up',
  }),
  caseWarnPercent: Type.Integer({
    minimum: 1,
    maximum: 99,
    description:
      'Share of the promised limit left, at which the light of a case turns yellow; one working day at least',
  }),
  redCardDays: Type.Integer({
    minimum: 1,
    maximum: 60,
    description: 'Working days after the yellow card of an overdue case at which the red one follows',
  }),
  ratingDays: Type.Integer({
    minimum: 1,
    maximum: 365,
    description: 'Days after the service for which it can be rated',
  }),
  ratingDefaultDays: Type.Integer({
    minimum: 0,
    maximum: 60,
    description: 'Working days after asking at which silence counts as satisfied, apart from real ratings; 0: never',
  }),
  ratingOrderDays: Type.Integer({
    minimum: 1,
    maximum: 60,
    description:
      'Working days for the rectification of a bad rating; 5, 7 and 15 were seen, no national number is known',
  }),
  ratingMinimum: Type.Integer({
    minimum: 1,
    maximum: 1000,
    description: 'Real ratings needed before a share is ranked and shown to the public',
  }),
  enquiryDays: Type.Integer({
    minimum: 1,
    maximum: 60,
    description: 'Working days within which an enquiry is answered; no national rule sets them',
  }),
  draftDays: Type.Integer({ minimum: 1, maximum: 365, description: 'Days for which the draft of a case is kept' }),
  casesPerHourAccount: Type.Integer({
    minimum: 1,
    maximum: 10_000,
    description: 'Cases that one account may send online within an hour; one more waits an hour',
  }),
  casesPerHourAddress: Type.Integer({
    minimum: 1,
    maximum: 100_000,
    description: 'The same from one network address, which a whole office or village may share',
  }),
  searchMatches: Type.Integer({ minimum: 100, description: 'Matches looked at before a search says "more than"' }),
  missedCalls: Type.Integer({
    minimum: 1,
    maximum: 10,
    description: 'Calls that nobody answers, at which a queue ticket is void. Unconfirmed: a county may set it',
  }),
  missedBehind: Type.Integer({
    minimum: 0,
    maximum: 50,
    description: 'How many are served before who missed a call is called again. Unconfirmed: a county may set it',
  }),
  waitYellowMinutes: Type.Integer({
    minimum: 1,
    maximum: 480,
    description: 'Minutes waited at which a light turns yellow',
  }),
  waitRedMinutes: Type.Integer({ minimum: 1, maximum: 480, description: 'Minutes waited at which a light turns red' }),
  noShows: Type.Integer({
    minimum: 1,
    maximum: 20,
    description:
      'Appointments missed within noShowWindowDays, at which booking is barred. Unconfirmed: a county may set it',
  }),
  noShowWindowDays: Type.Integer({ minimum: 1, maximum: 365, description: 'Days in which missed appointments count' }),
  noShowBarDays: Type.Integer({
    minimum: 0,
    maximum: 365,
    description: 'Days after the last missed one for which booking is barred; 0: never',
  }),
  appointmentDays: Type.Integer({
    minimum: 1,
    maximum: 90,
    description: 'Days ahead for which slots can be booked',
  }),
})

/** What an administrator may change on a page; hot words come as lines of one text. */
export const settingShapes = {
  site: Type.Object({ ...Type.Omit(Site, ['hotWords']).properties, hotWords: Type.String({ maxLength: 500 }) }),
  limits: Limits,
}

export type Settings = {
  site: Static<typeof Site>
  limits: Static<typeof Limits>
  figureRemarks: Static<typeof FigureRemarks>
}

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
    superior: '',
    court: '',
    feePayment: '请凭本通知书与我们联系开具缴款书，到银行或者网上缴费。',
    hallUnit: '',
    formPrefix: '',
  },
  limits: {
    uploadBytes: 50 * 1024 * 1024,
    uploadsPerDocument: 30,
    yellowDays: 5,
    redDays: 2,
    calendarAlarmDays: 31,
    linksPerNight: 0,
    caseWarnPercent: 30,
    redCardDays: 5,
    ratingDays: 30,
    ratingDefaultDays: 5,
    ratingOrderDays: 7,
    ratingMinimum: 10,
    enquiryDays: 5,
    draftDays: 60,
    casesPerHourAccount: 20,
    casesPerHourAddress: 60,
    searchMatches: 3_000,
    missedCalls: 3,
    missedBehind: 3,
    waitYellowMinutes: 20,
    waitRedMinutes: 40,
    noShows: 3,
    noShowWindowDays: 90,
    noShowBarDays: 30,
    appointmentDays: 14,
  },
  figureRemarks: [],
}

/** Reads all settings. Throws with the name of the setting and what is wrong with it. */
export async function loadSettings(db: Db): Promise<Settings> {
  const rows = await db.selectFrom('settings').select(['key', 'value']).execute()
  const stored = new Map(rows.map((r) => [r.key, r.value]))
  return {
    site: checked('site', Site, { ...defaults.site, ...(stored.get('site') as object) }),
    limits: checked('limits', Limits, { ...defaults.limits, ...(stored.get('limits') as object) }),
    figureRemarks: checked('figureRemarks', FigureRemarks, stored.get('figureRemarks') ?? defaults.figureRemarks),
  }
}

/** Saves one setting whole. Throws Invalid when it has the wrong shape. */
export async function saveSetting(
  ctx: Ctx,
  key: keyof typeof settingShapes,
  form: Record<string, unknown>,
): Promise<void> {
  const shape = key === 'site' ? Site : Limits
  const value = Value.Clean(shape, key === 'site' ? { ...form, hotWords: linesOf(form.hotWords) } : { ...form })
  if (!Value.Check(shape, value)) {
    const field = Value.Errors(shape, value)[0]?.instancePath.split('/')[1] ?? ''
    throw new Invalid([{ field, message: '请按提示填写此项' }])
  }
  await ctx.db.transaction().execute(async (tx) => {
    const row = { value: JSON.stringify(value), changedAt: ctx.now, changedBy: ctx.actor.name }
    await tx
      .insertInto('settings')
      .values({ key, ...row })
      .onConflict((c) => c.column('key').doUpdateSet(row))
      .execute()
    await ctx.acts.write(tx, { act: 'system.settingsChanged', subject: `settings:${key}`, data: { value } })
    await publicChanged(tx)
    await worldChanged(tx)
  })
}

function linesOf(text: unknown): string[] {
  return String(text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function checked<T extends TSchema>(key: string, shape: T, value: unknown): Static<T> {
  if (Value.Check(shape, value)) return value as Static<T>
  const first = Value.Errors(shape, value)[0]
  throw new Error(`settings.${key}${first?.instancePath ?? ''}: ${first?.message ?? 'has the wrong shape'}`)
}
