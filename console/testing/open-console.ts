import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { startTracedStack, type TracedStack } from '../../emulator/control/traces/testing/traced-stack.ts';
import { buildConsole } from '../../environment/build-console.mjs';

/** Where Debian and Ubuntu have it; `CHROMIUM` names another. */
export const CHROMIUM = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));

/** The whole stack, its console, and a browser. */
export interface OpenConsole extends AsyncDisposable {
  readonly stack: TracedStack;
  readonly browser: Browser;
  /** A separate page; `wrong` collects its errors. */
  newPage(options?: Parameters<Browser['newPage']>[0]): Promise<Page>;
  address(path: string): string;
  /** Script errors, violations of the policy, and requests to other hosts, of all pages so far. */
  readonly wrong: string[];
}

/** Starts all of it. */
export async function openConsole(): Promise<OpenConsole> {
  await buildConsole('build/console');
  const stack = await startTracedStack({ consoleFolder: pathToFileURL('build/console/') });
  const browser = await chromium.launch({
    ...(CHROMIUM && { executablePath: CHROMIUM }),
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
  const wrong: string[] = [];
  return {
    stack,
    browser,
    wrong,
    address: (path) => `${stack.engine.endpoint}/_gatehouse/console${path}`,
    async newPage(options) {
      const page = await browser.newPage(options);
      page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
      page.on('console', (message) => {
        if (/Content Security Policy|Trusted/i.test(message.text())) wrong.push(message.text());
      });
      page.on('dialog', (dialog) => {
        wrong.push(`a dialog was opened: ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on('request', (request) => {
        if (!request.url().startsWith(stack.engine.endpoint)) wrong.push(`asked for ${request.url()}`);
      });
      return page;
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await stack[Symbol.asyncDispose]();
    },
  };
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe finds wrong with the present page, a line each. The browser runs it itself, outside the page's policy. */
export async function axeFindings(page: Page): Promise<string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(source);
  const violations = (await page.evaluate('axe.run().then(({ violations }) => violations)')) as Violation[];
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
  );
}

/** Says why nothing was tested, if there is no browser. */
export function sayNotTried(): void {
  process.stdout.write(
    'Not tried in a browser: there is no Chromium on this machine (CHROMIUM names one).\n',
  );
}
