/** An answer that AWS gives in place of a result. */
export class AwsError extends Error {
  /**
   * @param code - AWS's name of the error, such as ResourceNotFound.
   * @param message - Empty where AWS says nothing.
   * @param status - HTTP status. 400 unless the service says otherwise.
   */
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}
