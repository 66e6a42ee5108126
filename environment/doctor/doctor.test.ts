import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { examine } from '../commands/doctor.ts';
import type { CommandResult } from '../compose/run-command.ts';
import { writePlace } from '../engines/place.ts';
import { readSettings } from '../settings.ts';
import type { Examination, Finding } from './finding.ts';

let stateDir = '';
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'doctor-'));
});
afterEach(() => rm(stateDir, { recursive: true }));

/** A look at a machine with only these commands and their outputs. */
function examination(
  commands: Readonly<Record<string, Partial<CommandResult>>>,
  env: Readonly<Record<string, string>> = {},
  more: Partial<Examination> = {},
): Examination {
  const given = { STATE_DIR: stateDir, PORT: '0', ORIGIN_PORT: '0', ...env };
  return {
    settings: readSettings(given, process.cwd()),
    engine: 'embedded',
    env: given,
    now: Date.now,
    async run(command, args) {
      const line = [command, ...args].join(' ');
      const known = Object.entries(commands).find(([start]) => line.startsWith(start));
      return known && { code: 0, stdout: '', stderr: '', ...known[1] };
    },
    ...more,
  };
}

const NPM = { npm: { stdout: '10.9.0\n' } };
const DOCKER = {
  'docker --version': { stdout: 'Docker version 28.2.2\n' },
  'docker version': { stdout: '28.2.2\n' },
  'docker compose version': { stdout: '2.40.3\n' },
};

function find(findings: readonly Finding[], group: string, check: string): Finding | undefined {
  return findings.find((finding) => finding.group === group && finding.check === check);
}

test('finds nothing wrong for the embedded engine with only Node.js and npm, and writes nothing', async () => {
  const findings = await examine(examination(NPM));
  expect(findings.filter(({ status }) => status === 'fail' || status === 'warn')).toEqual([]);
  expect(find(findings, 'Docker', 'client')).toMatchObject({ status: 'note', detail: 'is not there' });
  expect(await readdir(stateDir)).toEqual([]);
});

test('says why the same machine cannot run a container, with a fix for each reason', async () => {
  const findings = await examine(examination({}, { ENGINE: 'localstack' }, { engine: 'localstack' }));
  const troubles = findings.filter(({ status }) => status === 'fail');
  expect(troubles.map(({ group, check }) => `${group} ${check}`)).toEqual([
    'programs npm',
    'Docker client',
    'LocalStack token',
  ]);
  for (const { fix } of troubles) expect(fix).toMatch(/\w/);
});

test('finds a silent Docker engine, and an old Compose', async () => {
  const findings = await examine(
    examination(
      {
        ...NPM,
        ...DOCKER,
        'docker version': { code: 1, stderr: 'Cannot connect to the Docker daemon' },
        'docker compose version': { stdout: '1.20.0' },
      },
      {},
      { engine: 'compose' },
    ),
  );
  expect(find(findings, 'Docker', 'engine')).toMatchObject({ status: 'fail', detail: 'does not answer' });
  expect(find(findings, 'Docker', 'Compose')).toMatchObject({
    status: 'fail',
    detail: '1.20.0 is older than 1.29',
  });
});

test('never shows the token', async () => {
  const token = 'ls-Secret-token';
  const findings = await examine(
    examination(NPM, { LOCALSTACK_AUTH_TOKEN: token }, { engine: 'localstack' }),
  );
  expect(JSON.stringify(findings)).not.toContain(token);
  expect(find(findings, 'LocalStack', 'token')?.status).toBe('ok');
});

test('names a taken port and the variable that changes it', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const findings = await examine(examination(NPM, { ORIGIN_PORT: String(port) }));
  const ours = { ...NPM, 'docker ps --filter': { stdout: `127.0.0.1:${port}->3000/tcp\n` } };
  const known = await examine(examination(ours, { ORIGIN_PORT: String(port) }));
  server.close();
  expect(find(known, 'ports', `ORIGIN_PORT ${port}`)).toMatchObject({ status: 'note' });
  expect(find(findings, 'ports', `ORIGIN_PORT ${port}`)).toMatchObject({
    status: 'fail',
    fix: 'Stop what uses it, or choose another with ORIGIN_PORT=<port>.',
  });
});

test('finds a slow Docker clock, and fails if AWS would reject the signature', async () => {
  const time = Date.parse('2026-11-23T12:00:00Z');
  const at = (text: string) => ({
    ...NPM,
    ...DOCKER,
    'docker info --format {{.SystemTime}}': { stdout: text },
  });
  const look = async (text: string) =>
    find(await examine(examination(at(text), {}, { now: () => time })), 'clock', 'Docker');
  expect(await look('2026-11-23T11:59:58.123456789Z')).toMatchObject({ status: 'ok' });
  expect(await look('2026-11-23T11:58:00Z')).toMatchObject({ status: 'warn' });
  expect(await look('2026-11-23T11:50:00Z')).toMatchObject({
    status: 'fail',
    detail: 'is 600 s behind this machine; AWS refuses signatures from 300 s on',
  });
});

test('finds dead programs, missing containers, and outputs of another engine', async () => {
  await mkdir(join(stateDir, 'run'));
  await writeFile(
    join(stateDir, 'run', 'engine.json'),
    JSON.stringify({ pid: 1, birth: 'never', fingerprint: '' }),
  );
  await writePlace(stateDir, {
    engine: 'compose',
    engineUrl: 'http://127.0.0.1:1',
    originUrl: 'http://origin:3000',
    originUrlHere: 'http://127.0.0.1:2',
    project: 'gatehouse-x',
  });
  await writeFile(join(stateDir, 'outputs.json'), '{');
  const findings = await examine(examination({ ...NPM, ...DOCKER, 'docker ps': { stdout: '' } }));
  const stale = findings.filter(({ group }) => group === 'state');
  expect(stale.map(({ check, status }) => `${check} ${status}`)).toEqual([
    'engine warn',
    'containers warn',
    'outputs warn',
  ]);
});

test('warns of what could lead to a real account', async () => {
  const abroad = await examine(examination(NPM, { AWS_ENDPOINT_URL: 'https://example.com' }));
  expect(find(abroad, 'account', 'endpoint')).toMatchObject({
    status: 'warn',
    fix: 'unset AWS_ENDPOINT_URL',
  });
  const profile = await examine(examination(NPM, { AWS_PROFILE: 'work' }));
  expect(find(profile, 'account', 'credentials')?.status).toBe('note');
  const aws = await examine(examination(NPM, { TARGET: 'aws', AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' }));
  expect(find(aws, 'account', 'endpoint')?.status).toBe('fail');
  expect(find(aws, 'account', 'credentials')).toMatchObject({ status: 'warn' });
});
