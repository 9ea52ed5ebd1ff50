import { type Static, Type } from 'typebox'

/** What an account stands for; spelled as in accounts.kind. */
export const accountKinds = ['citizen', 'organisation', 'staff'] as const
export type AccountKind = (typeof accountKinds)[number]

/** Longest password taken, so that hashing cannot be made to work on a novel. */
export const longestPassword = 128

const Password = Type.String({ title: '密码', minLength: 1, maxLength: longestPassword })
const NewPassword = Type.Optional(Type.String({ title: '密码', maxLength: longestPassword }))
/** Where to go after signing in; checked by rules, never followed outside. */
const Next = Type.Optional(Type.String({ maxLength: 2000 }))
const Phone = Type.String({ title: '手机号码', minLength: 1, maxLength: 20 })
const Code = Type.String({ title: '验证码', minLength: 1, maxLength: 20 })

export const NextQuery = Type.Object({ next: Next, done: Type.Optional(Type.String({ maxLength: 40 })) })
export type NextQuery = Static<typeof NextQuery>

/** `name` is a user name or a mobile number. */
export const SignInForm = Type.Object({
  name: Type.String({ title: '用户名或手机号', minLength: 1, maxLength: 60 }),
  password: Password,
  next: Next,
})
export type SignInForm = Static<typeof SignInForm>

/** `code` is six digits from the app, or a backup code. */
export const SecondFactorForm = Type.Object({ code: Code, next: Next })
export type SecondFactorForm = Static<typeof SecondFactorForm>

export const AskCodeForm = Type.Object({ phone: Phone, next: Next })
export type AskCodeForm = Static<typeof AskCodeForm>

/** With a password, that becomes the account's new one: for whoever has forgotten theirs. */
export const CodeSignInForm = Type.Object({ phone: Phone, code: Code, password: NewPassword, next: Next })
export type CodeSignInForm = Static<typeof CodeSignInForm>

/** The password may stay empty: then the account is signed in to with phone codes. */
export const PersonForm = Type.Object({
  phone: Phone,
  code: Code,
  name: Type.String({ title: '姓名', minLength: 1, maxLength: 50 }),
  idNumber: Type.String({ title: '身份证号码', minLength: 1, maxLength: 20 }),
  password: NewPassword,
})
export type PersonForm = Static<typeof PersonForm>

export const OrganisationForm = Type.Object({
  phone: Phone,
  code: Code,
  name: Type.String({ title: '单位全称', minLength: 1, maxLength: 100 }),
  creditCode: Type.String({ title: '统一社会信用代码', minLength: 1, maxLength: 20 }),
  contactName: Type.String({ title: '经办人姓名', minLength: 1, maxLength: 50 }),
  password: NewPassword,
})
export type OrganisationForm = Static<typeof OrganisationForm>

/** Accounts that have no password yet leave the current one empty. */
export const ChangePasswordForm = Type.Object({
  current: NewPassword,
  next: Password,
  again: Password,
})
export type ChangePasswordForm = Static<typeof ChangePasswordForm>

/** Accounts that have no password leave it empty. */
export const PasswordForm = Type.Object({ password: NewPassword })
export type PasswordForm = Static<typeof PasswordForm>

export const CodeForm = Type.Object({ code: Code })

export const AccountsQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 60 })),
  kind: Type.Optional(
    Type.Union([Type.Literal('citizen'), Type.Literal('organisation'), Type.Literal('staff'), Type.Literal('')]),
  ),
  after: Type.Optional(Type.String({ maxLength: 200 })),
})
export type AccountsQuery = Static<typeof AccountsQuery>

export const PersonsQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 60 })),
  after: Type.Optional(Type.String({ maxLength: 200 })),
})

export const NewAccountForm = Type.Object({
  name: Type.String({ title: '姓名', minLength: 1, maxLength: 50 }),
  username: Type.String({ title: '用户名', minLength: 1, maxLength: 30 }),
  unitCode: Type.String({ title: '单位', minLength: 1, maxLength: 60 }),
})
export type NewAccountForm = Static<typeof NewAccountForm>

export const ReasonForm = Type.Object({ reason: Type.String({ title: '事由', minLength: 1, maxLength: 200 }) })
export type ReasonForm = Static<typeof ReasonForm>

export const GrantForm = Type.Object({
  roleCode: Type.String({ title: '角色', minLength: 1, maxLength: 40 }),
  unitCode: Type.String({ title: '单位', minLength: 1, maxLength: 60 }),
  validFrom: Type.String({ title: '开始日期', minLength: 1, maxLength: 10 }),
  validUntil: Type.Optional(Type.String({ title: '截止日期', maxLength: 10 })),
})
export type GrantForm = Static<typeof GrantForm>

/** Fields of a person that are masked until revealed. */
export const personFields = ['name', 'idNumber', 'phone', 'contactName'] as const
export type PersonField = (typeof personFields)[number]

export const RevealForm = Type.Object({
  field: Type.Enum([...personFields], { title: '要查看的项目' }),
  reason: Type.String({ title: '事由', maxLength: 200 }),
})
export type RevealForm = Static<typeof RevealForm>

export const ById = Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }) })
export const ByGrant = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 64 }),
  grant: Type.Integer({ minimum: 1 }),
})
