import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import type { Settings } from '../settings.ts';

/** The provision program's target for an engine. */
export function targetOf(engine: EngineName): 'embedded' | 'localstack' {
  return engine === 'localstack' || engine === 'attached' ? 'localstack' : 'embedded';
}

/** What can answer the AWS calls of a local environment. */
export const ENGINES = ['embedded', 'compose', 'localstack', 'attached'] as const;
export type EngineName = (typeof ENGINES)[number];

export interface EngineChoice {
  readonly engine: EngineName;
  /** What it is and why it was chosen, in one line. */
  readonly why: string;
}

const IS: Record<EngineName, string> = {
  embedded: 'the embedded engine, as a local process',
  compose: 'the embedded engine, in a container',
  localstack: 'LocalStack, in a container',
  attached: 'a LocalStack that runs already',
};

/**
 * Chooses the engine: by ENGINE; else a running LocalStack at LOCALSTACK_ENDPOINT; else LocalStack in a container if LOCALSTACK_AUTH_TOKEN
 * is set; else the embedded engine, which needs neither token nor Docker. Throws ReaderError for an unknown ENGINE, and for LocalStack
 * without a token or an address.
 */
export function chooseEngine({
  engine: given,
  localStackToken,
  localStackEndpoint,
}: Pick<Settings, 'engine' | 'localStackToken' | 'localStackEndpoint'>): EngineChoice {
  const token = localStackToken !== '';
  if (!given) {
    if (localStackEndpoint) return choice('attached', 'LOCALSTACK_ENDPOINT is set');
    return token
      ? choice('localstack', 'LOCALSTACK_AUTH_TOKEN is set; ENGINE=embedded chooses otherwise')
      : choice('embedded', 'there is no LOCALSTACK_AUTH_TOKEN');
  }
  const engine = ENGINES.find((name) => name === given);
  if (!engine) throw new ReaderError(`ENGINE is "${given}": give one of ${ENGINES.join(', ')}.`);
  if (engine === 'attached' && !localStackEndpoint) {
    throw new ReaderError(
      'ENGINE=attached needs LOCALSTACK_ENDPOINT: give the address of a LocalStack that runs, such as http://localhost:4566.',
    );
  }
  if (engine === 'localstack' && !token) {
    throw new ReaderError(
      'ENGINE=localstack needs LOCALSTACK_AUTH_TOKEN: get a token at https://app.localstack.cloud/settings/auth-tokens (plan Base or more), or use ENGINE=embedded, which needs none.',
    );
  }
  return choice(engine, `ENGINE=${engine}`);
}

function choice(engine: EngineName, because: string): EngineChoice {
  return Object.freeze({ engine, why: `${IS[engine]}: ${because}` });
}
