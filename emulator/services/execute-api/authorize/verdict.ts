import { PolicySyntaxError, parsePolicy } from '../../../edge/policy/document.ts';
import type { Statement } from '../../../edge/policy/statement.ts';

/** The longest ARN that an authorizer's policy may name (API Gateway guide, "Output from an API Gateway Lambda authorizer"). */
const LONGEST_RESOURCE = 512;

/** An authorizer's answer: the caller, and what they may do. Cached for all methods of the stage. */
export interface Verdict {
  readonly principalId: string;
  readonly policy: readonly Statement[];
  /** Whether the policy depends on more of the request than its method and path. */
  readonly isConditional: boolean;
  /** The policy as the function gave it. */
  readonly document: unknown;
  /** Every value as text. */
  readonly context: Readonly<Record<string, string>>;
  /** The API key of the request, if the API takes keys from its authorizer. */
  readonly usageIdentifierKey: string | undefined;
}

/**
 * Reads a function's answer, as JSON text. Returns a sentence about what is wrong instead where it is no verdict:
 * `principalId` and `policyDocument` are both required, and `context` holds strings, numbers and booleans alone (API
 * Gateway guide, "Output from an API Gateway Lambda authorizer").
 */
export function readVerdict(payload: string): Verdict | string {
  const answer = parse(payload);
  if (!isObject(answer)) return 'the answer is no JSON object';
  const { principalId, policyDocument, context, usageIdentifierKey } = answer;
  if (typeof principalId !== 'string') return 'principalId is no string';
  const policy = readPolicy(policyDocument);
  if (typeof policy === 'string') return policy;
  const texts = readContext(context);
  if (typeof texts === 'string') return texts;
  const isConditional = policy.some(
    ({ conditions, resources = [], notResources = [] }) =>
      conditions.length > 0 || [...resources, ...notResources].some((resource) => resource.includes('${')),
  );
  return {
    principalId,
    policy,
    isConditional,
    document: policyDocument,
    context: texts,
    usageIdentifierKey: typeof usageIdentifierKey === 'string' ? usageIdentifierKey : undefined,
  };
}

function readPolicy(document: unknown): readonly Statement[] | string {
  if (!isObject(document)) return 'policyDocument is no object';
  try {
    const statements = parsePolicy(document);
    // In IAM's evaluation a statement without resources applies to all, as in a trust policy; here it applies to none.
    for (const { resources, notResources } of statements) {
      const named = resources ?? notResources;
      if (!named) return 'A statement needs either Resource or NotResource.';
      if (named.some((resource) => resource.length > LONGEST_RESOURCE))
        return `A Resource is longer than ${LONGEST_RESOURCE} characters.`;
    }
    return statements;
  } catch (error) {
    if (error instanceof PolicySyntaxError) return error.message;
    throw error;
  }
}

function readContext(context: unknown): Record<string, string> | string {
  // Without a prototype: mappings look up names that the function did not set.
  const texts: Record<string, string> = Object.create(null);
  if (context === undefined || context === null) return texts;
  if (!isObject(context)) return 'context is no object';
  for (const [key, value] of Object.entries(context)) {
    if (value === null) continue;
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
      return `the context value ${key} is no string, number or boolean`;
    texts[key] = String(value);
  }
  return texts;
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
