/** The total size of a request's header values; for an HTTP API, with the request line (API Gateway quotas). */
export const LARGEST_HEADERS = 10_240;

/** The bytes of the values of all headers; `rawHeaders` are names and values in turn, in latin1. */
export function sizeOfValues(rawHeaders: readonly string[]): number {
  let size = 0;
  for (let index = 1; index < rawHeaders.length; index += 2) size += rawHeaders[index]?.length ?? 0;
  return size;
}
