import type { Authority, AuthorizationRequest } from '../../../edge/interfaces/authority.ts';
import type { Principal } from '../../../edge/principal.ts';
import { policyDocument } from '../policy.ts';
import type { FunctionUrl } from '../state/records.ts';
import type { Statement } from '../state/statement.ts';

/** An anonymous caller: only a statement for everybody allows them. */
const ANYBODY: Principal = { kind: 'user', accountId: 'anonymous', arn: 'anonymous', userId: 'anonymous' };

/**
 * Whether a caller may use a function URL: both `lambda:InvokeFunctionUrl` and `lambda:InvokeFunction` must be allowed, by the function's
 * resource policy or, for a caller of this account, by the caller's own policies; a Deny in either wins (developer guide, "Control access
 * to Lambda function URLs"). `caller` is undefined for a URL that accepts unsigned requests.
 */
export function mayUseUrl(
  authority: Pick<Authority, 'decide' | 'evaluateResourcePolicy'>,
  { url, arn, statements }: { url: FunctionUrl; arn: string; statements: readonly Statement[] },
  caller: Principal | undefined,
): boolean {
  const policy = policyDocument(statements);
  const common = { principal: caller ?? ANYBODY, resource: arn };
  const asked: AuthorizationRequest[] = [
    {
      ...common,
      action: 'lambda:InvokeFunctionUrl',
      context: { 'lambda:FunctionUrlAuthType': url.authType },
    },
    { ...common, action: 'lambda:InvokeFunction', context: { 'lambda:InvokedViaFunctionUrl': 'true' } },
  ];
  return asked.every((request) => {
    const decisions = [
      authority.evaluateResourcePolicy(policy, request),
      ...(caller ? [authority.decide(request)] : []),
    ];
    return !decisions.includes('explicit-deny') && decisions.includes('allowed');
  });
}
