import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { type LambdaBench, openLambdaBench } from '../emulator/services/lambda/testing/lambda-bench.ts';
import { bundleFunction } from './bundle.ts';
import type { FunctionName } from './function-bundle.ts';

const SOURCES: Record<string, string> = {
  'lambdas/shared/refuse.ts': `
interface Refusal { readonly reason: string }

export function refuse({ reason }: Refusal): never {
  throw new RangeError(reason); // line 5
}
`,
  'lambdas/authorizer/index.ts': `
import { aside } from 'beside';
import { refuse } from '../shared/refuse.ts';

type Event = { readonly log?: boolean; readonly late?: boolean };

export async function handler(event: Event): Promise<string> {
  if (event.log) console.error(new Error('only told')); // line 8
  if (event.late) setTimeout(() => refuse({ reason: 'late' }), 1); // line 9
  else if (!event.log) refuse({ reason: aside() }); // line 10
  return new Promise((resolve) => setTimeout(resolve, event.late ? 5_000 : 0, 'fine'));
}
`,
  'lambdas/post-confirmation/index.ts': `
import { refuse } from '../shared/refuse.ts';

export const handler: unknown = refuse({ reason: 'at start' }); // line 4
`,
  'node_modules/beside/index.js': "export function aside() {\n  return 'not today';\n}\n",
  'node_modules/beside/package.json': '{"name":"beside","type":"module","main":"index.js"}',
};

let root: string;
let bench: LambdaBench;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'gatehouse-maps-'));
  for (const [path, text] of Object.entries(SOURCES)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  bench = await openLambdaBench();
  for (const name of ['authorizer', 'post-confirmation'] as const) {
    await bench.create(name, '', {
      Code: { ZipFile: (await bundleFunction(name, { root })).zip },
      Environment: { Variables: { NODE_OPTIONS: '--enable-source-maps' } },
    });
  }
});

afterAll(async () => {
  await bench?.[Symbol.asyncDispose]();
  await rm(root, { recursive: true, force: true });
});

function traceOf(payload: unknown): string {
  return (payload as { trace: string[] }).trace.join('\n');
}

test('names TypeScript files and lines in a handler’s error, in the answer and in the log', async () => {
  const { payload, log } = await bench.invoke('authorizer');
  expect(payload).toMatchObject({ errorType: 'RangeError', errorMessage: 'not today' });
  for (const text of [traceOf(payload), log]) {
    expect(text).toMatch(/\/lambdas\/shared\/refuse\.ts:5:\d+/);
    expect(text).toMatch(/\/lambdas\/authorizer\/index\.ts:10:\d+/);
    expect(text).not.toMatch(/index\.mjs/);
  }
});

test('names them in an error that is only logged, and in one that escapes the handler', async () => {
  const told = await bench.invoke('authorizer', { log: true });
  expect(told.payload).toBe('fine');
  expect(told.log).toMatch(/ERROR\tError: only told\n\s+at .*\/lambdas\/authorizer\/index\.ts:8:\d+/);
  const { payload, log } = await bench.invoke('authorizer', { late: true });
  expect(payload).toMatchObject({ errorType: 'RangeError', errorMessage: 'late' });
  for (const text of [traceOf(payload), log]) {
    expect(text).toMatch(/\/lambdas\/shared\/refuse\.ts:5:\d+/);
    expect(text).toMatch(/\/lambdas\/authorizer\/index\.ts:9:\d+/);
  }
});

test('names them in an error of the init', async () => {
  const { payload } = await bench.invoke('post-confirmation');
  expect(payload).toMatchObject({ errorType: 'RangeError', errorMessage: 'at start' });
  expect(traceOf(payload)).toMatch(/\/lambdas\/shared\/refuse\.ts:5:\d+/);
  expect(traceOf(payload)).toMatch(/\/lambdas\/post-confirmation\/index\.ts:4:\d+/);
});

test.each<FunctionName>(['authorizer', 'post-confirmation'])(
  'leads from the map of %s to its own sources; packages beside the code have none',
  async (name) => {
    const files = unzipSync((await bundleFunction(name, { root: join(import.meta.dirname, '..') })).zip);
    const [code = '', map = '', packages = ''] = Object.values(files).map((contents) => strFromU8(contents));
    const parsed = new SourceMap(JSON.parse(map));
    const sourceOf = (text: string): unknown => {
      const before = code.slice(0, code.indexOf(text)).split('\n');
      return { originalSource: undefined, ...parsed.findEntry(before.length - 1, before.at(-1)?.length ?? 0) }
        .originalSource;
    };
    expect(sourceOf('TABLE_NAME is not set')).toBe('lambdas/shared/environment.ts');
    expect(code).not.toContain('DynamoDB_20120810');
    expect(packages).toContain('DynamoDB_20120810');
    expect(packages).not.toContain('sourceMappingURL');
  },
);
