import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { axeFindings, CHROMIUM, type OpenConsole, openConsole, sayNotTried } from './testing/open-console.ts';

let open: OpenConsole;
let traceId: string;
let pool: string;
beforeAll(async () => {
  if (!CHROMIUM) return sayNotTried();
  open = await openConsole();
  const authorization = `Basic ${await open.stack.person('ann@example.com')}`;
  await open.stack.signUp('bob@example.com');
  await fetch(`${open.stack.outputs.apiUrl}/users/1`, { headers: { authorization } });
  const { traces } = await open.stack.list('?kind=gate');
  traceId = traces[0]?.id ?? '';
  pool = open.stack.outputs.userPoolId;
});
afterAll(async () => {
  await open?.[Symbol.asyncDispose]();
});

/** What can be opened, filled in wrongly or asked for; `leave` undoes what the next one would see. */
interface OpenState {
  readonly name: string;
  readonly path: () => string;
  readonly open: (page: Page) => Promise<void>;
  readonly leave?: (page: Page) => Promise<void>;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const alert = (page: Page) => page.getByRole('alert').first().waitFor();
const rest = (page: Page) => page.locator('button:disabled').first().waitFor({ state: 'detached' });

const STATES: readonly OpenState[] = [
  {
    name: 'the form of a sign-up, with a refusal',
    path: () => '/people?form=sign-up',
    async open(page) {
      await page.getByLabel('E-mail', { exact: true }).fill('ann@example.com');
      await page.getByLabel('Password').fill('Correct-horse-1');
      await page.getByRole('dialog').getByRole('button', { name: 'Sign up' }).click();
      await alert(page);
    },
  },
  {
    name: 'a person who has to confirm, with a wrong code',
    path: () => '/people',
    async open(page) {
      await page.getByRole('link', { name: 'bob@example.com' }).click();
      await page.getByLabel('Confirmation code').fill('000000');
      await button(page, 'Confirm').click();
      await alert(page);
    },
  },
  {
    name: 'a person’s credential, shown',
    path: () => '/people',
    async open(page) {
      await page.getByRole('link', { name: 'ann@example.com' }).click();
      await button(page, 'Show the credential').click();
      await button(page, 'Copy the credential').waitFor();
    },
  },
  {
    name: 'a request to edit and send',
    path: () => `/requests/${traceId}`,
    async open(page) {
      await button(page, 'Edit and send').click();
      await page.getByRole('dialog').getByLabel('Headers').waitFor();
    },
  },
  {
    name: 'a trace with its secrets',
    path: () => `/requests/${traceId}`,
    async open(page) {
      await button(page, 'Show secrets').click();
      await button(page, 'Hide secrets').waitFor();
    },
  },
  {
    name: 'an item, asked for but not shown',
    path: () => `/tables/${open.stack.outputs.tableName}`,
    async open(page) {
      await page.getByRole('button', { name: 'Open' }).first().click();
      await button(page, 'Show it').waitFor();
    },
  },
  {
    name: 'an item that is no JSON',
    path: () => `/tables/${open.stack.outputs.tableName}`,
    async open(page) {
      await page.getByRole('button', { name: 'Open' }).first().click();
      await button(page, 'Show it').click();
      await page.getByLabel('Item', { exact: true }).fill('{');
      await button(page, 'Save').click();
      await alert(page);
    },
  },
  {
    name: 'a function that has run and failed',
    path: () => '/functions/gatehouse-dev-authorizer?tab=invoke',
    async open(page) {
      await page.getByLabel('Event').fill('{"type":"nothing"}');
      await button(page, 'Invoke').click();
      await page.getByRole('region', { name: 'answer' }).waitFor();
    },
  },
  {
    name: 'a fault rule in force, and one that was refused',
    path: () => '/faults',
    async open(page) {
      await button(page, 'Make the rule').click();
      await button(page, 'Drop').waitFor();
      await page.getByLabel('Operation').fill('Nothing');
      await button(page, 'Make the rule').click();
      await alert(page);
    },
    async leave(page) {
      await button(page, 'Drop').click();
      await page.getByText('No rule is in force').waitFor();
    },
  },
  {
    name: 'a fault rule that only waits',
    path: () => '/faults',
    async open(page) {
      await page.getByLabel('What happens').selectOption('latency');
      await page.getByLabel('Error code').waitFor({ state: 'detached' });
    },
  },
  {
    name: 'realism as on AWS',
    path: () => '/faults',
    async open(page) {
      await button(page, 'As on AWS').click();
      await page.getByText('The account is slower than this machine').waitFor();
    },
    async leave(page) {
      await button(page, 'All off').click();
      await page.getByText('Everything takes effect at once').waitFor();
    },
  },
  {
    name: 'a list in which nobody is found',
    path: () => `/people/${pool}?q=nobody`,
    open: (page) => page.getByText('Nobody fits').waitFor(),
  },
  {
    name: 'a page that the engine cannot answer',
    path: () => `/people/${pool}`,
    async open(page) {
      await page.route('**/*', (route) =>
        route.request().method() === 'POST' ? route.abort() : route.continue(),
      );
      await page.getByLabel('Status').selectOption('CONFIRMED');
      await alert(page);
    },
  },
];

describe.each([
  ['light', 1280],
  ['dark', 375],
] as const)('%s, %i pixels wide', (colorScheme, width) => {
  test.each(STATES)('axe finds nothing in $name, and nothing is wider than the screen', async (state) => {
    if (!CHROMIUM) return;
    const page = await open.newPage({ viewport: { width, height: 800 }, colorScheme });
    await page.goto(open.address(state.path()));
    await page.waitForSelector('h1');
    await state.open(page);
    await rest(page);
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await state.leave?.(page);
    await page.close();
    expect(open.wrong).toEqual([]);
  });
});
