import type { OutgoingHttpHeaders } from 'node:http';

export interface UrlAnswer {
  status: number;
  headers: OutgoingHttpHeaders;
  body: Buffer;
}

const HTTP_PRELUDE_TYPE = 'application/vnd.awslambda.http-integration-response';
const PRELUDE_END = Buffer.alloc(8);

/**
 * Makes the HTTP answer of what a function answered: an object with a statusCode is taken apart, anything else is the body of a
 * 200 in JSON (developer guide, "Invoking Lambda function URLs", response payload format). Undefined when it cannot be one.
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
  const headers = new Map<string, [string, string]>([['content-type', ['Content-Type', 'application/json']]]);
  if (isRecord(head['headers'])) {
    for (const [name, value] of Object.entries(head['headers']))
      headers.set(name.toLowerCase(), [name, String(value)]);
  }
  return {
    status,
    headers: {
      ...Object.fromEntries(headers.values()),
      ...(Array.isArray(head['cookies']) && { 'Set-Cookie': head['cookies'].map(String) }),
    },
    body,
  };
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
