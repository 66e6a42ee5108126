import type { Page } from 'playwright-core';
import { CHROMIUM, type OpenConsole, openConsole, sayNotTried } from '../../console/testing/open-console.ts';
import { fillTraces } from '../../emulator/control/traces/testing/fill-traces.ts';
import { emailOf, fillPool } from '../../emulator/services/cognito-idp/testing/fill-pool.ts';
import { type Figure, quantile, timed } from '../figure.ts';

const PEOPLE = 100_000;
const TRACES = 10_000;
/** A browser that has the page's files already, as after a first visit. */
const WARM_UP = 3;
const LOADS = 15;
const SAMPLES = 15;

/** The console in Chromium: how soon it is painted, and how it works with many people and traces. Nothing where there is no Chromium. */
export async function consolePages(): Promise<Figure[]> {
  if (!CHROMIUM) {
    sayNotTried();
    return [];
  }
  await using open = await openConsole();
  const figures = await firstPaint(open);
  const { engine, outputs } = open.stack;
  fillPool(engine, outputs.userPoolId, PEOPLE);
  fillTraces(engine, TRACES);
  const page = await open.newPage({ viewport: { width: 1280, height: 800 } });
  return [...figures, ...(await people(page, open)), ...(await traces(page, open))];
}

async function firstPaint(open: OpenConsole): Promise<Figure[]> {
  const context = await open.browser.newContext({ viewport: { width: 1280, height: 800 } });
  const painted: Record<string, number[]> = { 'first-paint': [], 'first-contentful-paint': [] };
  for (let load = -WARM_UP; load < LOADS; load += 1) {
    const page = await context.newPage();
    await page.goto(open.address('/requests'));
    await page.getByRole('heading', { name: 'Requests' }).waitFor();
    const entries = (await page.evaluate(
      "performance.getEntriesByType('paint').map(({ name, startTime }) => ({ name, startTime }))",
    )) as { name: string; startTime: number }[];
    if (load >= 0) for (const { name, startTime } of entries) painted[name]?.push(startTime);
    await page.close();
  }
  await context.close();
  return Object.entries(painted).map(([name, samples]) => ({
    name: `console, ${name.replaceAll('-', ' ')} of a warm load, median`,
    value: quantile(samples, 0.5),
    unit: 'ms',
    ...(name === 'first-paint' && { reach: '≤ 100 ms' }),
  }));
}

async function people(page: Page, open: OpenConsole): Promise<Figure[]> {
  const listed = await median(async () => {
    await page.goto(open.address('/people'));
    await page.getByRole('link', { name: emailOf(0), exact: true }).waitFor();
  });
  const field = page.getByLabel('Beginning of an address');
  const found = await median(async (sample) => {
    const wanted = emailOf(PEOPLE - 1 - sample);
    await field.fill(wanted);
    await page.getByRole('link', { name: wanted, exact: true }).waitFor();
  });
  return [
    { name: `console, ${PEOPLE} people: the page with its first ones`, value: listed, unit: 'ms' },
    { name: `console, ${PEOPLE} people: one found among the last`, value: found, unit: 'ms' },
  ];
}

async function traces(page: Page, open: OpenConsole): Promise<Figure[]> {
  const listed = await median(async () => {
    await page.goto(open.address('/requests?kind=all'));
    await page.locator('.row-link').first().waitFor();
  });
  const rows = async () => Number(await page.locator('table').getAttribute('aria-rowcount'));
  const scrolled = await timed(async () => {
    while ((await rows()) < 8_000) {
      await page.locator('.scroller').evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight));
      await page.evaluate('new Promise(requestAnimationFrame)');
    }
  });
  const field = page.getByLabel('Path, person, reason or id');
  const found = await median(async (sample) => {
    const wanted = `filled-${5_001 + 10 * sample}`;
    await field.fill(wanted);
    await page.getByRole('link', { name: wanted }).waitFor();
  });
  return [
    { name: `console, ${TRACES} traces: the page with the newest`, value: listed, unit: 'ms' },
    { name: 'console, all kept traces scrolled through', value: scrolled, unit: 'ms' },
    { name: `console, ${TRACES} traces: one found by its name`, value: found, unit: 'ms' },
  ];
}

async function median(work: (sample: number) => Promise<void>): Promise<number> {
  const took: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample += 1) took.push(await timed(() => work(sample)));
  return quantile(took, 0.5);
}
