import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildConsole } from '../../../environment/build-console.mjs';
import { type Engine, startEngine } from '../../engine.ts';

let folder: string;
let size: number;
let engine: Engine;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-console-'));
  size = await buildConsole(folder);
  engine = await startEngine({ consoleFolder: pathToFileURL(`${folder}/`) });
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

interface Answer {
  status: number | undefined;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(`${engine.endpoint}${path}`, { method, headers }, (response) => {
      buffer(response).then(
        (body) => resolve({ status: response.statusCode, headers: response.headers, body }),
        reject,
      );
    });
    sent.once('error', reject).end();
  });
}

const BROWSER = { accept: 'text/html,application/xhtml+xml' };

async function assetNames(): Promise<string[]> {
  const { body } = await get('/', BROWSER);
  return [...body.toString().matchAll(/"(\/_gatehouse\/console\/assets\/[^"]+)"/g)].map(
    ([, path = '']) => path,
  );
}

test.each([
  '/',
  '/_gatehouse',
  '/_gatehouse/',
  '/_gatehouse/console',
  '/_gatehouse/console/requests/1-a?tab=logs',
])('shows a browser the console at %s, under a policy that allows no other host', async (path) => {
  const { status, headers, body } = await get(path, BROWSER);
  expect([status, headers['content-type'], headers['cache-control']]).toEqual([
    200,
    'text/html; charset=utf-8',
    'no-cache',
  ]);
  const policy = String(headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|data:|\*/);
  expect(body.toString()).not.toMatch(/<script>|<style|style="|https?:/);
});

test('answers other clients in plain text, and calls as calls', async () => {
  const plain = await get('/');
  expect(plain.headers['content-type']).toBe('text/plain; charset=utf-8');
  const call = await get('/?Action=GetCallerIdentity&Version=2011-06-15', BROWSER);
  expect(call.body.toString()).toContain('<ErrorResponse');
});

test('compresses the page’s files as the client accepts, and lets it cache them for ever', async () => {
  const names = await assetNames();
  expect(names).toHaveLength(3);
  for (const name of names) {
    const plain = await get(name);
    expect(plain.headers['content-encoding']).toBeUndefined();
    const brotli = await get(name, { 'accept-encoding': 'gzip, br' });
    const gzip = await get(name, { 'accept-encoding': 'gzip' });
    expect([brotli.headers['content-encoding'], gzip.headers['content-encoding']]).toEqual(['br', 'gzip']);
    expect(brotliDecompressSync(brotli.body)).toEqual(plain.body);
    expect(gunzipSync(gzip.body)).toEqual(plain.body);
    expect(brotli.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
      'x-content-type-options': 'nosniff',
    });
  }
});

test('answers 404 for names that the console does not have, however the path is spelled', async () => {
  for (const name of ['none-AAAAAAAA.js', '..%2findex.html', '..%2f..%2fengine.mjs', 'index.html', '']) {
    const { status } = await get(`/_gatehouse/console/assets/${name}`);
    expect([name, status]).toEqual([name, 404]);
  }
});

test('answers only GET and HEAD', async () => {
  const { status, headers } = await get('/_gatehouse/console/', {}, 'POST');
  expect([status, headers['allow']]).toEqual([405, 'GET, HEAD']);
  const head = await get('/_gatehouse/console/', {}, 'HEAD');
  expect([head.status, head.body.length]).toEqual([200, 0]);
});

test('rejects pages of other sites and foreign hosts, and follows a link from elsewhere', async () => {
  const paths = ['/', '/_gatehouse/console/', ...(await assetNames())];
  for (const path of paths) {
    expect((await get(path, { ...BROWSER, origin: 'https://evil.example' })).status).toBe(403);
    expect((await get(path, { ...BROWSER, host: 'evil.example' })).status).toBe(403);
  }
  const link = { ...BROWSER, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
  expect((await get('/_gatehouse/console/inbox', { ...link, 'sec-fetch-dest': 'document' })).status).toBe(
    200,
  );
  expect((await get('/_gatehouse/console/inbox', { ...link, 'sec-fetch-dest': 'iframe' })).status).toBe(403);
});

test('keeps the whole page below 150 kB on the wire', () => {
  expect(size).toBeLessThan(150_000);
});
