import type { FastifyRequest } from 'fastify'
import { Invalid } from '../core/errors.ts'
import { formWithFiles, type Upload } from './web.ts'

/**
 * Reads a form that may carry files and checks it as the route's schema of the body says. From then on it is a form like
 * any other: `req.body` holds its fields, and `attempt` finds what is wrong with them. Needs `attachValidation: true`,
 * since the body has not been read when the route is entered.
 * @returns the files by field; throws Invalid for those that cannot be taken, once what was typed is safe in `req.body`
 */
export async function readFormWithFiles(req: FastifyRequest): Promise<() => Record<string, Upload[]>> {
  if (!req.isMultipart()) return () => ({})
  const { fields, files, problems } = await formWithFiles(req)
  const check = req.getValidationFunction('body')
  if (!check) throw new Error(`${req.routeOptions.url} has no schema for its body`)
  // The check puts defaults and numbers in place, so it is asked about the very object that is used.
  const fine = check(fields)
  req.body = fields
  delete req.validationError
  if (!fine)
    req.validationError = Object.assign(new Error('the form does not fit its schema'), {
      validation: check.errors as never,
      validationContext: 'body' as never,
    })
  return () => {
    if (problems.length > 0) throw new Invalid(problems)
    return files
  }
}
