import type {
  DeleteResourcePolicyCommandInput,
  DescribeResourcePoliciesCommandInput,
  PutResourcePolicyCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../../edge/aws-error.ts';
import { type Operation, operation } from '../../../edge/operation.ts';
import type { ResourcePolicy } from '../state/logs-store.ts';
import { type LogsDependencies, placeOf, tokenOf } from './dependencies.ts';
import { limitExceeded } from './filters.ts';

/** Resource policies of an account in a region (API reference, PutResourcePolicy). */
const MOST = 10;

/**
 * PutResourcePolicy, DescribeResourcePolicies, DeleteResourcePolicy, for the account. The engine does not have the services that they are
 * for, such as Route 53, so it only stores and shows the policies.
 */
export function resourcePolicyOperations({
  store,
  now,
}: LogsDependencies): Record<string, Operation<object, object>> {
  return {
    PutResourcePolicy: operation<PutResourcePolicyCommandInput, object>({
      honours: { policyName: true, policyDocument: true },
      run({ policyName = '', policyDocument = '' }) {
        checkDocument(policyDocument);
        const { resourcePolicies } = store.state;
        if (!resourcePolicies.has(policyName) && resourcePolicies.size >= MOST) throw limitExceeded();
        const policy = { name: policyName, document: policyDocument, lastUpdatedTime: now() };
        store.commit.putResourcePolicy(policy);
        return { resourcePolicy: policyType(policy) };
      },
    }),
    DescribeResourcePolicies: operation<DescribeResourcePoliciesCommandInput, object>({
      honours: { nextToken: true, limit: true, policyScope: ['ACCOUNT'] },
      run({ nextToken, limit = 50 }) {
        const after = placeOf<string>(nextToken);
        const found = [...store.state.resourcePolicies.values()]
          .sort((a, b) => (a.name < b.name ? -1 : 1))
          .filter(({ name }) => after === undefined || name > after);
        const shown = found.slice(0, limit);
        return {
          resourcePolicies: shown.map(policyType),
          ...(found.length > shown.length && { nextToken: tokenOf(shown.at(-1)?.name) }),
        };
      },
    }),
    DeleteResourcePolicy: operation<DeleteResourcePolicyCommandInput, object>({
      honours: { policyName: true },
      run({ policyName = '' }) {
        if (!store.state.resourcePolicies.has(policyName)) {
          throw new AwsError('ResourceNotFoundException', `Policy with name [${policyName}] does not exist.`);
        }
        store.commit.removeResourcePolicy({ name: policyName });
        return {};
      },
    }),
  };
}

function checkDocument(document: string): void {
  try {
    JSON.parse(document);
  } catch (cause) {
    // The sentence is a guess.
    throw new AwsError('InvalidParameterException', 'The policy document is not valid JSON.', { cause });
  }
}

function policyType({ name, document, lastUpdatedTime }: ResourcePolicy) {
  return { policyName: name, policyDocument: document, lastUpdatedTime, policyScope: 'ACCOUNT' };
}
