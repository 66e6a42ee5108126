import { headerText, isSendable } from '../request/header-text.ts';

/** A parsed answer of a function to a proxy integration. */
export interface LambdaAnswer {
  readonly status: number;
  /** A flat list of names and values. */
  readonly headers: readonly string[];
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

const MEMBERS = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']);

/**
 * Parses a function's answer, as JSON text; undefined if AWS calls it malformed: no object, an unknown member, a body that is no text; and,
 * a guess, if it cannot be sent: a status below 200, a line break in a header. Everything is optional; the default status is 200.
 */
export function readLambdaAnswer(payload: string): LambdaAnswer | undefined {
  const answer = parse(payload);
  if (!isObject(answer) || Object.keys(answer).some((member) => !MEMBERS.has(member))) return undefined;
  const { statusCode = 200, body, headers, multiValueHeaders, isBase64Encoded } = answer;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) return undefined;
  if (body !== undefined && body !== null && typeof body !== 'string') return undefined;
  if (!isListOfValues(multiValueHeaders)) return undefined;
  const several = flatten(multiValueHeaders);
  const single = flatten(headers);
  if (!several || !single) return undefined;
  if (![...several, ...single].every(([name, value]) => isSendable(name, value))) return undefined;
  // Both apply, `multiValueHeaders` first; what is in both is sent once (API Gateway guide, "Output format of a Lambda function for proxy
  // integration"; the order as recorded).
  const named = new Set(several.map(pairOf));
  return {
    status,
    headers: [...several, ...single.filter((header) => !named.has(pairOf(header)))].flat(),
    body: body ?? '',
    isBase64Encoded: isBase64Encoded === true || isBase64Encoded === 'true',
  };
}

function pairOf([name, value]: readonly [string, string]): string {
  return `${name.toLowerCase()}:${value}`;
}

function isListOfValues(map: unknown): boolean {
  return !isObject(map) || Object.values(map).every(Array.isArray);
}

function flatten(map: unknown): [string, string][] | undefined {
  if (map === undefined || map === null) return [];
  if (!isObject(map)) return undefined;
  return Object.entries(map).flatMap(([name, value]) => {
    const values: unknown[] = Array.isArray(value) ? value : [value];
    return values
      .filter((one) => one !== null)
      .map((one): [string, string] => [name, headerText(textOf(one))]);
  });
}

function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
