import { ReaderError } from '../../provision/reconcile/reader-error.ts';

/** The stack's services, by LocalStack's names, and the smallest plan with each. */
const NEEDED: Readonly<Record<string, 'Hobby' | 'Base'>> = {
  'cognito-idp': 'Base',
  lambda: 'Hobby',
  dynamodb: 'Hobby',
  apigateway: 'Hobby',
  iam: 'Hobby',
  sts: 'Hobby',
  logs: 'Hobby',
};

/** LocalStack's states of an available service, used before or not. */
const THERE = ['available', 'running', 'starting'];

/** How long LocalStack may take to describe itself, in milliseconds. */
const WITHIN = 10_000;

const WAY_OUT =
  'Use a token of the plan Base or more (https://app.localstack.cloud/settings/auth-tokens), or make up ENGINE=embedded, which needs none.';

/** What LocalStack says about itself. */
export interface LocalStackCapabilities {
  version: string;
  edition: string;
}

/**
 * Checks whether a LocalStack can run the stack, before anything is created in it: it must answer, with an active licence and every
 * service. Cognito and Lambda authorizers need plan Base or higher; 4.14.0, the last image without a token, has no Cognito and ignores
 * authorizers. Throws ReaderError that names what is missing, the plan, and the way out.
 */
export async function checkLocalStack(endpoint: string): Promise<LocalStackCapabilities> {
  const [info, health] = await Promise.all([
    ask(`${endpoint}/_localstack/info`),
    ask(`${endpoint}/_localstack/health`),
  ]);
  const version = textOf(info['version']) ?? textOf(health['version']) ?? 'of an unknown version';
  const edition = textOf(info['edition']) ?? textOf(health['edition']) ?? 'unknown';
  const name = `LocalStack ${version} (edition ${edition})`;
  if (info['is_license_activated'] !== true) {
    throw new ReaderError(
      isOfOld(version)
        ? `${name} runs without a licence: it has no Cognito, and lets everybody through a method that a Lambda authorizer guards. Unset LOCALSTACK_IMAGE. ${WAY_OUT}`
        : `${name} has no active licence: LOCALSTACK_AUTH_TOKEN is missing, rejected or expired, and the stack needs the plan Base or more. ${WAY_OUT}`,
    );
  }
  const services = (health['services'] ?? {}) as Readonly<Record<string, unknown>>;
  const missing = Object.keys(NEEDED).filter((service) => !THERE.includes(String(services[service])));
  if (missing.length > 0) {
    const paid = missing.some((service) => NEEDED[service] === 'Base');
    throw new ReaderError(
      `${name} does not have ${missing.join(', ')}: ${
        paid
          ? 'its licence is of the plan Hobby, and Cognito and Lambda authorizers are in the plan Base or more'
          : 'unset SERVICES if it leaves them out'
      }. ${WAY_OUT}`,
    );
  }
  return { version, edition };
}

/** Versions were counted 1, 2, 3 and 4 until they became dates. */
function isOfOld(version: string): boolean {
  return /^[0-4]\./.test(version);
}

async function ask(url: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(WITHIN) });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    const body: unknown = await response.json();
    if (typeof body === 'object' && body !== null) return body as Readonly<Record<string, unknown>>;
    throw new Error('it answered no object');
  } catch (error) {
    throw new ReaderError(
      `LocalStack does not say about itself at ${url}: is it LocalStack 3 or newer that listens there?`,
      { cause: error },
    );
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value ? value : undefined;
}
