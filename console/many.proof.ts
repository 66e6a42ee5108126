import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { fillTraces } from '../emulator/control/traces/testing/fill-traces.ts';
import { emailOf, fillPool } from '../emulator/services/cognito-idp/testing/fill-pool.ts';
import { CHROMIUM, type OpenConsole, openConsole, sayNotTried } from './testing/open-console.ts';

const PEOPLE = 100_000;
let open: OpenConsole;
let page: Page;
/** How many pages of people were asked for so far. */
let listed = 0;
beforeAll(async () => {
  if (!CHROMIUM) return sayNotTried();
  open = await openConsole();
  fillPool(open.stack.engine, open.stack.outputs.userPoolId, PEOPLE);
  page = await open.newPage({ viewport: { width: 1280, height: 800 } });
  page.on('request', (request) => {
    if (request.headers()['x-amz-target']?.endsWith('.ListUsers')) listed += 1;
  });
});
afterAll(async () => {
  await open?.[Symbol.asyncDispose]();
});

/** How many rows of a list the page knows, the head among them. */
const known = async () => Number(await page.locator('table').first().getAttribute('aria-rowcount'));
const drawn = () => page.locator('tbody tr').count();

async function scrollToEnd(): Promise<void> {
  await page.locator('.scroller').evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight));
}

test('reads a hundred thousand people page by page, as far as somebody scrolls', async () => {
  if (!CHROMIUM) return;
  await page.goto(open.address('/people'));
  await page.getByRole('link', { name: emailOf(0), exact: true }).waitFor();
  await page.locator('.loading').first().waitFor({ state: 'detached' });
  expect(await known()).toBeLessThanOrEqual(121);
  expect(listed).toBeLessThanOrEqual(2);
  for (let screen = 0; screen < 10; screen += 1) {
    const before = await known();
    await scrollToEnd();
    while ((await known()) === before) await page.waitForTimeout(20);
  }
  expect(await drawn()).toBeLessThan(80);
  expect(await known()).toBeLessThan(1_500);
});

test('leaves the reader where they are when somebody signs up, and when the open person changes', async () => {
  if (!CHROMIUM) return;
  const link = page.locator('.row-link').nth(30);
  const name = (await link.textContent()) ?? '';
  await link.click();
  await page.getByRole('button', { name: 'Disable' }).click();
  await page.locator('.chosen').getByText('disabled').waitFor();
  const before = await known();
  const asked = listed;
  await open.stack.signUp('new@example.com');
  while (listed === asked) await page.waitForTimeout(20);
  expect(await known()).toBe(before);
  await page.locator('.chosen').getByRole('link', { name, exact: true }).waitFor();
  expect(await page.locator('.scroller').evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(1_000);
});

test('finds people by address and by status among all', async () => {
  if (!CHROMIUM) return;
  await page.goto(open.address('/people'));
  await page.getByLabel('Beginning of an address').fill(emailOf(PEOPLE - 1).slice(0, -4));
  await page.getByRole('link', { name: emailOf(PEOPLE - 1), exact: true }).waitFor();
  expect(await known()).toBe(2);
  await page.getByLabel('Status').selectOption('UNCONFIRMED');
  await page.getByRole('link', { name: 'new@example.com' }).waitFor();
  expect(await page.getByLabel('Beginning of an address').inputValue()).toBe('');
  await page.getByLabel('Status').selectOption('Disabled');
  await page.locator('.badge').getByText('disabled').waitFor();
  expect(await known()).toBe(2);
});

test('shows ten thousand traces, of which it draws a screen, and finds one among them', async () => {
  if (!CHROMIUM) return;
  fillTraces(open.stack.engine, 10_000);
  await page.goto(open.address('/requests?kind=all'));
  await page.getByRole('link', { name: 'filled-9999' }).waitFor();
  const { kept, bytes } = await report();
  expect(kept).toBeGreaterThanOrEqual(8_000);
  expect(bytes).toBeLessThanOrEqual(64 * 1024 * 1024);
  while ((await known()) < 8_000) {
    await scrollToEnd();
    await page.waitForTimeout(20);
  }
  expect(await drawn()).toBeLessThan(80);
  fillTraces(open.stack.engine, 1);
  await page.getByLabel('Path, person, reason or id').fill('filled-8765');
  await page.getByRole('link', { name: 'filled-8765' }).click();
  await page.locator('.waterfall').waitFor();
  expect(open.wrong).toEqual([]);
});

async function report(): Promise<{ kept: number; bytes: number }> {
  const response = await fetch(`${open.stack.engine.endpoint}/_gatehouse/system`);
  const { traces } = (await response.json()) as { traces: { kept: number; bytes: number } };
  return traces;
}
