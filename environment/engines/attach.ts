import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { checkLocalStack } from './localstack-capabilities.ts';
import type { Place } from './place.ts';

/**
 * Uses a running LocalStack at `LOCALSTACK_ENDPOINT`: asks it what it can do, and never starts or stops it. The source server is a function
 * in it, unless `ORIGIN_URL` says where LocalStack reaches another: containers cannot always reach processes of this machine. Throws
 * ReaderError for an invalid address, and for a LocalStack that cannot run the stack.
 */
export async function attach(settings: Settings, terminal: Terminal): Promise<Place> {
  const engineUrl = endpointOf(settings.localStackEndpoint);
  const { version, edition } = await checkLocalStack(engineUrl);
  const originUrl = settings.given['ORIGIN_URL'] ?? '';
  terminal.line(
    `engine  ${engineUrl}  ${terminal.dim(`LocalStack ${version}, edition ${edition}, not ours: attached`)}`,
  );
  terminal.line(`origin  ${originUrl || 'a function in it'}`);
  return { engine: 'attached', engineUrl, originUrl, originUrlHere: originUrl };
}

/** The address without a trailing slash. Throws ReaderError. */
export function endpointOf(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '')
    throw new ReaderError(
      `LOCALSTACK_ENDPOINT is "${given}": give the address of a LocalStack, such as http://localhost:4566.`,
    );
  return url.origin;
}
