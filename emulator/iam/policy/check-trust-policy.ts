import { PolicySyntaxError, type Principals, parsePolicy, type Statement } from './document.ts';

/** Whether a principal of this kind and name is there. */
export type PrincipalExists = (kind: string, name: string) => boolean;

/** What a trust policy can allow (IAM user guide, "Creating a role"). */
const ACTION = /^sts:(AssumeRole|TagSession|SetSourceIdentity|SetContext)/i;

/**
 * Checks a document that is to say who may assume a role, as IAM checks it when it is saved: returns IAM's sentence about the first
 * thing that is wrong, or undefined.
 */
export function trustPolicyFault(text: string, exists: PrincipalExists): string | undefined {
  try {
    JSON.parse(text);
  } catch {
    return 'This policy contains invalid Json';
  }
  let statements: readonly Statement[];
  try {
    statements = parsePolicy(text);
  } catch (error) {
    if (error instanceof PolicySyntaxError) return 'Syntax errors in policy.';
    throw error;
  }
  for (const { principals, notPrincipals, resources, notResources, actions, notActions } of statements) {
    const named = principals ?? notPrincipals;
    if (!named) return 'Missing required field Principal';
    if (resources ?? notResources) return 'Has prohibited field Resource';
    if (![...(actions ?? []), ...(notActions ?? [])].every((action) => ACTION.test(action)))
      return 'AssumeRole policy may only specify STS AssumeRole actions.';
    const unknown = missing(named, exists);
    if (unknown) return `Invalid principal in policy: "${unknown.kind.toUpperCase()}":"${unknown.name}"`;
  }
  return undefined;
}

function missing(named: Principals, exists: PrincipalExists): { kind: string; name: string } | undefined {
  for (const [kind, names] of Object.entries(named)) {
    const name = names.find((candidate) => !exists(kind, candidate));
    if (name !== undefined) return { kind, name };
  }
  return undefined;
}
