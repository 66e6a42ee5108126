import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { installPackage, type Project } from '../package/testing/install.ts';

let project: Project;
beforeAll(async () => {
  project = await installPackage();
});
afterAll(async () => project[Symbol.asyncDispose]());

/** A developer's shell may lead to an account, or one service elsewhere: tests must go to neither. */
const ELSEWHERE = {
  AWS_PROFILE: 'production',
  AWS_SESSION_TOKEN: 'of-an-account',
  AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9',
  AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: 'http://127.0.0.1:9',
};
const JEST = '../node_modules/jest/bin/jest.js';
const VITEST = '../node_modules/vitest/vitest.mjs';

test.each(['jest', 'vitest', 'sdk'])(
  '%s never takes the package from the registry, where another project has the name',
  async (name) => {
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
    expect(JSON.parse(await readFile(`examples/${name}/package.json`, 'utf8'))).toMatchObject({
      [name === 'sdk' ? 'dependencies' : 'devDependencies']: {
        gatehouse: `file:../../build/gatehouse-${version}.tgz`,
      },
    });
  },
);

test('Jest: runs one engine, emptied before each test file, whatever AWS settings the shell has', async () => {
  const jest = await project.example('jest');
  const { code, stderr } = await jest.node([JEST], ELSEWHERE);
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('Tests:       3 passed') });
});

test('Jest: rejects parallel files, which would empty each other’s state', async () => {
  const jest = await project.example('jest');
  // If Jest knows from an earlier run that files are quick, it runs them in sequence whatever it is told.
  const { code, stderr } = await jest.node([JEST, '--maxWorkers=2', '--cacheDirectory=side-by-side']);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('cannot run side by side') });
});

test('Vitest: runs one engine, emptied before each test file, whatever AWS settings the shell has', async () => {
  const vitest = await project.example('vitest');
  const { code, stdout } = await vitest.node([VITEST, 'run'], ELSEWHERE);
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/Tests {2}4 passed/) });
  const alike = await vitest.node([VITEST, 'run', '--no-isolate', '--pool=threads'], ELSEWHERE);
  expect(alike).toMatchObject({ code: 0, stdout: expect.stringMatching(/Tests {2}4 passed/) });
});

test('Vitest: runs files in sequence on several workers, and rejects parallel ones', async () => {
  const vitest = await project.example('vitest');
  const workers = [VITEST, 'run', '--minWorkers=2', '--maxWorkers=2'];
  expect(await vitest.node(workers)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/Tests {2}4 passed/),
  });
  const { code, stderr } = await vitest.node([...workers, '--fileParallelism']);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('cannot run side by side') });
});

test('SDK script: lets a function do what its role allows', async () => {
  const sdk = await project.example('sdk');
  const { code, stdout } = await sdk.node(['script.mjs']);
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: 'without a policy: AccessDeniedException\nwith a policy: 0\n',
  });
});
