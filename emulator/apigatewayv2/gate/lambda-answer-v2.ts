import type { LambdaAnswer } from '../../apigateway/gate/integrate/lambda-answer.ts';

/**
 * Reads a function's answer with payload 2.0. Without a `statusCode` the whole answer is the body, as JSON, with status 200 (API Gateway
 * guide, "Lambda function response for format 2.0"). Undefined where it is malformed.
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
  if (!Number.isInteger(status) || status < 100 || status > 599) return undefined;
  if (body !== undefined && body !== null && typeof body !== 'string') return undefined;
  if (cookies !== undefined && !Array.isArray(cookies)) return undefined;
  const named = Object.entries((headers ?? {}) as object).flatMap(([name, value]) => [name, String(value)]);
  const set = ((cookies as unknown[] | undefined) ?? []).flatMap((cookie) => ['Set-Cookie', String(cookie)]);
  return { status, headers: [...named, ...set], body: body ?? '', isBase64Encoded: isBase64Encoded === true };
}
