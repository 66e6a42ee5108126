import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { axeFindings, CHROMIUM, type OpenConsole, openConsole, sayNotTried } from './testing/open-console.ts';

let open: OpenConsole;
beforeAll(async () => {
  if (!CHROMIUM) return sayNotTried();
  open = await openConsole();
  const credential = await open.stack.person('ann@example.com');
  for (const authorization of [`Basic ${credential}`, 'Basic bm9ib2R5Om5vdGhpbmc='])
    await fetch(`${open.stack.outputs.apiUrl}/status/404`, { headers: { authorization } });
});
afterAll(async () => {
  await open?.[Symbol.asyncDispose]();
});

const PAGES = [
  '',
  '/requests',
  '/requests?kind=all',
  '/sign-ups',
  '/inbox',
  '/logs',
  '/people',
  '/people?form=sign-up',
  '/tables',
  '/functions',
  '/functions/gatehouse-dev-authorizer',
  '/functions/gatehouse-dev-authorizer?tab=code',
  '/functions/gatehouse-dev-authorizer?tab=invoke',
  '/functions/gatehouse-dev-authorizer?tab=logs',
  '/apis',
  '/roles',
  '/faults',
  '/nowhere',
];

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  test.each(PAGES)('axe finds nothing on the page %s, wide and narrow', async (path) => {
    if (!CHROMIUM) return;
    for (const width of [1280, 375]) {
      const page = await open.newPage({ viewport: { width, height: 800 }, colorScheme });
      await page.goto(open.address(path));
      await page.waitForSelector('h1');
      await page.locator('.loading').first().waitFor({ state: 'detached' });
      expect(await axeFindings(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      await page.close();
    }
    expect(open.wrong).toEqual([]);
  });

  test('axe finds nothing on an open trace, on any tab', async () => {
    if (!CHROMIUM) return;
    const { traces } = await open.stack.list('?kind=gate,sign-up');
    expect(traces.length).toBeGreaterThan(2);
    for (const { id, kind } of traces) {
      const page = await open.newPage({ viewport: { width: 1280, height: 800 }, colorScheme });
      for (const tab of ['', '?tab=facts', '?tab=policy', '?tab=answer']) {
        await page.goto(open.address(`/${kind === 'gate' ? 'requests' : 'sign-ups'}/${id}${tab}`));
        await page.waitForSelector('.waterfall');
        expect(await axeFindings(page)).toEqual([]);
      }
      await page.close();
    }
    expect(open.wrong).toEqual([]);
  });
});
