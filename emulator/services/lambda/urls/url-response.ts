import { type OutgoingHttpHeaders, validateHeaderName, validateHeaderValue } from 'node:http';
import { responseHeaderName } from '../../../edge/response-header-rules.ts';

export interface UrlAnswer {
  status: number;
  headers: OutgoingHttpHeaders;
  body: Buffer;
}

const HTTP_PRELUDE_TYPE = 'application/vnd.awslambda.http-integration-response';
const PRELUDE_END = Buffer.alloc(8);

/**
 * Makes the HTTP answer from a function's: an object with a statusCode is taken apart, anything else is the body of a 200 in JSON
 * (developer guide, "Invoking Lambda function URLs", response payload format). Undefined if it is invalid.
 */
export function urlAnswer(
  payload: Uint8Array | string,
  contentType: string | undefined,
): UrlAnswer | undefined {
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : Buffer.from(payload);
  if (contentType === HTTP_PRELUDE_TYPE) return streamed(bytes);
  const text = bytes.toString('utf8');
  const parsed = parsedJson(text);
  // A stream without a prelude is its body.
  if (parsed === undefined) {
    return {
      status: 200,
      headers: { 'Content-Type': contentType ?? 'application/octet-stream' },
      body: bytes,
    };
  }
  if (!isRecord(parsed) || !('statusCode' in parsed)) {
    const body = typeof parsed === 'string' ? parsed : text;
    return { status: 200, headers: { 'Content-Type': 'application/json' }, body: Buffer.from(body) };
  }
  const { body = '', isBase64Encoded } = parsed;
  const content = typeof body === 'string' ? body : JSON.stringify(body);
  return withHead(parsed, Buffer.from(content, isBase64Encoded === true ? 'base64' : 'utf8'));
}

function streamed(bytes: Buffer): UrlAnswer | undefined {
  const end = bytes.indexOf(PRELUDE_END);
  const prelude = end < 0 ? undefined : parsedJson(bytes.toString('utf8', 0, end));
  return isRecord(prelude) ? withHead(prelude, bytes.subarray(end + PRELUDE_END.length)) : undefined;
}

function withHead(head: Record<string, unknown>, body: Buffer): UrlAnswer | undefined {
  const status = Number(head['statusCode'] ?? 200);
  if (!Number.isInteger(status) || status < 200 || status > 599) return undefined;
  const given: [string, unknown][] = isRecord(head['headers']) ? Object.entries(head['headers']) : [];
  const cookies = Array.isArray(head['cookies']) ? head['cookies'].map(String) : undefined;
  const headers = headersOf([['Content-Type', 'application/json'], ...given]);
  if (!headers || cookies?.some((cookie) => !isSendable('Set-Cookie', cookie))) return undefined;
  return { status, headers: { ...headers, ...(cookies && { 'Set-Cookie': cookies }) }, body };
}

/**
 * The headers as they are sent: of two whose names differ only by case the later one, and those that are the service's own to say
 * under another name, as from API Gateway (`x-amzn-Remapped-Content-Length`). Undefined when one cannot be sent at all.
 */
function headersOf(given: readonly (readonly [string, unknown])[]): Record<string, string> | undefined {
  const headers = new Map<string, [string, string]>();
  for (const [name, value] of given) {
    const text = String(value);
    if (!isSendable(name, text)) return undefined;
    const shown = responseHeaderName(name);
    if (shown !== undefined) headers.set(shown.toLowerCase(), [shown, text]);
  }
  return Object.fromEntries(headers.values());
}

function isSendable(name: string, value: string): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
