import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { CHROMIUM, type OpenConsole, openConsole, sayNotTried } from './testing/open-console.ts';
import { enterEverywhere, type Strange } from './testing/stranger/enter-everywhere.ts';
import { invokeStrange } from './testing/stranger/enter-function.ts';
import { attempt, FIELDS, type Field, NAME } from './testing/stranger/fields.ts';

let open: OpenConsole;
let strange: Strange;
let page: Page;
beforeAll(async () => {
  if (!CHROMIUM) return sayNotTried();
  open = await openConsole();
  strange = await enterEverywhere(open.stack);
  // Without the policy, which would stop what a mistake of the page lets through.
  page = await open.newPage({ bypassCSP: true, viewport: { width: 1440, height: 900 } });
});
afterAll(async () => {
  await open?.[Symbol.asyncDispose]();
});

/** Where a field is shown, and what has to be clicked for it. */
interface Place {
  readonly path: string;
  readonly fields: readonly Field[];
  readonly click?: string;
}

function places({ pool, person, apiId, requestId }: Strange): Place[] {
  const at = (...parts: string[]) => `/${parts.map(encodeURIComponent).join('/')}`;
  return [
    { path: '', fields: ['message of AWS'] },
    { path: at('logs', NAME), fields: ['log line'] },
    { path: '/inbox', fields: ['mail subject', 'e-mail'] },
    { path: '/sign-ups', fields: ['user name'] },
    { path: at('people', pool), fields: ['user name'] },
    { path: at('people', pool, person), fields: ['user name', 'user attribute', 'group'] },
    { path: at('tables', NAME), fields: ['attribute of an item', 'value of an item'] },
    { path: at('functions', NAME), fields: ['description of a function'] },
    { path: at('functions', NAME), fields: ['variable of a function'], click: 'Show STRANGE' },
    { path: `${at('functions', NAME)}?tab=code`, fields: ['file in a function'] },
    { path: `${at('functions', NAME)}?tab=invoke`, fields: ['error of a function'], click: 'Invoke' },
    { path: `${at('functions', NAME)}?tab=logs`, fields: ['line of a function', 'error of a function'] },
    { path: '/apis', fields: ['name of an API'] },
    { path: `${at('apis', apiId)}?tab=authorizers`, fields: ['name of an authorizer'] },
    { path: `${at('apis', apiId)}?tab=deployments`, fields: ['description of a deployment'] },
    { path: '/roles', fields: ['resource of a role'] },
    { path: '/faults', fields: ['message of a fault'] },
    { path: '/requests', fields: ['path'] },
    { path: `${at('requests', requestId)}?tab=request`, fields: ['header in', 'body in', 'principal'] },
    { path: `${at('requests', requestId)}?tab=answer`, fields: ['header out', 'body out'] },
    { path: `${at('requests', requestId)}?tab=facts`, fields: ['query'] },
  ];
}

/** Waits for text that a field was filled with, and looks for the element that it would have become. */
async function shownAsText(field: Field): Promise<void> {
  await page.getByText(attempt(field)).first().waitFor();
  expect(await page.locator('img, script:not([src])').count()).toBe(0);
}

async function visit(path: string): Promise<void> {
  await page.goto(open.address(path));
  await page.waitForSelector('h1');
  await page.locator('.loading').first().waitFor({ state: 'detached' });
}

test('tries with text that would run a script, were it markup', async () => {
  if (!CHROMIUM) return;
  const own = await open.browser.newPage({ bypassCSP: true });
  const opened = new Promise<string>((resolve) => {
    own.on('dialog', (dialog) => {
      resolve(dialog.message());
      void dialog.dismiss();
    });
  });
  await own.goto(open.address(''));
  await own.evaluate(`document.body.innerHTML = ${JSON.stringify(attempt('path'))}`);
  expect(await opened).toBe(String(FIELDS.indexOf('path')));
  await own.close();
});

test('shows what a stranger enters as text, in every field and without the page’s policy', async () => {
  if (!CHROMIUM) return;
  const seen = new Set<Field>(['tag', 'mail body', 'resource of a policy']);
  for (const { path, fields, click } of places(strange)) {
    await visit(path);
    if (click) await page.getByRole('button', { name: click }).click();
    for (const field of fields) {
      await shownAsText(field);
      seen.add(field);
    }
  }
  // The console shows no tags; mail and policy need clicks to get to.
  await visit('/inbox');
  await page.getByRole('link', { name: attempt('e-mail') }).click();
  await shownAsText('mail body');
  await visit(`/requests/${strange.requestId}`);
  await page.getByRole('link', { name: /^authorizer/ }).click();
  await shownAsText('resource of a policy');
  const failed = await open.stack.trace(strange.failedId);
  const run = failed.spans.find(({ part }) => part === 'function');
  await visit(`/requests/${failed.id}?span=${run?.id}&tab=logs`);
  await shownAsText('error of an authorizer');
  seen.add('error of an authorizer');
  expect(FIELDS.filter((field) => !seen.has(field))).toEqual([]);
  expect(open.wrong).toEqual([]);
});

test('puts what a stranger sent into the form that sends it again, and into no element', async () => {
  if (!CHROMIUM) return;
  await visit(`/requests/${strange.requestId}`);
  await page.getByRole('button', { name: 'Edit and send' }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByLabel('Headers').inputValue()).toContain(attempt('header in'));
  expect(await dialog.getByLabel('Body').inputValue()).toBe(attempt('body in'));
  await visit(`/tables/${NAME}`);
  await page.getByRole('button', { name: 'Open' }).click();
  await page.getByRole('button', { name: 'Show it' }).click();
  const item = page.getByRole('dialog').getByLabel('Item', { exact: true });
  expect(await item.inputValue()).toContain(attempt('attribute of an item'));
  expect(await page.locator('img').count()).toBe(0);
  expect(open.wrong).toEqual([]);
});

test('shows lines as they come as text', async () => {
  if (!CHROMIUM) return;
  await visit(`/functions/${NAME}?tab=logs`);
  const before = await page.getByText(attempt('line of a function')).count();
  const isThere = () => page.getByText(attempt('line of a function')).nth(before).isVisible();
  // The page may not follow yet when the first one is written.
  while (!(await isThere())) await invokeStrange(open.stack);
  expect(await page.locator('img').count()).toBe(0);
  expect(open.wrong).toEqual([]);
});

test('takes nothing in an address for markup', async () => {
  if (!CHROMIUM) return;
  const text = encodeURIComponent(attempt('path'));
  for (const path of [
    `/${text}`,
    `/requests/${text}?span=${text}&tab=${text}&kind=gate&q=${text}`,
    `/people/${text}/${text}?q=${text}&by=${text}&status=${text}`,
    `/tables/${NAME}?index=${text}&key=${text}&sort=${text}&compares=${text}&filter=${text}`,
    `/functions/${text}`,
    `/logs/${text}?q=${text}`,
    `/roles?q=${text}`,
    `/inbox/${text}?q=${text}`,
    `/apis/${text}`,
  ]) {
    await visit(path);
    expect([path, await page.locator('img').count()]).toEqual([path, 0]);
  }
  expect(open.wrong).toEqual([]);
});
