import type { IncomingMessage } from 'node:http';
import { AwsError, notImplemented } from './aws-error.ts';
import { foreignCall } from './foreign-call.ts';
import type { Unaddressed } from './identify.ts';
import type { Answer } from './protocol/answer.ts';
import { encodeForeignError } from './protocol/foreign-error.ts';

/** A request that no service of the engine takes, and how its client reads an error. */
export interface Refusal {
  readonly error: AwsError;
  /** Set for a service that the engine does not have: its clients have a protocol of their own. */
  readonly encode?: (requestId: string) => Answer;
  /** The service that was meant, for the record. */
  readonly service?: string;
}

/**
 * Refuses what no service of the engine takes. An operation that a service of the engine does not have in AWS's model is AWS's own
 * error. A call to another service is answered in that service's protocol, with a status that no client tries again, and with what to
 * do; a call that nothing tells is 501.
 */
export function refuseUnaddressed(
  request: Pick<IncomingMessage, 'headers' | 'method' | 'url'>,
  { service, asked, scope, isForm }: Unaddressed,
): Refusal {
  if (service) return { error: unknownOperation(service.model, asked) };
  const named = isForm ? asked : '';
  const foreign = foreignCall(request, scope, named);
  if (!foreign) return { error: notImplemented(asked || 'This request') };
  const { name, protocol } = foreign.service;
  const variable = `AWS_ENDPOINT_URL_${name.toUpperCase().replaceAll(/[ -]/g, '_')}`;
  const error = new AwsError(
    'NotImplementedException',
    `${name}: ${foreign.operation || `${request.method} ${request.url?.split('?')[0]}`} is not supported by the embedded engine, which does not have this service. Give its clients another endpoint with ${variable}.`,
    { status: 400 },
  );
  const cbor = request.headers['smithy-protocol'] === 'rpc-v2-cbor';
  const spoken = isForm && protocol !== 'ec2' ? 'query' : protocol;
  return {
    error,
    service: name,
    encode: (requestId) =>
      encodeForeignError({ ...foreign.service, protocol: spoken }, error, requestId, cbor),
  };
}

/** What AWS's front ends say to an operation that a service does not have. Of the REST services' words AWS documents none. */
function unknownOperation(
  { protocol, apiVersion }: { protocol: string; apiVersion: string },
  asked: string,
): AwsError {
  if (protocol === 'json') return new AwsError('UnknownOperationException', '', { status: 400 });
  if (protocol === 'query')
    return new AwsError('InvalidAction', `Could not find operation ${asked} for version ${apiVersion}`, {
      status: 400,
    });
  return new AwsError(
    'AccessDeniedException',
    'Unable to determine service/operation name to be authorized',
    { status: 403 },
  );
}
