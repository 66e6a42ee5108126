import type { AwsError } from '../aws-error.ts';
import type { Addressed } from '../identify.ts';
import type { Service } from '../operation.ts';
import type { Answer } from './answer.ts';
import { decodeAwsJson, encodeAwsJson, encodeAwsJsonError } from './aws-json.ts';
import { decodeQuery, encodeQuery, encodeQueryError } from './query.ts';
import { decodeRestJson, encodeRestJson, encodeRestJsonError } from './rest-json.ts';
import { decodeVerbatim, encodeVerbatim, withChecksum } from './verbatim.ts';

/** A request as its wire protocol sees it. */
export interface WireRequest {
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Uint8Array;
}

/** Reads the input of the operation that a request asks for, in the protocol of its service. */
export function decodeInput(
  { service, operation, labels, query, form }: Addressed,
  request: WireRequest,
): object {
  const { model } = service;
  if (service.verbatim) return decodeVerbatim(model, operation, request.body);
  if (model.protocol === 'json') return decodeAwsJson(model, operation, request.body) as object;
  if (model.protocol === 'query') {
    const input = model.operations[operation]?.input;
    return input && form ? (decodeQuery(model, input, form) as object) : {};
  }
  return decodeRestJson(model, operation, { labels, query, ...request }) as object;
}

/** Writes an operation's answer in the protocol of its service. */
export function encodeOutput(service: Service, operation: string, output: object, requestId: string): Answer {
  const { model } = service;
  if (service.verbatim) return encodeVerbatim(model, operation, output);
  if (model.protocol === 'json') return encodeAwsJson(model, operation, output);
  if (model.protocol === 'query') return encodeQuery(model, operation, output, requestId);
  return encodeRestJson(model, operation, output);
}

/** Writes an error in the protocol of its service. */
export function encodeError(service: Service, error: AwsError, requestId: string): Answer {
  if (service.verbatim) return withChecksum(encodeAwsJsonError(service, error));
  if (service.model.protocol === 'json') return encodeAwsJsonError(service, error);
  if (service.model.protocol === 'query') return encodeQueryError(service.model, error, requestId);
  return encodeRestJsonError(service.model, error);
}
