import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, test } from '@jest/globals';
import { ENGINE_SWITCHES } from '../engines/engine-switches.ts';

const root = join(import.meta.dirname, '..', '..');
const file = await readFile(join(root, 'docker-compose.yml'), 'utf8');
const defaults = parseEnv(await readFile(join(root, '.env'), 'utf8'));

test('publishes every port on 127.0.0.1 only', () => {
  const published = [...file.matchAll(/^\s+ports:\n((?:\s+- .*\n)+)/gm)].flatMap(([, list = '']) =>
    list.trim().split('\n'),
  );
  expect(published).toHaveLength(4);
  for (const port of published)
    expect(port).toMatch(/^\s*- "127\.0\.0\.1:\$\{((ORIGIN|UPSTREAM)_)?PORT:-\d+\}:\d+"$/);
});

test('names images that are not built here in .env only, with a fixed tag', () => {
  for (const name of ['LOCALSTACK_IMAGE', 'UPSTREAM_IMAGE', 'NODE_IMAGE', 'LAMBDA_IMAGE']) {
    expect(defaults[name]).toMatch(/^[\w./-]+:[\w.-]+$/);
    expect(defaults[name]).not.toMatch(/:(latest|stable)$/);
  }
  expect([...file.matchAll(/image: \W*(\w[\w-]*)/g)].map(([, image]) => image)).toEqual([
    'gatehouse-engine',
    'LOCALSTACK_IMAGE',
    'UPSTREAM_IMAGE',
    'gatehouse-origin',
  ]);
});

test('passes every setting of the engine to its container', () => {
  for (const name of ENGINE_SWITCHES) expect(file).toContain(`      ${name}: $\{${name}:-`);
});

test('sets no default for tokens and secrets', () => {
  expect(Object.keys(defaults).filter((name) => /TOKEN|SECRET|KEY/.test(name))).toEqual([]);
  expect(
    [...file.matchAll(/\$\{(\w*(?:TOKEN|SECRET))([^}]*)\}/g)].map(([, name, rest]) => [name, rest]),
  ).toEqual([
    ['LOCALSTACK_AUTH_TOKEN', ':-'],
    ['ORIGIN_SECRET', ':-'],
  ]);
});
