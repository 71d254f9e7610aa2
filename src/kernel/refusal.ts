/** What a person is told when a command cannot be carried out: nothing has changed. A fault (an ordinary Error) is for the operator. */
export class Refused<R> extends Error {
  override name = 'Refused'
  readonly refusal: R
  constructor(refusal: R) {
    super('refused')
    this.refusal = refusal
  }
}

/** For the `default` of a switch over a union: a case that nobody wrote fails to compile, and fails loudly if it happens. */
function _never(value: never): never {
  throw new Error(`unreachable case: ${JSON.stringify(value)}`)
}
