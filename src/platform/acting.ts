import { type Static, type TObject, Type } from 'typebox'
import { Invalid } from '../core/errors.ts'
import type { Ctx } from './context.ts'

/** Version of a record that a form was filled in on; undefined: whatever it is now. */
export type Version = number | undefined

/** How an officer makes a move on a record: the form it takes and the use case that carries it out. */
export type Acting = {
  form: TObject
  make: (ctx: Ctx, number: string, form: never, version: Version) => Promise<void>
}

export const by = <F extends TObject>(
  form: F,
  make: (ctx: Ctx, number: string, form: Static<F>, version: Version) => Promise<void>,
): Acting => ({ form, make })

/** A move that asks nothing. */
export const atOnce = (make: (ctx: Ctx, number: string, version: Version) => Promise<void>): Acting =>
  by(Type.Object({}), (ctx, number, _, version) => make(ctx, number, version))

/** A form as it is sent: with the version of the record it was filled in on, if it tells one. */
export const sentWith = (form: TObject) =>
  Type.Object({
    ...form.properties,
    version: Type.Optional(Type.Integer({ title: '页面的版本', minimum: 1, maximum: 1_000_000_000 })),
  })

/** Makes a move with a form that has been checked. Throws Refused, Invalid, Forbidden, NotFound. */
export function act(acting: Acting, ctx: Ctx, number: string, sent: unknown): Promise<void> {
  if (sent === null || typeof sent !== 'object') throw new Invalid([{ field: '', message: '没有收到表单的内容' }])
  const { version, ...form } = sent as { version?: number }
  return acting.make(ctx, number, form as never, version)
}

/** How a move is called in addresses: `ask-supplement`. */
export const pathOf = (name: string): string => name.replace(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`)
