import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../../../engine.ts';
import { allows, type Credentials, makeRole, sessionOf } from '../testing/account.ts';

const environment = { PATH: process.env['PATH'], HOME: process.env['HOME'] };

/** The AWS CLI is an outside client with its own signer; if it is not installed, these tests show as skipped. */
const installed = spawnSync('aws', ['--version'], { env: environment }).status === 0;
const withCli = installed ? test : test.skip;

let engine: Engine;
let folder: string;
beforeAll(async () => {
  engine = await startEngine();
  folder = await mkdtemp(join(tmpdir(), 'aws-cli-'));
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** The CLI's output, as JSON, or its error. It sees no profile of this machine. */
function aws(args: string[], { accessKeyId, secretAccessKey, sessionToken }: Credentials): Promise<unknown> {
  const env = {
    ...environment,
    AWS_ENDPOINT_URL: engine.endpoint,
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
    AWS_PAGER: '',
    ...(sessionToken !== undefined && { AWS_SESSION_TOKEN: sessionToken }),
  };
  return new Promise((resolve) => {
    execFile('aws', [...args, '--output', 'json'], { env }, (error, stdout, stderr) => {
      resolve(error ? stderr.trim() : JSON.parse(stdout || '{}'));
    });
  });
}

const root = { accessKeyId: 'test', secretAccessKey: 'test' };

withCli('signatures of the AWS CLI hold with every protocol, as the root and as a role', async () => {
  await makeRole(engine, 'reader', allows(['dynamodb:ListTables', 'logs:DescribeLogGroups']));
  const session = await sessionOf(engine, 'reader');
  const [identity, roles, functions, tables, groups, apis] = await Promise.all([
    aws(['sts', 'get-caller-identity'], session),
    aws(['iam', 'list-roles', '--query', 'Roles[].RoleName'], root),
    aws(['lambda', 'list-functions'], root),
    aws(['dynamodb', 'list-tables'], session),
    aws(['logs', 'describe-log-groups', '--log-group-name-prefix', '/a b/ü'], session),
    aws(['apigateway', 'get-rest-apis', '--limit', '3'], root),
  ]);
  expect(identity).toMatchObject({ Arn: 'arn:aws:sts::000000000000:assumed-role/reader/session' });
  expect(roles).toEqual(['reader']);
  expect(functions).toEqual({ Functions: [] });
  expect(tables).toEqual({ TableNames: [] });
  expect(groups).toMatch(/InvalidParameterException.*logGroupNamePrefix/);
  expect(apis).toEqual({ items: [] });
});

withCli(
  'what the AWS CLI shows of a wrong secret, an unknown key, a token that is none, and a refusal',
  async () => {
    await makeRole(engine, 'idle');
    const session = await sessionOf(engine, 'idle');
    const [secret, key, token, refused] = await Promise.all([
      aws(['sts', 'get-caller-identity'], { ...root, secretAccessKey: 'guess' }),
      aws(['dynamodb', 'list-tables'], { ...root, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }),
      aws(['iam', 'list-roles'], { ...session, sessionToken: 'x' }),
      aws(['lambda', 'list-functions'], session),
    ]);
    expect(secret).toMatch(/\(SignatureDoesNotMatch\) when calling the GetCallerIdentity operation/);
    expect(key).toMatch(/\(UnrecognizedClientException\) when calling the ListTables operation/);
    expect(token).toMatch(/\(InvalidClientTokenId\) when calling the ListRoles operation/);
    expect(refused).toMatch(
      /\(AccessDeniedException\) .*: User: arn:aws:sts::000000000000:assumed-role\/idle\/session is not authorized to perform: lambda:ListFunctions on resource: \* because no identity-based policy allows/,
    );
  },
);
