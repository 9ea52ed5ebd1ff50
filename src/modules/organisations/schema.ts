import { type Static, Type } from 'typebox'

export const unitKinds = [
  'government',
  'office',
  'department',
  'institution',
  'subdistrict',
  'town',
  'community',
  'village',
] as const
export type UnitKind = (typeof unitKinds)[number]

/** A unit as the rest of the house sees it. */
export type Unit = {
  code: string
  parentCode: string | null
  /** Codes from the root, such as `/jinshi/xinzhou/`. */
  path: string
  kind: UnitKind
  name: string
  shortName: string
  regionCode: string
}

export const DayText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'Day as 2018-01-31' })

/** What the public may know of a unit. 《政府信息公开条例》第二十条第二项 */
export const UnitForm = Type.Object({
  name: Type.String({ minLength: 2, maxLength: 60 }),
  shortName: Type.String({ minLength: 2, maxLength: 20 }),
  creditCode: Type.String({ maxLength: 18 }),
  address: Type.String({ maxLength: 120 }),
  phone: Type.String({ maxLength: 40 }),
  email: Type.String({ maxLength: 80 }),
  officeHours: Type.String({ maxLength: 120 }),
  duties: Type.String({ maxLength: 4000 }),
})
export type UnitForm = Static<typeof UnitForm>

export const NewUnitForm = Type.Intersect([
  UnitForm,
  Type.Object({
    code: Type.String({ pattern: '^[a-z][a-z0-9-]{1,30}$' }),
    parentCode: Type.String({ minLength: 1, maxLength: 40 }),
    kind: Type.Unsafe<UnitKind>({ type: 'string', enum: [...unitKinds], title: '类别' }),
    openedOn: DayText,
  }),
])
export type NewUnitForm = Static<typeof NewUnitForm>

export const CloseUnitForm = Type.Object({ closedOn: DayText })

export const StaffForm = Type.Object({
  name: Type.String({ minLength: 2, maxLength: 30 }),
  title: Type.String({ minLength: 1, maxLength: 40 }),
  phone: Type.String({ maxLength: 40 }),
  duties: Type.String({ maxLength: 1000 }),
  biography: Type.String({ maxLength: 2000 }),
  isLeader: Type.Optional(Type.Literal('yes')),
  leads: Type.Optional(Type.Literal('yes')),
  startedOn: DayText,
})
export type StaffForm = Static<typeof StaffForm>
export const EndForm = Type.Object({ endedOn: DayText })
