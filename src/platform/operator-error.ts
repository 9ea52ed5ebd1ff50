/**
 * Something only the person who runs the server can put right: a busy port, a wrong setting, an altered migration.
 * Its message is one line that says what to do; the command prints it without a stack and ends with `status`.
 */
export class OperatorError extends Error {
  /** Exit status: 1 for a problem found, 2 for bad use. */
  readonly status: 1 | 2

  constructor(message: string, status: 1 | 2 = 1) {
    super(message)
    this.name = 'OperatorError'
    this.status = status
  }
}
