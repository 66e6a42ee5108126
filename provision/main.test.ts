import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { main } from './main.ts';
import type { Terminal } from './terminal.ts';

let folder: string;
const servers: Server[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-'));
});
afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await rm(folder, { recursive: true });
});

async function run(args: string[], env: Record<string, string>, root = folder) {
  const told: string[] = [];
  const printed: string[] = [];
  const terminal: Terminal = {
    out: (line) => printed.push(line),
    note: (line) => told.push(line),
    interactive: false,
    draws: false,
    confirm: () => Promise.reject(new Error('Nobody was to be asked.')),
  };
  const code = await main(args, { STATE_DIR: folder, ...env }, root, terminal);
  return { code, told, printed };
}

/** An endpoint that gives every call this answer. */
async function endpoint(status: number, body: string): Promise<string> {
  const server = createServer((incoming, outgoing) => {
    incoming.resume();
    outgoing.writeHead(status, { 'content-type': 'text/xml', connection: 'close' });
    outgoing.end(body);
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function identity(account: string): string {
  const result = `<Arn>arn:aws:iam::${account}:user/somebody</Arn><UserId>AID</UserId><Account>${account}</Account>`;
  return `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>${result}</GetCallerIdentityResult></GetCallerIdentityResponse>`;
}

function refusal(code: string): string {
  return `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>No.</Message></Error><RequestId>1</RequestId></ErrorResponse>`;
}

test.each<[string, string[], RegExp]>([
  ['no command', [], /^No command is given\.\nusage: /],
  ['an unknown command', ['deploy'], /^"deploy" is no command\./],
  ['an unknown flag', ['plan', '--force'], /^plan does not take "--force"\./],
  ['a flag of another command', ['destroy', '--adopt'], /^destroy does not take "--adopt"\./],
  ['nobody to deactivate', ['deactivate'], /^deactivate needs a user name\./],
])('answers %s with the usage', async (_what, args, message) => {
  const { code, told } = await run(args, {});
  expect(code).toBe(1);
  expect(told).toEqual([expect.stringMatching(message)]);
});

test('says in one sentence that nobody answers at the endpoint, and what to do', async () => {
  const url = await endpoint(200, '');
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  const { code, told } = await run(['apply'], { AWS_ENDPOINT_URL: url });
  expect(code).toBe(1);
  expect(told).toEqual([
    expect.stringMatching(/^Nothing answers at http:\/\/127\.0\.0\.1:\d+ \(ECONNREFUSED\): start the engine/),
  ]);
});

test.each<[string, number, string, Record<string, string>, RegExp]>([
  [
    'a loopback endpoint that is a real account',
    200,
    identity('123456789012'),
    {},
    /answered account 123456789012, not 000000000000/,
  ],
  [
    'another account than the one expected',
    200,
    identity('000000000000'),
    { EXPECTED_ACCOUNT: '111111111111' },
    /belong to account 000000000000, and EXPECTED_ACCOUNT is 111111111111/,
  ],
  ['an endpoint that is no AWS', 200, '<html></html>', {}, /did not say|does not look like AWS/],
  [
    'credentials that are not accepted',
    403,
    refusal('InvalidClientTokenId'),
    {},
    /^The credentials are not accepted \(InvalidClientTokenId\)/,
  ],
  [
    'a signature that does not match',
    403,
    refusal('SignatureDoesNotMatch'),
    {},
    /^The credentials are not accepted/,
  ],
  ['credentials that have expired', 403, refusal('ExpiredToken'), {}, /^The credentials have expired/],
])('stops before any change on %s', async (_what, status, body, env, message) => {
  const { code, told } = await run(['apply'], { AWS_ENDPOINT_URL: await endpoint(status, body), ...env });
  expect(code).toBe(1);
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(message);
  expect(told[0]).not.toMatch(/\n\s+at /);
});

test('writes nothing after its end: a run that fails early waits for the bundles that it has begun', async () => {
  const url = await endpoint(403, refusal('AccessDenied'));
  expect(await run(['plan'], { AWS_ENDPOINT_URL: url }, process.cwd())).toMatchObject({ code: 1 });
  expect((await readdir(join(folder, 'bundles'))).toSorted()).toEqual(
    ['authorizer', 'credential', 'post-confirmation'].flatMap((name) => [`${name}.json`, `${name}.zip`]),
  );
});

test('reports a malformed outputs file in one sentence, and leaves it alone', async () => {
  await writeFile(join(folder, 'outputs.json'), '{"target":');
  for (const command of ['apply', 'destroy', 'outputs', 'repair']) {
    const { code, told } = await run([command], {
      AWS_ENDPOINT_URL: await endpoint(200, identity('000000000000')),
    });
    expect([command, code, told.at(-1)]).toEqual([
      command,
      1,
      expect.stringMatching(/outputs\.json is not JSON: remove it/),
    ]);
  }
  expect(await readdir(folder)).toContain('outputs.json');
});

test('ignores profiles and metadata of the environment on local targets', async () => {
  const env: Record<string, string | undefined> = {
    STATE_DIR: folder,
    AWS_PROFILE: 'production',
    AWS_ENDPOINT_URL: await endpoint(200, identity('123456789012')),
  };
  const quiet: Terminal = {
    out: () => undefined,
    note: () => undefined,
    interactive: false,
    draws: false,
    confirm: () => Promise.resolve(false),
  };
  await main(['plan'], env, folder, quiet);
  expect(env).toMatchObject({ AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/dev/null' });
  expect(env).not.toHaveProperty('AWS_PROFILE');
});
