import type { APIGatewayProxyResult } from 'aws-lambda';
import {
  type ChangeDeps,
  ContendedError,
  endCredential,
  rotateCredential,
} from '../shared/change-credential.ts';
import { errorFields, type Log } from '../shared/log.ts';
import type { Person } from '../shared/person-record.ts';
import { describeCredential } from './describe-credential.ts';
import { type CredentialRequest, parseEvent } from './parse-event.ts';
import type { Sessions } from './sessions.ts';

/** What {@link handle} works with. */
export interface HandleDeps extends ChangeDeps {
  sessions: Sessions;
  userPoolId: string;
  /** How many seconds a replaced credential stays valid. */
  grace: number;
  log: Log;
}

interface Outcome {
  /** From a small fixed set, for the log. */
  outcome: string;
  answer: APIGatewayProxyResult;
}

/**
 * Serves a person's own credential: makes a new one and shows it once, describes it, ends it. Only the access token says whose it is. Logs
 * exactly one line with the person, if known, and the outcome.
 *
 * @param requestId Lambda's id of the invocation, for the log.
 * @throws Error with a fixed message, and the reason as its `cause`, if the event is unusable, or the table or Cognito fail: a REST API
 * answers 502, an HTTP API 500. The outcome is then unknown; a client that rotates again gets another credential.
 */
export async function handle(
  deps: HandleDeps,
  event: unknown,
  requestId: string,
): Promise<APIGatewayProxyResult> {
  let request: CredentialRequest | undefined;
  let person: Person | undefined;
  try {
    request = parseEvent(event);
    person = await personOf(deps, request);
    const { outcome, answer } = person ? await serve(deps, request, person) : UNKNOWN;
    deps.log({
      level: 'info',
      message: `${request.asked}: ${outcome}`,
      outcome,
      ...told(requestId, request, person),
    });
    return answer;
  } catch (error) {
    const contended = error instanceof ContendedError;
    deps.log({
      level: contended ? 'warn' : 'error',
      message: 'the request could not be served',
      outcome: contended ? 'contended' : 'failed',
      ...told(requestId, request, person),
      ...errorFields(error),
    });
    if (contended) return CONTENDED;
    throw new Error('The request could not be served', { cause: error });
  }
}

const UNKNOWN: Outcome = { outcome: 'no-session', answer: says(401, { message: 'Unauthorized' }) };
const CONTENDED = says(
  503,
  { message: 'The credential is being changed elsewhere. Try again.' },
  { 'retry-after': '1' },
);
const INACTIVE: Outcome = {
  outcome: 'inactive',
  answer: says(403, { message: 'The credential is deactivated.' }),
};

/**
 * Returns the owner of the access token; `undefined` if it is of another use or another pool, or no longer valid. The authorizer checks all
 * but the last; the function checks again, because a route that somebody opens must not open this.
 */
async function personOf(
  { sessions, userPoolId }: Pick<HandleDeps, 'sessions' | 'userPoolId'>,
  { claims, token }: CredentialRequest,
): Promise<Person | undefined> {
  if (claims['token_use'] !== 'access' || !String(claims['iss']).endsWith(`/${userPoolId}`)) return undefined;
  const signedIn = await sessions.whose(token);
  if (signedIn === undefined || signedIn.username !== claims['username']) return undefined;
  return { ...signedIn, userPoolId };
}

async function serve(deps: HandleDeps, { asked }: CredentialRequest, person: Person): Promise<Outcome> {
  switch (asked) {
    case 'POST /credential/rotate': {
      const rotation = await rotateCredential(deps, person, deps.grace);
      if (rotation.outcome === 'inactive') return INACTIVE;
      const { outcome, credential, madeAt, olderUntil } = rotation;
      return { outcome, answer: says(200, { credential, madeAt, olderCountsUntil: olderUntil }) };
    }
    case 'GET /credential': {
      const found = await describeCredential(deps.store, person);
      if (found) return { outcome: 'described', answer: says(200, found) };
      return { outcome: 'none', answer: says(404, { message: 'There is no credential.' }) };
    }
    case 'DELETE /credential': {
      const outcome = await endCredential(deps, person);
      if (outcome === 'inactive') return INACTIVE;
      return { outcome, answer: { statusCode: 204, headers: { 'cache-control': 'no-store' }, body: '' } };
    }
  }
}

/** An answer that must not be cached. */
function says(
  statusCode: number,
  content: object,
  headers: Record<string, string> = {},
): APIGatewayProxyResult {
  return {
    statusCode,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(content),
  };
}

function told(requestId: string, request: CredentialRequest | undefined, person: Person | undefined) {
  return { requestId, apiRequestId: request?.apiRequestId, username: person?.username, sub: person?.sub };
}
