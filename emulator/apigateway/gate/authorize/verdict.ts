import { type CompiledPolicy, compilePolicy } from './policy/compile-policy.ts';

/** What an authorizer answered: who calls, and what they may do. Kept for all methods of the stage. */
export interface Verdict {
  readonly principalId: string;
  readonly policy: CompiledPolicy;
  /** Every value as text. */
  readonly context: Readonly<Record<string, string>>;
}

/**
 * Reads a function's answer, as JSON text. Returns a sentence about what is wrong instead where it is no verdict:
 * `principalId` and `policyDocument` are both required, and `context` holds strings, numbers and booleans alone (API
 * Gateway guide, "Output from an API Gateway Lambda authorizer").
 */
export function readVerdict(payload: string): Verdict | string {
  const answer = parse(payload);
  if (!isObject(answer)) return 'the answer is no JSON object';
  const { principalId, policyDocument, context } = answer;
  if (typeof principalId !== 'string') return 'principalId is no string';
  const policy = compilePolicy(policyDocument);
  if (typeof policy === 'string') return policy;
  const texts: Record<string, string> = Object.create(null);
  if (context !== undefined && context !== null) {
    if (!isObject(context)) return 'context is no object';
    for (const [key, value] of Object.entries(context)) {
      if (value === null) continue;
      if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
        return `the context value ${key} is no string, number or boolean`;
      texts[key] = String(value);
    }
  }
  return { principalId, policy, context: texts };
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
