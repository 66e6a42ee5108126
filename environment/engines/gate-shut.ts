import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import { type Gate, REFUSALS, type Refusals } from '../../provision/refusals.ts';

/** How long the gate may take to reject a request, in milliseconds; the first call starts a function. */
const WITHIN = 60_000;

/**
 * Proves that an API's gate is shut: a request without a credential, and one with an unknown credential, must both get the gateway's
 * rejection. Only the gateway answers 401 here; an origin behind an open gate would answer 403 in other words than an HTTP API. Throws
 * ReaderError for any other answer, so that nothing open is ever called ready.
 */
export async function assertGateShut({ kind, url }: Gate, engine: string): Promise<void> {
  const { nobody: none, stranger } = REFUSALS[kind];
  const nobody = `Basic ${Buffer.from('nobody:nothing').toString('base64')}`;
  const users = `${url}/users`;
  await refused(users, {}, none, 'without a credential', engine);
  await refused(users, { Authorization: nobody }, stranger, 'with a credential that nobody has', engine);
}

async function refused(
  url: string,
  headers: Readonly<Record<string, string>>,
  wanted: Refusals['nobody'],
  how: string,
  engine: string,
): Promise<void> {
  const response = await fetch(url, {
    headers,
    redirect: 'manual',
    signal: AbortSignal.timeout(WITHIN),
  }).catch((error: unknown) => {
    throw new ReaderError(`${url} did not answer a request ${how}, so the gate is not known to be shut.`, {
      cause: error,
    });
  });
  const text = await response.text();
  if (response.status === wanted.status && (wanted.status === 401 || text === wanted.text)) return;
  if (response.status < 400 || response.status === 403) {
    throw new ReaderError(
      `The gate is OPEN: ${url} answered ${response.status} to a request ${how}. ${engine} does not run the authorizer, as LocalStack does not without a paid plan. Use the plan Base or more, or make up ENGINE=embedded.`,
    );
  }
  throw new ReaderError(
    `${url} answered ${response.status} to a request ${how}, where ${wanted.status} is expected, so the gate is not known to be shut. The engine's log has the reason: log/engine.log in STATE_DIR, or that of its container.`,
  );
}
