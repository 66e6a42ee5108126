import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { gates, provisionEnvironment, stateDir } from './environment.ts';
import { callGate } from './gate-call.ts';
import { confirmedPerson, credentialOf } from './person.ts';

const run = promisify(execFile);
const root = join(dirname(fileURLToPath(import.meta.url)), '..');

test('changes nothing on a second provisioning, and the credential still works', async () => {
  const authorization = `Basic ${await credentialOf(await confirmedPerson())}`;
  const before = await readFile(join(stateDir, 'outputs.json'), 'utf8');

  const { stderr } = await run(process.execPath, ['build/provision.mjs', 'apply', '--yes'], {
    cwd: root,
    env: provisionEnvironment,
  });

  expect(stderr).toMatch(/Nothing to do: .* 0 changing calls/);
  expect(await readFile(join(stateDir, 'outputs.json'), 'utf8')).toBe(before);
  for (const gate of gates) {
    expect((await callGate(gate, '/users', authorization)).status).toBe(200);
    expect(gate.url).not.toMatch(/\/$/);
  }
});
