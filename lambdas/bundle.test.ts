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
import { bundleFunction, FUNCTION_NAMES, type FunctionBundle } from './bundle.ts';

const root = join(import.meta.dirname, '..');
const bundles: FunctionBundle[] = [];
let copy: string;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'gatehouse-bundle-'));
  for (const name of FUNCTION_NAMES) bundles.push(await bundleFunction(name, { root }));
});

afterAll(() => rm(copy, { recursive: true, force: true }));

test('a bundle is index.mjs and its map, without sources and without the folder it was made in', () => {
  for (const { zip, handler, codeSha256, codeSize } of bundles) {
    const files = unzipSync(zip);
    expect(Object.keys(files)).toEqual(['index.mjs', 'index.mjs.map']);
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

test('the same source in another folder gives the same bytes, and changed source does not', async () => {
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

test('a bundle loads in a Node.js of its own, exports the handler, and names a variable that is missing', async () => {
  for (const { name, zip } of bundles) {
    const file = join(copy, `${name}.mjs`);
    await writeFile(file, unzipSync(zip)['index.mjs'] ?? '');
    const script = `const { handler } = await import(${JSON.stringify(pathToFileURL(file).href)}); console.log(typeof handler)`;
    const load = (environment: NodeJS.ProcessEnv) =>
      promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
        env: environment,
        cwd: copy,
      });
    const { stdout } = await load({ TABLE_NAME: 'user', AWS_REGION: 'eu-west-1' });
    expect(stdout.trim()).toBe('function');
    await expect(load({ AWS_REGION: 'eu-west-1' })).rejects.toThrow('TABLE_NAME is not set');
  }
});

test('a bundled authorizer asks DynamoDB by itself, and refuses a credential that is not there', async () => {
  const targets: unknown[] = [];
  const server = createServer((request, response) => {
    targets.push(request.headers['x-amz-target']);
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const zip = bundles.find(({ name }) => name === 'authorizer')?.zip ?? new Uint8Array();
    const file = join(copy, 'asking.mjs');
    await writeFile(file, unzipSync(zip)['index.mjs'] ?? '');
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
