/**
 * A failure for the person at the terminal: one message that says what happened, to which resource, and what to do next. It is printed
 * without a stack; `cause` keeps the reason.
 */
export class ReaderError extends Error {
  override readonly name = 'ReaderError';
}

/** The message of anything thrown, on one line. */
export function messageOf(error: unknown): string {
  const { message, name, errors } = partsOf(error);
  if (!message && Array.isArray(errors)) return errors.map(messageOf).join('; ');
  const text = String(message || name || error);
  return text.replace(/\s+/g, ' ').trim();
}

/** The name of an SDK error (`NoSuchEntityException`), or the code of a system error (`ECONNREFUSED`). */
export function codeOf(error: unknown): string {
  const { code, name } = partsOf(error);
  if (name !== 'Error' && name !== 'AggregateError') return typeof name === 'string' ? name : '';
  if (typeof code === 'string') return code;
  // The SDK wraps errors of another context than its own, and keeps only their text.
  return /\bE[A-Z]{4,}\b/.exec(messageOf(error))?.[0] ?? String(name);
}

/** What makes an error, by shape: Node.js's own are not of the class `Error` of every context. */
export function partsOf(error: unknown): Readonly<Record<string, unknown>> {
  if (typeof error !== 'object' || error === null) return {};
  const named = error as Readonly<Record<string, unknown>>;
  // The last four are not enumerable.
  const { name, message, errors, $response } = named;
  return { ...named, name, message, errors, $response };
}

/** Whether AWS says that something does not exist, in any service's words. */
export function isGone(error: unknown): boolean {
  return GONE.has(codeOf(error));
}

/** For the `catch` of a removal: that there is nothing to remove is success. Throws any other error. */
export function unlessGone(error: unknown): void {
  if (!isGone(error)) throw error;
}

const GONE = new Set([
  'NoSuchEntityException',
  'NoSuchEntity',
  'ResourceNotFoundException',
  'NotFoundException',
]);
