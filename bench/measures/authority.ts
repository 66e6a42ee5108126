import aws4 from 'aws4';
import { defaultConfig } from '../../emulator/config.ts';
import { createRouteConnections } from '../../emulator/edge/doors/route-connections.ts';
import { createEventBus } from '../../emulator/edge/events.ts';
import { createIam } from '../../emulator/services/iam/iam.ts';
import { systemClock } from '../../emulator/store/clock.ts';
import { systemRandom } from '../../emulator/store/random.ts';
import { createStores } from '../../emulator/store/stores.ts';
import type { Figure } from '../figure.ts';

const RUNS = 20_000;
const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/user';

/** The cost of checking a call's signature and its role's policies, in the engine's own process. */
export async function authority(): Promise<Figure[]> {
  const fail = (error: unknown) => {
    throw error;
  };
  const iam = createIam({
    config: defaultConfig,
    realism: defaultConfig.realism,
    clock: systemClock,
    random: systemRandom,
    events: createEventBus(fail),
    stores: createStores(undefined, systemClock),
    routes: createRouteConnections(),
    folder: () => undefined,
    endpoint: () => '',
  });
  const run = async (name: string, input: object) =>
    iam.services[0]?.operations[name]?.run(input, undefined as never);
  const document = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: statement });
  await run('CreateRole', {
    RoleName: 'f',
    AssumeRolePolicyDocument: document({
      Effect: 'Allow',
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
    }),
  });
  const PolicyDocument = document({
    Effect: 'Allow',
    Action: ['dynamodb:GetItem', 'dynamodb:PutItem'],
    Resource: TABLE,
  });
  await run('PutRolePolicy', { RoleName: 'f', PolicyName: 'may', PolicyDocument });

  const session = iam.authority.assumeForService({
    roleArn: 'arn:aws:iam::000000000000:role/f',
    sessionName: 'f',
    durationSeconds: 3600,
  });
  const body = JSON.stringify({ TableName: 'user', Key: { authentication: { S: 'x'.repeat(60) } } });
  const signed = aws4.sign(
    {
      host: '127.0.0.1:4566',
      path: '/',
      service: 'dynamodb',
      region: 'us-east-1',
      body,
      headers: { 'X-Amz-Target': 'DynamoDB_20120810.GetItem' },
    },
    session,
  );
  const headers = Object.fromEntries(
    Object.entries(signed.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  const request = { method: 'POST', url: '/', headers, body: Buffer.from(body), service: 'dynamodb' };
  const check = () => {
    const principal = iam.authority.authenticate(request);
    iam.authority.authorize({ principal, action: 'dynamodb:GetItem', resource: TABLE });
  };
  for (let warm = 0; warm < RUNS / 10; warm += 1) check();
  const started = performance.now();
  for (let index = 0; index < RUNS; index += 1) check();
  const value = ((performance.now() - started) / RUNS) * 1000;
  return [{ name: 'signature and policy check of a call, mean', value, unit: 'µs', reach: '≤ 100 µs' }];
}
