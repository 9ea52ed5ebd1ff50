/** A field that the person can put right; the message says how. */
export type Problem = {
  /** Name of the form field; empty if it concerns the whole form. */
  field: string
  message: string
}

/** What the law or the state of a record does not allow. */
export type Refusal = {
  /** Stable name for machines, such as `requests.alreadyExtended`. */
  code: string
  message: string
  /** Title and article. */
  basis?: string
  /** What the person may do instead. */
  next?: string
}

/** An error that has an answer for the person; anything else thrown is a fault of ours. */
export abstract class Answered extends Error {
  abstract readonly status: number
  abstract readonly code: string

  override get name(): string {
    return this.constructor.name
  }
}

/** The law or the state of the record says no. */
export class Refused extends Answered {
  readonly status = 409
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.message)
    this.refusal = refusal
  }

  get code(): string {
    return this.refusal.code
  }
}

/** Too much at once; the same may be done again from the instant `until` on. */
export class TooMany extends Answered {
  readonly status = 429
  readonly code = 'tooMany'
  readonly until: Date

  constructor(message: string, until: Date) {
    super(message)
    this.until = until
  }

  /** Whole seconds to wait, as the header Retry-After says it. RFC 9110 10.2.3 */
  retryAfter(now: Date): number {
    return Math.max(1, Math.ceil((this.until.getTime() - now.getTime()) / 1000))
  }
}

/** There is no such thing, or it is not for this person to know that there is. */
export class NotFound extends Answered {
  readonly status = 404
  readonly code = 'notFound'

  /** @param what - in Chinese, such as 文件 or 编号为 12 的申请 */
  constructor(what = '页面') {
    super(`没有找到${what}`)
  }
}

/** The person is known and may not do this. */
export class Forbidden extends Answered {
  readonly status = 403
  readonly code = 'forbidden'

  constructor(message = '您没有办理这件事的权限，如有需要请联系本单位的系统管理员') {
    super(message)
  }
}

/** Fields to be put right. */
export class Invalid extends Answered {
  readonly status = 422
  readonly code = 'invalid'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map((p) => p.message).join('；'))
    this.problems = problems
  }
}
