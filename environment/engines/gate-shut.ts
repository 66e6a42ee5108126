import { ReaderError } from '../../provision/reconcile/reader-error.ts';

/** How long the gate may take to turn somebody away, in milliseconds; the first call starts a function. */
const WITHIN = 60_000;

/**
 * Proves that an API's gate is shut: a request without a credential, and one with a credential that nobody has, must both
 * be answered 401, which nobody but the gateway says here: the origin, reached through an open gate, would answer 403.
 * Throws ReaderError for any other answer, so that nothing that is open is ever called ready.
 */
export async function assertGateShut(apiUrl: string, engine: string): Promise<void> {
  const nobody = `Basic ${Buffer.from('nobody:nothing').toString('base64')}`;
  await refused(`${apiUrl}/users`, {}, 'without a credential', engine);
  await refused(`${apiUrl}/users`, { Authorization: nobody }, 'with a credential that nobody has', engine);
}

async function refused(
  url: string,
  headers: Readonly<Record<string, string>>,
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
  await response.body?.cancel();
  if (response.status === 401) return;
  if (response.status < 400 || response.status === 403) {
    throw new ReaderError(
      `The gate is OPEN: ${url} answered ${response.status} to a request ${how}. ${engine} does not run the authorizer, as LocalStack does not without a paid plan. Use the plan Base or more, or make up ENGINE=embedded.`,
    );
  }
  throw new ReaderError(
    `${url} answered ${response.status} to a request ${how}, where 401 is expected, so the gate is not known to be shut: see make logs.`,
  );
}
