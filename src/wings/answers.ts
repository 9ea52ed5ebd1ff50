import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Forbidden, Invalid, NotFound, Refused, TooMany } from '../core/errors.ts'
import {
  faultPage,
  forbiddenPage,
  invalidPage,
  notFoundPage,
  problemsFrom,
  refusalPage,
  refusedRequestPage,
} from '../ui/index.ts'
import type { Page } from '../ui/page.ts'

/** What went wrong, told for machines. */
type Told = {
  status: number
  code: string
  title: string
  detail?: string
  problems?: readonly { field: string; message: string }[]
  basis?: string | undefined
  next?: string | undefined
}

function tell(error: unknown): Told {
  if (error instanceof Invalid)
    return { status: 422, code: 'invalid', title: '有内容需要改正', problems: error.problems }
  if (error instanceof Refused) {
    const { code, message, basis, next } = error.refusal
    return { status: 409, code, title: message, basis, next }
  }
  if (error instanceof TooMany) return { status: 429, code: error.code, title: error.message }
  if (error instanceof NotFound) return { status: 404, code: 'notFound', title: error.message }
  if (error instanceof Forbidden) return { status: 403, code: 'forbidden', title: error.message }
  const { statusCode = 500, code = 'fault', validation } = error as Partial<FastifyError>
  if (validation)
    return {
      status: 422,
      code: 'invalid',
      title: '有内容需要改正',
      problems: problemsFrom(validation as never, undefined),
    }
  if (code === 'FST_CSRF_MISSING_SECRET' || code === 'FST_CSRF_INVALID_TOKEN')
    return { status: 403, code: 'staleForm', title: '这个页面停留得太久，请返回上一页、刷新后再提交' }
  if (statusCode === 429) return { status: 429, code: 'slowDown', title: '访问过于频繁，请稍等一分钟再试' }
  if (statusCode >= 400 && statusCode < 500) return { status: statusCode, code, title: clientWords(statusCode) }
  if (statusCode === 503 || noConnectionFree(error))
    return { status: 503, code: 'busy', title: '现在访问的人较多，请过十秒再试' }
  return { status: 500, code: 'fault', title: '我们这里出了差错，您的操作没有完成' }
}

/** Whether all connections to the database stayed in use for as long as one waits: nothing was begun, and later it will do. */
const noConnectionFree = (error: unknown): boolean =>
  error instanceof Error && error.message === 'timeout exceeded when trying to connect'

function clientWords(status: number): string {
  if (status === 413) return '提交的内容太大了，请减少后再试'
  if (status === 415) return '这种格式的内容我们读不了'
  return '请求的内容有误，请检查后再试'
}

/** Turns whatever was thrown into the answer a machine reads: application/problem+json (RFC 9457). */
export function answerApi(error: unknown, req: FastifyRequest, reply: FastifyReply): FastifyReply {
  const told = tell(error)
  if (told.status >= 500) req.log.error({ err: error }, 'fault')
  sayWhen(error, reply)
  const { status, ...rest } = told
  return reply
    .code(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', status, ...rest, ...(status >= 500 ? { reference: req.id } : {}) }))
}

/** Turns whatever was thrown into a page that says what to do. */
export function answerPage(error: unknown, req: FastifyRequest, reply: FastifyReply): FastifyReply {
  const told = tell(error)
  if (told.status >= 500) req.log.error({ err: error }, 'fault')
  sayWhen(error, reply)
  return reply.page(pageOf(told, error, req))
}

function sayWhen(error: unknown, reply: FastifyReply): void {
  if (error instanceof TooMany) reply.header('retry-after', error.retryAfter(new Date()))
}

function pageOf(told: Told, error: unknown, req: FastifyRequest): Page {
  const back = refererPath(req)
  if (error instanceof Refused) return refusalPage(error.refusal, back)
  if (told.status === 422) return invalidPage(told.problems ?? [])
  if (told.status === 404)
    return notFoundPage(error instanceof NotFound ? error.message.replace('没有找到', '') : undefined)
  if (told.status === 403) return forbiddenPage(told.title)
  if (told.status < 500 || told.status === 503) return refusedRequestPage(told.status, told.title)
  return faultPage(req.id)
}

/** Where the person came from, if on this site, so that an error page can lead back. */
function refererPath(req: FastifyRequest): string | undefined {
  try {
    const from = new URL(req.headers.referer ?? '')
    return from.host === req.headers.host ? from.pathname + from.search : undefined
  } catch {
    return undefined
  }
}
