/** The part of a policy that decides about a request. */
interface Statement {
  readonly Effect?: unknown;
  readonly Action?: unknown;
  readonly Resource?: unknown;
}

/** Returns the statements of an authorizer's answer; undefined if it is no policy, like an HTTP API's simple response. */
export function statementsOf(answer: unknown): readonly Statement[] | undefined {
  const { policyDocument } = (answer ?? {}) as { policyDocument?: { Statement?: unknown } };
  const found = policyDocument?.Statement;
  if (found === undefined) return undefined;
  return (Array.isArray(found) ? found : [found]) as Statement[];
}

/**
 * Whether a policy allows a request: a matching Deny decides, then an Allow must match (API Gateway guide, "Output from an API Gateway
 * Lambda authorizer"). Statements with NotAction, NotResource or Condition never match here.
 */
export function allows(statements: readonly Statement[], arn: string): boolean {
  const fitting = statements.filter(
    ({ Action, Resource }) => fits(Action, 'execute-api:Invoke', 'i') && fits(Resource, arn, ''),
  );
  return fitting.some(({ Effect }) => Effect === 'Allow') && !fitting.some(({ Effect }) => Effect === 'Deny');
}

/** Whether every Allow is for exactly this request. */
export function isExactly(statements: readonly Statement[], arn: string): boolean {
  const allowed = statements.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Resource }) => Resource);
  return allowed.length > 0 && allowed.every((resource) => resource === arn);
}

function fits(patterns: unknown, text: string, flags: string): boolean {
  return [patterns].flat().some((pattern) => {
    if (typeof pattern !== 'string') return false;
    const escaped = pattern.replace(/[\\^$.|+()[\]{}]/g, '\\$&');
    return new RegExp(`^${escaped.replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`, flags).test(text);
  });
}
