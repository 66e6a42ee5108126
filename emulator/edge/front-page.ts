import type { IncomingMessage } from 'node:http';
import type { Answer } from './protocol/answer.ts';

const TITLE = 'Gatehouse: a local AWS';
const LINES = [
  'This is no web site, but the endpoint of a local AWS: Cognito user pools, Lambda, DynamoDB, API Gateway, IAM, STS and CloudWatch Logs.',
  'Point an SDK, the AWS CLI or Terraform at it with AWS_ENDPOINT_URL, and the credentials test and test.',
];
const PATHS: readonly [string, string][] = [
  ['/_localstack/health', 'the services that are here'],
  ['/_gatehouse/inbox', 'the mail that would have been sent'],
  ['/_gatehouse/settings', 'how the engine was told to behave'],
  ['/_gatehouse/policy-report', 'what each role used, and was refused'],
];

/** Whether a request asks for the engine's address itself, and is no API call. */
function isForFrontPage({ method, url = '', headers }: Asked): boolean {
  return (
    (method === 'GET' || method === 'HEAD') &&
    /^\/(?:_gatehouse\/?)?(?:\?.*)?$/.test(url) &&
    headers.authorization === undefined &&
    !/[?&](?:Action|X-Amz-)/.test(url)
  );
}

type Asked = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

/** What a person sees who opens the engine's address: `page` in a browser, else plain text. Undefined for any other request. */
export async function frontPage(request: Asked, page: () => Promise<Answer>): Promise<Answer | undefined> {
  // Browsers request it with every page.
  if (request.method === 'GET' && request.url === '/favicon.ico')
    return { status: 204, headers: {}, body: '' };
  if (!isForFrontPage(request)) return undefined;
  if (request.headers.accept?.includes('text/html')) {
    const answer = await page();
    return { ...answer, headers: { ...answer.headers, Vary: 'Accept' } };
  }
  return {
    status: 200,
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    body: [TITLE, '', ...LINES, '', ...PATHS.map(([path, what]) => `${path}  ${what}`), ''].join('\n'),
  };
}

/** The plain page of an engine without its console. */
export function frontPageHtml(): Answer {
  const items = PATHS.map(([path, what]) => `<li><a href="${path}">${path}</a>: ${what}</li>`).join('');
  return {
    status: 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'",
    },
    body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>${TITLE}</title><h1>${TITLE}</h1>${LINES.map((line) => `<p>${line}</p>`).join('')}<ul>${items}</ul></html>\n`,
  };
}
