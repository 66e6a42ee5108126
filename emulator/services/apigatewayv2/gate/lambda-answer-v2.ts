import type { LambdaAnswer } from '../../execute-api/integrate/lambda-answer.ts';
import { headerText, isSendable } from '../../execute-api/request/header-text.ts';

/**
 * Reads a function's answer with payload 2.0. Without a `statusCode` the whole answer is the body, as JSON, with status 200 (API Gateway
 * guide, "Lambda function response for format 2.0"). Undefined if it is malformed.
 */
export function readAnswerV2(payload: string): LambdaAnswer | undefined {
  let answer: unknown;
  try {
    answer = JSON.parse(payload);
  } catch {
    return undefined;
  }
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer) || !('statusCode' in answer)) {
    return {
      status: 200,
      headers: ['Content-Type', 'application/json'],
      body: typeof answer === 'string' ? answer : payload,
      isBase64Encoded: false,
    };
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = answer as Record<string, unknown>;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) return undefined;
  if (body !== undefined && body !== null && typeof body !== 'string') return undefined;
  if (cookies !== undefined && !Array.isArray(cookies)) return undefined;
  const named = Object.entries((headers ?? {}) as object).map(
    ([name, value]) => [name, headerText(String(value))] as const,
  );
  const set = ((cookies as unknown[] | undefined) ?? []).map(
    (cookie) => ['Set-Cookie', headerText(String(cookie))] as const,
  );
  const sent = [...named, ...set];
  if (!sent.every(([name, value]) => isSendable(name, value))) return undefined;
  return { status, headers: sent.flat(), body: body ?? '', isBase64Encoded: isBase64Encoded === true };
}
