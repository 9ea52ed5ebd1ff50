import type { FastifyRequest } from 'fastify'
import type { TObject } from 'typebox'
import { Value } from 'typebox/value'
import { Invalid, type Problem } from '../core/errors.ts'

/** What a checker says of one value: the same shape from Ajv and from TypeBox. */
type Finding = { keyword: string; instancePath: string; message?: string; params: Record<string, unknown> }

/** The part of a JSON Schema that wordings need. */
type Shape = {
  title?: string
  type?: string
  format?: string
  minimum?: number
  maximum?: number
  maxLength?: number
  minLength?: number
  minItems?: number
  maxItems?: number
  properties?: Record<string, Shape>
  items?: Shape
  enum?: unknown[]
  anyOf?: Shape[]
}

/**
 * What is wrong with the fields of a form, in words that say what to do. Needs `attachValidation: true` on the route.
 * A field is called by the `title` of its schema. Values of the address that are wrong are not the form's: they throw.
 */
export function problemsIn(req: FastifyRequest): Problem[] {
  const error = req.validationError
  if (!error) return []
  if (error.validationContext !== 'body' && error.validationContext !== 'querystring') throw error
  const schema = req.routeOptions.schema?.[error.validationContext as 'body' | 'querystring'] as Shape | undefined
  return problemsFrom(error.validation as unknown as Finding[], schema)
}

/** One problem for each field, the first found. */
export function problemsFrom(findings: readonly Finding[], schema: Shape | undefined): Problem[] {
  const byField = new Map<string, Problem>()
  for (const finding of findings) {
    for (const path of pathsOf(finding)) {
      const field = path.join('.')
      if (byField.has(field)) continue
      byField.set(field, { field, message: wording(finding, shapeAt(schema, path)) })
    }
  }
  return [...byField.values()]
}

/** What is wrong with a form that no schema of a route has looked at, since it came with files or is made while it runs. */
export function shapeProblems(shape: TObject, typed: object): Problem[] {
  if (Value.Check(shape, typed)) return []
  return problemsFrom([...Value.Errors(shape, typed)] as unknown as Finding[], shape as Shape)
}

/** What was typed, for showing again: texts by field, never objects. */
export function typedIn(body: unknown): Record<string, string> {
  const typed: Record<string, string> = {}
  if (body === null || typeof body !== 'object') return typed
  for (const [name, value] of Object.entries(body)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      typed[name] = String(value)
  }
  return typed
}

/** All values of a field of which several may be chosen. */
export function typedList(body: unknown, name: string): string[] {
  if (body === null || typeof body !== 'object') return []
  const value: unknown = (body as Record<string, unknown>)[name]
  return (Array.isArray(value) ? value : [value]).filter((v) => typeof v === 'string')
}

/** The fields a finding speaks of. Ajv names one missing field at a time, TypeBox all of them at once. */
function pathsOf({ instancePath, params }: Finding): string[][] {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((p) => p.replaceAll('~1', '/').replaceAll('~0', '~'))
  const missing = params.requiredProperties ?? params.missingProperty
  if (missing === undefined) return [path]
  return [missing].flat().map((name) => [...path, String(name)])
}

function shapeAt(schema: Shape | undefined, path: readonly string[]): Shape {
  let shape = schema
  for (const step of path) shape = shape?.properties?.[step] ?? shape?.items
  return shape ?? {}
}

function wording({ keyword, params }: Finding, shape: Shape): string {
  const what = shape.title ?? '此项'
  const chosen = shape.enum !== undefined || shape.anyOf !== undefined
  switch (keyword) {
    case 'required':
      return chosen || shape.type === 'array' ? `请选择${what}` : `请填写${what}`
    case 'minLength':
      return shape.minLength === 1 ? `请填写${what}` : `请把${what}写到 ${shape.minLength} 个字以上`
    case 'maxLength':
      return `请把${what}缩短到 ${shape.maxLength} 个字以内`
    case 'minItems':
      return shape.minItems === 1 ? `请选择${what}` : `请至少选择 ${shape.minItems} 项${what}`
    case 'maxItems':
      return `请最多选择 ${shape.maxItems} 项${what}`
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return range(what, shape)
    case 'type':
      return ofType(what, shape)
    case 'enum':
    case 'const':
    case 'anyOf':
      return chosen ? `请从列表中选择${what}` : `请填写${what}`
    case 'format':
      return ofFormat(what, shape.format ?? String(params.format))
    default:
      return `请按提示填写${what}`
  }
}

function range(what: string, { minimum, maximum }: Shape): string {
  if (minimum !== undefined && maximum !== undefined) return `请填写 ${minimum} 至 ${maximum} 之间的${what}`
  return minimum !== undefined ? `请填写不小于 ${minimum} 的${what}` : `请填写不大于 ${maximum} 的${what}`
}

function ofType(what: string, shape: Shape): string {
  if (shape.type === 'integer' || shape.type === 'number') {
    if (shape.minimum !== undefined && shape.maximum !== undefined) return range(what, shape)
    return `请用数字填写${what}`
  }
  return `请填写${what}`
}

function ofFormat(what: string, format: string): string {
  if (format === 'date') return `请填写${what}，例如 2018-12-03`
  if (format === 'email') return `请填写完整的${what}，例如 name@example.cn`
  return `请按提示填写${what}`
}

/**
 * What keeps a form from being done: problems of its shape, or else those that doing it brings to light. Empty when it
 * was done. Needs `attachValidation: true` on the route; whatever is no problem of a field is thrown on.
 */
export async function attempt(req: FastifyRequest, act: () => Promise<unknown>): Promise<readonly Problem[]> {
  const wrong = problemsIn(req)
  if (wrong.length > 0) return wrong
  try {
    await act()
    return []
  } catch (error) {
    if (error instanceof Invalid) return error.problems
    throw error
  }
}
