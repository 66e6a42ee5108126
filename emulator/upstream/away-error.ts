import { AwsError } from '../edge/aws-error.ts';

/** An error of the engine's for a call whose upstream is not reachable. Clients do not retry this status. */
export function awayError(service: string, operation: string, url: string, reason: string): AwsError {
  return new AwsError(
    'UpstreamUnavailableException',
    `${service}: ${operation} goes on to the upstream at ${url}, which does not answer (${reason}). Start LocalStack there, or set UPSTREAM to where it is; the engine's own services go on.`,
    { status: 400 },
  );
}
