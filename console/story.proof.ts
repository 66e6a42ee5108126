import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { CHROMIUM, type OpenConsole, openConsole, sayNotTried } from './testing/open-console.ts';

let open: OpenConsole;
beforeAll(async () => {
  if (!CHROMIUM) return sayNotTried();
  open = await openConsole();
});
afterAll(async () => {
  await open?.[Symbol.asyncDispose]();
});

/** Signs a person up and confirms them, by clicks only; leaves their page open. */
async function signUp(page: Page, email: string): Promise<void> {
  await page.goto(open.address('/people'));
  await page.getByRole('button', { name: 'Sign up' }).click();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill('Correct-horse-1');
  await page.getByRole('dialog').getByRole('button', { name: 'Sign up' }).click();
  await page.getByRole('button', { name: 'Confirm' }).waitFor();
}

test('a person signs up, confirms, gets in, and is rejected after deactivation, all by clicks', async () => {
  if (!CHROMIUM) return;
  const page = await open.newPage({ viewport: { width: 1440, height: 900 } });
  await signUp(page, 'ann@example.com');
  const personUrl = page.url();

  await page.getByRole('link', { name: 'Inbox' }).click();
  await page.getByRole('link', { name: 'ann@example.com' }).click();
  const code = (await page.locator('.mail-code').textContent()) ?? '';
  expect(code).toMatch(/^\d{6}$/);

  await page.goto(personUrl);
  const field = page.getByLabel('Confirmation code');
  await page.getByText('From the inbox.').waitFor();
  expect(await field.inputValue()).toBe(code);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('button', { name: 'Deactivate' }).waitFor();
  const masked = page.locator('.secret code');
  expect(await masked.textContent()).toBe('••••••••');
  await page.getByRole('button', { name: 'Show the credential' }).click();
  const credential = (await masked.textContent()) ?? '';
  expect(credential.length).toBeGreaterThan(40);

  await page.getByRole('link', { name: 'table user' }).click();
  await page.getByRole('cell', { name: 'ann@example.com' }).waitFor();

  const headers = { authorization: `Basic ${credential}` };
  expect((await fetch(`${open.stack.outputs.apiUrl}/users/7`, { headers })).status).toBe(200);
  await page.getByRole('link', { name: 'Requests' }).click();
  await page.getByRole('link', { name: 'GET /users/7' }).click();
  await page.locator('.waterfall').waitFor();
  expect(await page.locator('.waterfall').textContent()).toContain('dynamodb GetItem');
  expect(await page.locator('article').textContent()).not.toContain(credential);

  const before = page.url();
  await page.getByRole('button', { name: 'Replay' }).click();
  await page.waitForURL((url) => url.href !== before);
  await page.locator('.detail-head .badge').getByText('200').waitFor();

  await page.goto(personUrl);
  await page.getByRole('button', { name: 'Deactivate' }).click();
  await page.getByRole('button', { name: 'Activate', exact: true }).waitFor();
  await page.goto(before);
  await page.getByRole('button', { name: 'Replay' }).click();
  await page.waitForURL((url) => url.href !== before);
  await page.locator('.detail .notice').first().waitFor();
  expect(await page.locator('.detail-head .badge').textContent()).toMatch(/^40[13]$/);
  expect((await page.locator('.detail .notice').first().textContent())?.length).toBeGreaterThan(10);
  expect(open.wrong).toEqual([]);
  await page.close();
});

test('/ focuses the search, arrows move through a list, Esc closes the dialog', async () => {
  if (!CHROMIUM) return;
  const page = await open.newPage({ viewport: { width: 1440, height: 900 } });
  for (const path of ['/first', '/second']) await fetch(`${open.stack.outputs.apiUrl}${path}`);
  await page.goto(open.address('/requests'));
  await page.getByRole('link', { name: 'GET /second' }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('/first');
  await page.waitForURL(/q=/);
  await page.getByRole('link', { name: 'GET /second' }).waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'GET /second' }).waitFor();
  await page.getByRole('link', { name: 'GET /second' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.locator(':focus', { hasText: '/first' }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.waterfall').waitFor();
  await page.keyboard.press('Escape');
  await page.waitForURL(/\/requests(\?.*)?$/);
  await page.close();
});

test('makes a fault rule and sets realism by clicks; the waterfall shows where the rule struck', async () => {
  if (!CHROMIUM) return;
  const { stack } = open;
  const credential = await stack.person('bob@example.com');
  const page = await open.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(open.address('/faults'));
  await page.getByRole('button', { name: 'Make the rule' }).click();
  await page.getByText('0 seen, 0 struck').waitFor();
  const headers = { authorization: `Basic ${credential}` };
  expect((await fetch(`${stack.outputs.apiUrl}/users/9`, { headers })).status).toBe(500);
  await page.goto(open.address('/requests'));
  await page.getByRole('link', { name: 'GET /users/9' }).click();
  await page.locator('.waterfall').getByText('fault', { exact: true }).first().waitFor();
  await page.goto(open.address('/faults'));
  // The function's SDK tries again: each try is a call.
  await page.getByText(/^([1-9]\d*) seen, \1 struck$/).waitFor();
  await page.getByRole('button', { name: 'Drop' }).click();
  await page.getByText('No rule is in force').waitFor();

  const settings = async () =>
    (await (await fetch(`${stack.engine.endpoint}/_gatehouse/settings`)).json()) as { realism: object };
  await page.getByRole('button', { name: 'As on AWS' }).click();
  await page.getByText('The account is slower than this machine').waitFor();
  expect((await settings()).realism).toMatchObject({ 'table-states': 6000, quotas: true });
  await page.getByLabel('table-states, ms').fill('1500');
  await page.getByLabel('quotas').selectOption('off');
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  await page.locator('input[name="table-states"][value="1500"]').waitFor();
  expect((await settings()).realism).toMatchObject({
    'table-states': 1500,
    'role-delay': 8000,
    quotas: false,
  });
  await page.getByRole('button', { name: 'All off' }).click();
  await page.getByText('Everything takes effect at once').waitFor();
  expect(open.wrong).toEqual([]);
  await page.close();
});
