import { expect, test } from '@jest/globals';
import { type CallPolicy, sendPatiently, UncertainError } from './calls.ts';
import { silence } from './progress.ts';

/** A policy whose time passes only while it sleeps. */
function policy(): CallPolicy & { sleeps: number[]; sent: string[] } {
  let now = 0;
  const sleeps: number[] = [];
  const sent: string[] = [];
  return {
    sleeps,
    sent,
    clock: {
      now: () => now,
      sleep: async (milliseconds) => {
        sleeps.push(milliseconds);
        now += milliseconds;
      },
    },
    progress: silence,
    random: () => 0.5,
    onCall: ({ operation }) => sent.push(operation),
  };
}

function awsError(name: string, status: number, headers: Record<string, string> = {}): Error {
  return Object.assign(new Error(`${name} happened`), {
    name,
    $metadata: { httpStatusCode: status },
    $response: { statusCode: status, headers },
  });
}

function failing(...errors: Error[]): () => Promise<string> {
  return async () => {
    const error = errors.shift();
    if (error) throw error;
    return 'answer';
  };
}

const DELETE = { service: 'apigateway', operation: 'DeleteRestApi', changes: true };
const CREATE = { service: 'cognito-idp', operation: 'CreateUserPool', changes: true };

test('outlasts API Gateway’s one DeleteRestApi in 30 s, without hammering', async () => {
  const given = policy();
  const answer = await sendPatiently(DELETE, given, async () => {
    if (given.clock.now() < 90_000) throw awsError('TooManyRequestsException', 429);
    return 'deleted';
  });
  expect(answer).toBe('deleted');
  expect(given.sent.length).toBeLessThan(25);
  expect(Math.max(...given.sleeps)).toBeLessThanOrEqual(8_000);
});

test('waits for Retry-After', async () => {
  const given = policy();
  await sendPatiently(
    DELETE,
    given,
    failing(awsError('TooManyRequestsException', 429, { 'Retry-After': '17' })),
  );
  expect(given.sleeps).toEqual([17_000]);
});

test('gives up with the call, the time and the last answer', async () => {
  const given = policy();
  const throttled = () => Promise.reject(awsError('TooManyRequestsException', 429));
  await expect(sendPatiently(DELETE, given, throttled)).rejects.toThrow(
    /^DeleteRestApi was tried \d+ times in \d+ s and/,
  );
  expect(given.clock.now()).toBeGreaterThan(280_000);
});

test.each([
  ['a fault of the service', awsError('InternalFailure', 500)],
  ['a lost connection', Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })],
  ['a collision', awsError('ConcurrentModificationException', 409)],
  ['throttling by another name', awsError('ThrottlingException', 400)],
])('sends %s again', async (_what, error) => {
  const given = policy();
  expect(await sendPatiently(DELETE, given, failing(error, error))).toBe('answer');
  expect(given.sent).toHaveLength(3);
});

test.each([
  awsError('AccessDeniedException', 403),
  awsError('InvalidParameterException', 400),
  awsError('ResourceConflictException', 409),
  awsError('NotImplemented', 501),
  Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
])('does not retry $name: $message', async (error) => {
  const given = policy();
  await expect(sendPatiently(DELETE, given, failing(error))).rejects.toBe(error);
  expect(given.sent).toHaveLength(1);
});

test.each(['CreateUserPool', 'CreateRestApi', 'CreateRequestValidator', 'CreateUsagePlan'])(
  'does not resend %s, which could make a second one, when its fate is unknown',
  async (operation) => {
    const given = policy();
    const lost = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    await expect(sendPatiently({ ...CREATE, operation }, given, failing(lost))).rejects.toBeInstanceOf(
      UncertainError,
    );
    expect(given.sent).toHaveLength(1);
  },
);

test('resends a throttled call, which had no effect', async () => {
  const given = policy();
  expect(await sendPatiently(CREATE, given, failing(awsError('TooManyRequestsException', 400)))).toBe(
    'answer',
  );
});
