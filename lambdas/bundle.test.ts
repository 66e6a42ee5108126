import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { bundleFunction } from './bundle.ts';
import { openBundler } from './bundler.ts';
import type { FunctionBundle } from './function-bundle.ts';
import { FUNCTION_NAMES } from './function-bundle.ts';

const root = join(import.meta.dirname, '..');
const bundles: FunctionBundle[] = [];
let copy: string;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'gatehouse-bundle-'));
  for (const name of FUNCTION_NAMES) bundles.push(await bundleFunction(name, { root }));
});

/** Unzips a bundle into its own folder, and returns the path of its `index.mjs`. */
async function unpacked(name: string, zip: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(copy, `${name}-`));
  for (const [file, contents] of Object.entries(unzipSync(zip)))
    await writeFile(join(folder, file), contents);
  return join(folder, 'index.mjs');
}

afterAll(() => rm(copy, { recursive: true, force: true }));

test('bundles index.mjs, its map without sources, and the packages, and nothing shows the folder', () => {
  for (const { zip, handler, codeSha256, codeSize } of bundles) {
    const files = unzipSync(zip);
    expect(Object.keys(files)).toEqual(['index.mjs', 'index.mjs.map', 'packages.mjs']);
    const code = strFromU8(files['index.mjs'] ?? new Uint8Array());
    const map = strFromU8(files['index.mjs.map'] ?? new Uint8Array());
    expect(code.trimEnd()).toMatch(/\/\/# sourceMappingURL=index\.mjs\.map$/);
    expect(code + map).not.toContain(root);
    expect(JSON.parse(map)).not.toHaveProperty('sourcesContent');
    const { sources } = JSON.parse(map) as { sources: string[] };
    expect(sources).toContain('lambdas/shared/credential.ts');
    expect(sources.filter((source) => !source.startsWith('lambdas/'))).toEqual([]);
    expect(codeSize).toBe(files['index.mjs']?.byteLength);
    expect(codeSha256).toBe(createHash('sha256').update(zip).digest('base64'));
    expect(handler).toBe('index.handler');
  }
});

test('makes the same bytes in another folder, and others for changed source', async () => {
  await cp(join(root, 'lambdas'), join(copy, 'lambdas'), { recursive: true });
  await cp(join(root, 'tsconfig.json'), join(copy, 'tsconfig.json'));
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
  for (const bundle of bundles) {
    expect((await bundleFunction(bundle.name, { root: copy })).codeSha256).toBe(bundle.codeSha256);
  }
  await writeFile(join(copy, 'lambdas/authorizer/index.ts'), 'export function handler(): void {}\n');
  const changed = await bundleFunction('authorizer', { root: copy });
  expect(changed.codeSha256).not.toBe(bundles.find(({ name }) => name === 'authorizer')?.codeSha256);
});

test('loads a bundle in a separate Node.js, exports the handler, and names a missing variable', async () => {
  for (const { name, zip } of bundles) {
    const file = await unpacked(name, zip);
    const script = `const { handler } = await import(${JSON.stringify(pathToFileURL(file).href)}); console.log(typeof handler)`;
    const load = (environment: NodeJS.ProcessEnv) =>
      promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
        env: environment,
        cwd: copy,
      });
    const { stdout } = await load({
      TABLE_NAME: 'user',
      USER_POOL_ID: 'eu-west-1_Abc',
      AWS_REGION: 'eu-west-1',
    });
    expect(stdout.trim()).toBe('function');
    await expect(load({ AWS_REGION: 'eu-west-1' })).rejects.toThrow('TABLE_NAME is not set');
  }
});

test('lets a bundled authorizer ask DynamoDB itself, and reject an unknown credential', async () => {
  const targets: unknown[] = [];
  const server = createServer((request, response) => {
    targets.push(request.headers['x-amz-target']);
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const zip = bundles.find(({ name }) => name === 'authorizer')?.zip ?? new Uint8Array();
    const file = await unpacked('asking', zip);
    const authorizationToken = `Basic ${Buffer.from('ada:secret').toString('base64')}`;
    const methodArn = 'arn:aws:execute-api:eu-west-1:000000000000:abc/dev/GET/';
    const event = JSON.stringify({ type: 'TOKEN', authorizationToken, methodArn });
    const script = `
      const { handler } = await import(${JSON.stringify(pathToFileURL(file).href)});
      await handler(${event}, { awsRequestId: 'request-1' }).catch((error) => console.log(error.message));`;
    const environment = {
      TABLE_NAME: 'user',
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    };
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      env: environment,
      cwd: copy,
    });
    const [logged, thrown] = stdout.trim().split('\n');
    expect(JSON.parse(logged ?? '')).toMatchObject({
      level: 'info',
      outcome: 'unknown',
      requestId: 'request-1',
    });
    expect(thrown).toBe('Unauthorized');
    expect(targets).toEqual(['DynamoDB_20120810.GetItem']);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

test('bundles the present sources and packages, and recovers from an error', async () => {
  const root = await mkdtemp(join(copy, 'again-'));
  await cp(join(copy, 'lambdas'), join(root, 'lambdas'), { recursive: true });
  await symlink(join(copy, 'node_modules'), join(root, 'node_modules'), 'dir');
  const index = join(root, 'lambdas/authorizer/index.ts');
  const packages = join(root, 'lambdas/shared/packages.ts');
  await using bundler = await openBundler('authorizer', root);
  const files = async () => unzipSync((await bundler.bundle()).zip);

  await writeFile(
    index,
    "export { GetItemCommand } from '../shared/packages.ts';\nexport const mark = 'first';\n",
  );
  const first = await files();
  await writeFile(index, 'export const mark = ;\n');
  await expect(files()).rejects.toMatchObject({
    errors: [{ location: { file: 'lambdas/authorizer/index.ts', line: 1 } }],
  });
  await writeFile(
    index,
    "export { GetItemCommand } from '../shared/packages.ts';\nexport const mark = 'second';\n",
  );
  const second = await files();
  expect(strFromU8(first['index.mjs'] ?? new Uint8Array())).toContain('first');
  expect(strFromU8(second['index.mjs'] ?? new Uint8Array())).toContain('second');
  expect(second['packages.mjs']).toEqual(first['packages.mjs']);

  await writeFile(packages, "export { GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';\n");
  expect(strFromU8((await files())['packages.mjs'] ?? new Uint8Array())).toContain('ScanCommand');
  await writeFile(index, 'export const mark = 0;\n');
  expect(Object.keys(await files())).toEqual(['index.mjs', 'index.mjs.map']);
});
