/** A request that an HTTP API answers itself, `{"message":…}`. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Why, for logs; never sent to the client. */
  readonly detail: string | undefined;

  constructor(
    status: number,
    message: string,
    options: { headers?: Readonly<Record<string, string>>; detail?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.status = status;
    this.headers = options.headers ?? {};
    this.detail = options.detail;
  }
}

export const notFound = () => new HttpFailure(404, 'Not Found');
export const forbidden = () => new HttpFailure(403, 'Forbidden');
export const unauthorized = () => new HttpFailure(401, 'Unauthorized');
export const headersTooLarge = () => new HttpFailure(431, 'Request Header Fields Too Large');
export const tooManyRequests = () => new HttpFailure(429, 'Too Many Requests');
export const tooLarge = () => new HttpFailure(413, 'Request Entity Too Large');

/** An error on AWS's side, including a failing function. */
export function internalError(detail: string, cause?: unknown): HttpFailure {
  return new HttpFailure(500, 'Internal Server Error', { detail, cause });
}

/** An endpoint that is unreachable, breaks off or is late. */
export function unavailable(detail: string, cause?: unknown): HttpFailure {
  return new HttpFailure(503, 'Service Unavailable', { detail, cause });
}
