/**
 * An error that the client sees as AWS sends it. `code` is the error's name in the service model
 * (`ResourceNotFoundException`); the wire form of the name, the status and the body follow from the model.
 */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  /** Overrides the model's status; needed for codes that no model lists. */
  readonly status: number | undefined;
  /** Further members of the error's shape (`CancellationReasons`, `Item` …), by their names in the model. */
  readonly members: Readonly<Record<string, unknown>>;
  /** Further headers of the answer (`Retry-After`). */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: string,
    message: string,
    options: {
      status?: number;
      members?: Readonly<Record<string, unknown>>;
      headers?: Readonly<Record<string, string>>;
      cause?: unknown;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.status = options.status;
    this.members = options.members ?? {};
    this.headers = options.headers ?? {};
  }
}

/** The error for what the engine does not do: 501, with the operation or parameter named. */
export function notImplemented(what: string): AwsError {
  return new AwsError('NotImplementedException', `${what} is not supported by the embedded engine.`, {
    status: 501,
  });
}
