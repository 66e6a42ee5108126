import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { CHROMIUM, type OpenConsole, openConsole, sayNotTried } from './testing/open-console.ts';

let open: OpenConsole;
let page: Page;
let credential: string;
let requestId: string;
beforeAll(async () => {
  if (!CHROMIUM) return sayNotTried();
  open = await openConsole();
  credential = await open.stack.person('ann@example.com');
  const response = await fetch(`${open.stack.outputs.apiUrl}/users/7`, {
    headers: { authorization: `Basic ${credential}` },
  });
  requestId = response.headers.get('x-amzn-requestid') ?? response.headers.get('apigw-requestid') ?? '';
  page = await open.newPage({
    viewport: { width: 1280, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    timezoneId: 'Asia/Kolkata',
  });
});
afterAll(async () => {
  await open?.[Symbol.asyncDispose]();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const copied = () => page.evaluate('navigator.clipboard.readText()') as Promise<string>;

test('finds a trace by the id in a response’s header, and by the id in a line of a log', async () => {
  if (!CHROMIUM) return;
  await page.goto(open.address(''));
  await page.getByLabel('Find a trace by id').fill(requestId);
  await page.keyboard.press('Enter');
  await page.locator('.detail-head').getByText('GET /users/7').waitFor();
  await page.goto(open.address(`/logs/${encodeURIComponent('/aws/lambda/gatehouse-dev-authorizer')}`));
  await page.getByRole('link', { name: 'trace' }).first().click();
  await page.locator('.waterfall').waitFor();
});

test('shows times in the reader’s zone, and on hover the exact one', async () => {
  if (!CHROMIUM) return;
  await page.goto(open.address(`/requests/${requestId}`));
  const time = page.locator('.trace-line time');
  await time.waitFor();
  const exact = (await time.getAttribute('title')) ?? '';
  expect(exact).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+05:30$/);
  expect(exact).toContain(await time.textContent());
  expect(Date.parse(exact)).toBe(Date.parse((await time.getAttribute('datetime')) ?? ''));
});

test('masks a secret again each time that somebody comes back to it', async () => {
  if (!CHROMIUM) return;
  const people = open.address('/people');
  await page.goto(people);
  const openPerson = () => page.getByRole('link', { name: 'ann@example.com' }).click();
  const detail = page.locator('.detail');
  await openPerson();
  await button('Show the credential').click();
  await detail.getByText(credential).waitFor();
  await page.keyboard.press('Escape');
  await openPerson();
  await button('Show the credential').waitFor();
  expect(await detail.textContent()).not.toContain(credential);

  await page.goto(open.address(`/requests/${requestId}?tab=request`));
  await button('Show secrets').click();
  await detail.getByText(credential).waitFor();
  await page.reload();
  await button('Show secrets').waitFor();
  expect(await detail.textContent()).not.toContain(credential);

  await page.goto(open.address('/functions/gatehouse-dev-authorizer'));
  await button('Show TABLE_NAME').click();
  await button('Copy TABLE_NAME').waitFor();
  await page.getByRole('link', { name: 'Code', exact: true }).click();
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await button('Show TABLE_NAME').waitFor();
});

test('copies a code, and a request for a shell, with a click', async () => {
  if (!CHROMIUM) return;
  await page.goto(open.address('/inbox'));
  await page.getByRole('link', { name: 'ann@example.com' }).click();
  await page.getByRole('button', { name: 'Copy code' }).click();
  await page.getByText('Copied').first().waitFor();
  expect(await copied()).toBe(await page.locator('.mail-code').textContent());
  await page.goto(open.address(`/requests/${requestId}`));
  await page.getByRole('button', { name: 'Copy as curl' }).click();
  await page.getByText('Copied').first().waitFor();
  expect(await copied()).toMatch(/^curl -i .*\/users\/7'?$/s);
  expect(await copied()).toContain(`authorization: Basic ${credential}`);
});

test('sends an edited request, and opens its trace', async () => {
  if (!CHROMIUM) return;
  await page.goto(open.address(`/requests/${requestId}`));
  await button('Edit and send').click();
  const url = page.getByRole('dialog').getByLabel('Path and query');
  await url.fill((await url.inputValue()).replace('/users/7', '/status/404'));
  await button('Send').click();
  await page.locator('.detail-head').getByText('GET /status/404').waitFor();
  expect(await page.locator('.detail-head .badge').textContent()).toBe('404');
});

test('invokes a function, and keeps its event in this browser', async () => {
  if (!CHROMIUM) return;
  const invoking = open.address('/functions/gatehouse-dev-authorizer?tab=invoke');
  await page.goto(invoking);
  await page.getByLabel('Event').fill('{"kept":true}');
  await button('Invoke').click();
  await page.getByRole('region', { name: 'answer' }).waitFor();
  await page.goto(open.address(''));
  await page.goto(invoking);
  expect(await page.getByLabel('Event').inputValue()).toBe('{"kept":true}');
});

test('shows on a narrow screen which page it is on', async () => {
  if (!CHROMIUM) return;
  const narrow = await open.newPage({ viewport: { width: 375, height: 800 } });
  await narrow.goto(open.address('/faults'));
  const link = narrow.getByRole('navigation', { name: 'Pages' }).locator('[aria-current]');
  await link.waitFor();
  const box = await link.boundingBox();
  expect(box && box.x >= 0 && box.x + box.width <= 375).toBe(true);
  await narrow.close();
  expect(open.wrong).toEqual([]);
});
