import { AwsError } from '../../../edge/aws-error.ts';
import type { EngineContext } from '../../../edge/interfaces/engine-context.ts';
import type { VerdictCaches } from '../../execute-api/authorize/verdict-cache.ts';
import type { HttpApi, HttpApiStore } from '../state/http-api-store.ts';

/** What the operations work with. */
export interface Dependencies extends Pick<EngineContext, 'clock' | 'random' | 'config' | 'endpoint'> {
  readonly store: HttpApiStore;
  readonly verdicts: Pick<VerdictCaches<unknown>, 'flush'>;
}

/** 400: the input contradicts itself, or the present state. */
export function badRequest(message: string): AwsError {
  return new AwsError('BadRequestException', message);
}

/** 404: unknown. */
export function notFound(message: string): AwsError {
  return new AwsError('NotFoundException', message);
}

/** 409: something else is in the way. */
export function conflict(message: string): AwsError {
  return new AwsError('ConflictException', message);
}

/** The API; throws AWS's `NotFoundException`. */
export function findApi({ store }: Pick<Dependencies, 'store'>, apiId = ''): HttpApi {
  const api = store.state.apis.get(apiId);
  if (!api) throw notFound(`Invalid API identifier specified ${apiId}`);
  return api;
}

/** A part of an API by its id; `kind` is the word that AWS's error has for it. */
export function findPart<Value>(
  parts: ReadonlyMap<string, Value>,
  id: string | undefined,
  kind: string,
): Value {
  const part = parts.get(id ?? '');
  if (part === undefined) throw notFound(`Invalid ${kind} identifier specified ${id}`);
  return part;
}

/** The changed members of an update: keeps what the caller left out. */
export function given<Input extends object>(input: Input): Partial<Input> {
  return Object.fromEntries(
    Object.entries(input).filter(([, value]) => value !== undefined),
  ) as Partial<Input>;
}
