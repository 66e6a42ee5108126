import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { installPackage, type Project } from './testing/install.ts';

let project: Project;
beforeAll(async () => {
  project = await installPackage();
});
afterAll(async () => project[Symbol.asyncDispose]());

const bin = 'node_modules/gatehouse/dist/bin.mjs';

test('rejects an unknown option and an invalid value in one sentence, with code 1', async () => {
  expect(await project.node([bin, '--prot', '1'])).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^Unknown option '--prot'.*\n$/),
  });
  for (const [given, told] of [
    ['--port=many', 'PORT is "many": give a whole number from 0 to 65535.\n'],
    ['--region=here', 'AWS_REGION is "here": give the name of a region, such as us-east-1.\n'],
    ['--iam=off', 'IAM is "off": give enforce or audit.\n'],
  ] as const)
    expect(await project.node([bin, given])).toEqual({ code: 1, stdout: '', stderr: told });
});

test('--help and --version answer without starting anything', async () => {
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  expect(await project.node([bin, '--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  const { code, stdout } = await project.node([bin, '--help']);
  expect(code).toBe(0);
  for (const option of ['--port', '--state', '--region', '--iam', '--json', '--version'])
    expect(stdout).toContain(option);
});

test('prints its address with --json, prefers options to the environment, names a taken port, and ends on SIGTERM', async () => {
  const state = join(project.folder, 'state');
  const child = spawn(
    process.execPath,
    [bin, '--json', '--port=0', `--state=${state}`, '--region=eu-west-1'],
    {
      cwd: project.folder,
      env: { PATH: process.env['PATH'], PORT: '1', AWS_REGION: 'us-west-2' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  try {
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const { endpoint, port, pid } = JSON.parse(line) as { endpoint: string; port: number; pid: number };
    expect({ endpoint, pid }).toEqual({ endpoint: `http://127.0.0.1:${port}`, pid: child.pid });
    expect((await fetch(`${endpoint}/_localstack/health`)).status).toBe(200);
    expect((await stat(state)).mode & 0o777).toBe(0o700);
    expect(await project.node([bin, `--port=${port}`])).toEqual({
      code: 1,
      stdout: '',
      stderr: `Port ${port} is taken: stop what listens there, or set PORT to another.\n`,
    });
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  } finally {
    child.kill('SIGKILL');
  }
});

test('leads the run’s own process to the engine too, and restores everything', async () => {
  await writeFile(
    join(project.folder, 'run.mjs'),
    `import setUp from './node_modules/gatehouse/dist/vitest/global-setup.mjs';
const seen = () => [process.env.AWS_ENDPOINT_URL, process.env.AWS_PROFILE];
const tearDown = await setUp();
const [endpoint, profile] = seen();
const { status } = await fetch(endpoint + '/_localstack/health');
await tearDown();
const gone = await fetch(endpoint).catch(() => 'gone');
console.log(JSON.stringify({ profile, status, gone, after: seen() }));`,
  );
  const { stdout } = await project.node(['run.mjs'], { AWS_PROFILE: 'production' });
  expect(JSON.parse(stdout)).toEqual({ status: 200, gone: 'gone', after: [null, 'production'] });
});

test('contains the licence of each bundled package, and needs only LevelDB', async () => {
  const file = (name: string) => readFile(join(project.folder, 'node_modules', 'gatehouse', name), 'utf8');
  const notices = await file('THIRD-PARTY.md');
  for (const name of ['abstract-level', 'jose', 're2js', 'undici']) expect(notices).toContain(`## ${name} `);
  expect(
    Object.keys((JSON.parse(await file('package.json')) as { dependencies: object }).dependencies),
  ).toEqual(['classic-level']);
});

const USE = `
async function use(startEngine) {
  const wrong = await startEngine({ iam: 'off' }).catch(String);
  const other = await startEngine({ stateDir: '/tmp' }).catch(String);
  const engine = await startEngine({ clock: 'manual' });
  const clock = () => fetch(engine.endpoint + '/_gatehouse/clock').then((answer) => answer.json());
  const before = (await clock()).now;
  await engine.advance(5000);
  const moved = (await clock()).now - before;
  await engine.reset();
  const { client, variables, endpoint } = engine;
  await Promise.all([engine.stop(), engine.stop()]);
  const gone = await fetch(endpoint).catch(() => 'gone');
  console.log(JSON.stringify({ wrong, other, moved, gone, same: variables.AWS_ENDPOINT_URL === client.endpoint }));
}
`;

test.each([
  ['an ES module', 'use.mjs', `import { startEngine } from 'gatehouse';${USE}await use(startEngine);`],
  ['CommonJS', 'use.cjs', `const { startEngine } = require('gatehouse');${USE}use(startEngine);`],
])(
  '%s starts an engine, moves its clock, empties and stops it, and hears of wrong settings',
  async (_kind, file, text) => {
    await writeFile(join(project.folder, file), text);
    const { code, stdout, stderr } = await project.node([file]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      wrong: 'Error: IAM is "off": give enforce or audit.',
      other: 'Error: stateDir is no setting of the engine.',
      moved: 5000,
      gone: 'gone',
      same: true,
    });
  },
);

test.each([
  ['NodeNext', 'use.mts'],
  ['NodeNext', 'use.cts'],
  ['ESNext', 'use.ts'],
])('resolves its types by module %s in %s, and they reject a wrong setting', async (module, file) => {
  await writeFile(
    join(project.folder, file),
    `import { type Engine, startEngine } from 'gatehouse';
export async function run(): Promise<string> {
  await using engine: Engine = await startEngine({ iam: 'audit' });
  // @ts-expect-error There is no such mode.
  await startEngine({ iam: 'off' });
  return engine.client.credentials.accessKeyId;
}
`,
  );
  const resolution = module === 'ESNext' ? ['--moduleResolution', 'bundler'] : [];
  expect(
    await project.node([
      'node_modules/typescript/bin/tsc',
      ...['--noEmit', '--strict', '--target', 'es2022', '--module', module, '--types', 'node'],
      ...resolution,
      file,
    ]),
  ).toEqual({ code: 0, stdout: '', stderr: '' });
});
