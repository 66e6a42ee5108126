import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { APIGatewayClient, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client, GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  ListUserPoolsCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient, ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { expect, test } from '@jest/globals';
import { startEngine } from '../../emulator/engine.ts';

const run = promisify(execFile);
const here = import.meta.dirname;
const SECRET = '0123456789abcdef0123';
const EMAIL = 'ada@example.com';

/** Plug-ins without the network: `TF_PLUGIN_MIRROR`, a folder that `terraform providers mirror` makes. */
const mirror = process.env['TF_PLUGIN_MIRROR'];

async function whyNot(): Promise<string | undefined> {
  const version = await run('terraform', ['version']).catch(() => undefined);
  if (!version) return 'there is no Terraform on this machine';
  return mirror && existsSync(mirror) ? undefined : 'TF_PLUGIN_MIRROR names no folder with the AWS provider';
}

/** A source server: answers who called, to requests through the gateway. */
async function startOrigin(): Promise<{ url: string } & AsyncDisposable> {
  const server = createServer((request, response) => {
    const known = request.headers['x-origin-secret'] === SECRET;
    response.writeHead(known ? 200 : 403).end(known ? String(request.headers['x-user']) : 'no');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Outputs {
  user_pool_id: { value: string };
  client_id: { value: string };
  table: { value: string };
  rest_api: { value: { id: string; stage: string } };
  http_api: { value: { id: string; stage: string } };
}

test('Terraform applies this system, plans no change, changes all of it in place, and destroys it without a rest', async () => {
  const reason = await whyNot();
  if (reason) {
    process.stdout.write(`Not tried with Terraform: ${reason}.\n`);
    return;
  }
  await using engine = await startEngine();
  await using origin = await startOrigin();
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-terraform-'));
  const work = join(folder, 'work');
  const functions = join(folder, 'functions');
  await mkdir(work);
  for (const file of await readdir(here))
    if (file.endsWith('.tf')) await cp(join(here, file), join(work, file));
  await run(process.execPath, ['--import', 'tsx', join(here, 'bundle.ts'), functions]);
  const cli = join(folder, 'terraformrc');
  await writeFile(cli, `provider_installation {\n  filesystem_mirror {\n    path = "${mirror}"\n  }\n}\n`);

  const terraform = (command: string, args: string[] = [], variables: Record<string, string> = {}) =>
    run('terraform', [command, '-no-color', ...args], {
      cwd: work,
      maxBuffer: 1 << 26,
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        TF_CLI_CONFIG_FILE: cli,
        TF_IN_AUTOMATION: '1',
        CHECKPOINT_DISABLE: '1',
        AWS_ENDPOINT_URL: engine.endpoint,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_MAX_ATTEMPTS: '2',
        TF_VAR_functions: functions,
        TF_VAR_origin_url: origin.url,
        TF_VAR_origin_secret: SECRET,
        ...variables,
      },
    });
  const apply = (variables = {}) => terraform('apply', ['-auto-approve', '-input=false'], variables);
  /** 0 says that nothing would change. */
  const expectNoChange = (variables = {}) =>
    expect(terraform('plan', ['-detailed-exitcode', '-input=false'], variables)).resolves.toMatchObject({
      stdout: expect.stringContaining('No changes.'),
    });

  const access = {
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const cognito = new CognitoIdentityProviderClient(access);
  const dynamodb = new DynamoDBClient(access);
  const all = {
    rest: new APIGatewayClient(access),
    http: new ApiGatewayV2Client(access),
    lambda: new LambdaClient(access),
    iam: new IAMClient(access),
    logs: new CloudWatchLogsClient(access),
  };
  try {
    await terraform('init', ['-input=false']);
    await apply();
    const outputs = JSON.parse((await terraform('output', ['-json'])).stdout) as Outputs;

    await cognito.send(
      new SignUpCommand({ ClientId: outputs.client_id.value, Username: EMAIL, Password: 'Correct-horse-7' }),
    );
    const inbox = await fetch(`${engine.endpoint}/_gatehouse/inbox?to=${EMAIL}&wait=10`);
    const [mail] = (await inbox.json()) as { code: string }[];
    await cognito.send(
      new ConfirmSignUpCommand({
        ClientId: outputs.client_id.value,
        Username: EMAIL,
        ConfirmationCode: mail?.code,
      }),
    );
    const { Items } = await dynamodb.send(new ScanCommand({ TableName: outputs.table.value }));
    const credential = Items?.map(({ authentication }) => authentication?.S ?? '').find(
      (key) => !key.includes('#'),
    );
    const ask = async ({ id, stage }: { id: string; stage: string }, authorization?: string) => {
      const response = await fetch(`${engine.endpoint}/_aws/execute-api/${id}/${stage}/users/1`, {
        headers: authorization ? { Authorization: authorization } : {},
      });
      return [response.status, response.status === 200 ? await response.text() : undefined];
    };
    for (const { value } of [outputs.rest_api, outputs.http_api]) {
      expect((await ask(value, `Basic ${credential}`))[0]).toBe(200);
      expect((await ask(value))[0]).toBe(401);
    }
    expect((await ask(outputs.rest_api.value, 'Basic d3Jvbmc6d3Jvbmc='))[0]).toBe(401);
    expect((await ask(outputs.http_api.value, 'Basic d3Jvbmc6d3Jvbmc='))[0]).toBe(403);

    await expectNoChange();
    const second = { TF_VAR_label: 'second', TF_VAR_log_retention_days: '7', TF_VAR_authorizer_ttl: '30' };
    const { stdout } = await apply(second);
    expect(stdout).toMatch(/Resources: 1 added, 22 changed, 1 destroyed\./);
    await expectNoChange(second);
    expect((await ask(outputs.rest_api.value, `Basic ${credential}`))[0]).toBe(200);
    await terraform('destroy', ['-auto-approve', '-input=false'], second);

    expect((await dynamodb.send(new ListTablesCommand({}))).TableNames).toEqual([]);
    expect((await cognito.send(new ListUserPoolsCommand({ MaxResults: 10 }))).UserPools).toEqual([]);
    expect((await all.rest.send(new GetRestApisCommand({}))).items ?? []).toEqual([]);
    expect((await all.http.send(new GetApisCommand({}))).Items).toEqual([]);
    expect((await all.lambda.send(new ListFunctionsCommand({}))).Functions).toEqual([]);
    expect((await all.iam.send(new ListRolesCommand({}))).Roles).toEqual([]);
    expect((await all.logs.send(new DescribeLogGroupsCommand({}))).logGroups).toEqual([]);
  } finally {
    for (const client of [cognito, dynamodb, ...Object.values(all)]) client.destroy();
    await rm(folder, { recursive: true, force: true });
  }
}, 300_000);
