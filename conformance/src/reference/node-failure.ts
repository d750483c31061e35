/** A node that fails, with the code of its error and the text that the case itself gives for it. */
export class NodeFailure extends Error {
  constructor(
    readonly code: string,
    message = '',
  ) {
    super(message);
  }
}
