import type { Progress } from './progress.ts';
import { codeOf, messageOf, partsOf, ReaderError } from './reader-error.ts';
import { type Clock, seconds } from './wait.ts';

/** One attempt of one call, as it was sent. */
export interface Call {
  /** `iam`, `api-gateway`, … as in the name of the SDK's package. */
  readonly service: string;
  /** `CreateRole`. */
  readonly operation: string;
  readonly changes: boolean;
}

/** Rules and listeners of a run's calls. */
export interface CallPolicy {
  readonly clock: Clock;
  readonly progress: Progress;
  /** 0 to 1, for the spread of the pauses. */
  random(): number;
  /** Called before each attempt. If it throws, the attempt is not sent. */
  onCall(call: Call): void;
}

/** Whether a call took effect is unknown, and sending it again could make a second resource. The caller looks first (create.ts). */
export class UncertainError extends Error {
  override readonly name = 'UncertainError';
}

/** Their names are not unique: sent twice, there are two. */
const MAKES_ANOTHER = new Set([
  'CreateUserPool',
  'CreateUserPoolClient',
  'CreateRestApi',
  'CreateApi',
  'CreateIntegration',
  'CreateAuthorizer',
  'CreateDeployment',
  'CreateRequestValidator',
  'CreateUsagePlan',
]);

/** API Gateway allows one DeleteRestApi in 30 s for the whole account: others may be first several times. */
const THROTTLE_PATIENCE = 5 * 60_000;
const FAULT_PATIENCE = 45_000;
const LONGEST_PAUSE = 8_000;

const THROTTLES = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'RequestThrottledException',
  'ProvisionedThroughputExceededException',
]);

/** Somebody else is changing the same resource: it passes (IAM, CloudWatch Logs, Cognito). */
const COLLISIONS = new Set([
  'ConcurrentModificationException',
  'ConcurrentModification',
  'OperationAbortedException',
]);

const LOST = new Set([
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'TimeoutError',
  'NetworkingError',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

type Trouble = 'throttle' | 'collision' | 'fault' | 'lost';

/**
 * Sends a call until it is answered: waits out throttling (for minutes, because API Gateway's quotas are fixed), faults of the service and
 * lost connections (for less), and nothing else. Honours `Retry-After`. Throws the service's answer, ReaderError when it gives up,
 * UncertainError if sending again could do harm.
 */
export async function sendPatiently<T>(call: Call, policy: CallPolicy, send: () => Promise<T>): Promise<T> {
  const began = policy.clock.now();
  for (let attempt = 0; ; attempt++) {
    policy.onCall(call);
    try {
      return await send();
    } catch (error) {
      const trouble = troubleOf(error);
      if (!trouble) throw error;
      if ((trouble === 'fault' || trouble === 'lost') && MAKES_ANOTHER.has(call.operation)) {
        throw new UncertainError(
          `${call.operation} was sent, and what became of it is unknown: ${messageOf(error)}`,
          {
            cause: error,
          },
        );
      }
      const elapsed = policy.clock.now() - began;
      const pause = pauseAfter(error, trouble, attempt, policy.random());
      if (elapsed + pause > (trouble === 'throttle' ? THROTTLE_PATIENCE : FAULT_PATIENCE)) {
        throw new ReaderError(
          `${call.operation} was tried ${attempt + 1} times in ${seconds(elapsed)} and the last answer was ${codeOf(error)}: ${messageOf(error)}`,
          { cause: error },
        );
      }
      if (pause >= 1_000) {
        policy.progress.waiting(
          `${call.operation}: ${codeOf(error)}, sent again in ${seconds(pause)} (${seconds(elapsed)} so far)`,
        );
      }
      await policy.clock.sleep(pause);
    }
  }
}

/** The kind of a passing error; undefined if the error is an answer. */
function troubleOf(error: unknown): Trouble | undefined {
  const code = codeOf(error);
  const status = statusOf(error);
  if (THROTTLES.has(code) || status === 429) return 'throttle';
  if (COLLISIONS.has(code)) return 'collision';
  if (status !== undefined && status >= 500 && status !== 501) return 'fault';
  if (LOST.has(code) || /socket hang up/.test(messageOf(error))) return 'lost';
  return undefined;
}

function statusOf(error: unknown): number | undefined {
  const status = partsOf(partsOf(error)['$metadata'])['httpStatusCode'];
  return typeof status === 'number' ? status : undefined;
}

function pauseAfter(error: unknown, trouble: Trouble, attempt: number, random: number): number {
  const asked = retryAfter(error);
  // Half of it at random, so that several throttled callers do not come back together.
  const grown = Math.min((trouble === 'throttle' ? 250 : 100) * 2 ** Math.min(attempt, 10), LONGEST_PAUSE);
  const own = grown / 2 + (grown / 2) * random;
  return asked === undefined ? own : Math.max(asked, own);
}

/** Milliseconds of the `Retry-After` header, which gives seconds (RFC 9110, 10.2.3). */
function retryAfter(error: unknown): number | undefined {
  const headers = partsOf(partsOf(partsOf(error)['$response'])['headers']);
  const name = Object.keys(headers).find((header) => header.toLowerCase() === 'retry-after');
  const given = name === undefined ? Number.NaN : Number(headers[name]);
  return given >= 0 && given <= 120 ? given * 1000 : undefined;
}
