import AjvCompiler from '@fastify/ajv-compiler'
import { type SerializerFactory, SerializerSelector } from '@fastify/fast-json-stringify-compiler'

/** One for all houses of a process: what one has compiled the others need not. */
const validators = AjvCompiler()
const serializers = SerializerSelector()

/**
 * The compilers that Fastify brings, for its option `schemaController`: here each schema is compiled when its route is first
 * asked for. All of them together take well over a second, and nobody asks for most routes soon after a start.
 */
export const compilersFactory = {
  buildValidator: ((...setting) => {
    const compile = validators(...setting)
    return (route: Parameters<typeof compile>[0]) => whenAsked(() => compile(route))
  }) as AjvCompiler.BuildCompilerFromPool,
  buildSerializer: ((...setting) => {
    const compile = serializers(...setting)
    return (route) => whenAsked(() => compile(route))
  }) as SerializerFactory,
}

/** A function that is made when it is first called; `errors`, by which a validator says what was wrong, is handed on. */
function whenAsked<F extends (data: unknown) => unknown>(make: () => F): F {
  let made: (F & { errors?: unknown }) | undefined
  const lazy: { (data: unknown): unknown; errors?: unknown } = (data) => {
    made ??= make()
    const answer = made(data)
    lazy.errors = made.errors
    return answer
  }
  return lazy as F
}
