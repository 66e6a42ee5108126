import { ReaderError } from '../reconcile/reader-error.ts';
import type { Target } from './target.ts';
import { type Environment, readUrl } from './variable.ts';

/**
 * Where AWS calls go; undefined for AWS's own endpoints. Throws ReaderError if TARGET=aws meets an endpoint of any service, or a local
 * target one that is not on this machine.
 */
export function readEndpoint(env: Environment, target: Target, port: number): string | undefined {
  const given = Object.keys(env).filter((name) => name.startsWith('AWS_ENDPOINT_URL') && env[name]);
  if (target === 'aws') {
    if (given.length === 0) return undefined;
    throw new ReaderError(
      `${given.join(' and ')} is set, and TARGET=aws goes to AWS's own endpoints: unset it, or choose another target.`,
    );
  }
  const other = given.find((name) => name !== 'AWS_ENDPOINT_URL');
  if (other)
    throw new ReaderError(
      `${other} is set, and one endpoint serves everything here: unset it, or set AWS_ENDPOINT_URL.`,
    );
  const endpoint = readUrl('AWS_ENDPOINT_URL', env['AWS_ENDPOINT_URL'] || `http://127.0.0.1:${port}`);
  if (!isLoopback(endpoint.hostname)) {
    throw new ReaderError(
      `AWS_ENDPOINT_URL is ${endpoint.origin}, which is not this machine: TARGET=${target} only ever talks to loopback.`,
    );
  }
  return endpoint.origin;
}

/** Whether a host's name can only mean this machine. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\]|localhost\.localstack\.cloud)$/.test(host);
}
