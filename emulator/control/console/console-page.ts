import { frontPageHtml } from '../../edge/front-page.ts';
import type { Answer } from '../../edge/protocol/answer.ts';
import type { ConsoleFiles } from './console-files.ts';

/** The page and its files come only from here, nothing is inline, and no text becomes markup or script. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** The console for a browser; if it was not built, the page that says what this address is. */
export async function consolePage(files: Pick<ConsoleFiles, 'page'>): Promise<Answer> {
  const body = await files.page();
  if (body === undefined) return frontPageHtml();
  return {
    status: 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-cache',
      'Content-Security-Policy': POLICY,
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    },
    body,
  };
}
