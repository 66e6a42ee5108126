import type {
  SimulateCustomPolicyCommandInput,
  SimulatePrincipalPolicyCommandInput,
} from '@aws-sdk/client-iam';
import { AwsError } from '../../../edge/aws-error.ts';
import { type Operation, operation } from '../../../edge/operation.ts';
import { neededKeys } from '../../../edge/policy/needed-keys.ts';
import type { CompiledPolicies } from '../compiled-policies.ts';
import type { IamDependencies } from './identities.ts';
import { page } from './paging.ts';
import { createPolicySources, type PolicySource } from './policy-sources.ts';
import { type Simulation, simulate } from './simulation.ts';

const OPTIONS = {
  PolicyInputList: true,
  PermissionsBoundaryPolicyInputList: true,
  ActionNames: true,
  ResourceArns: true,
  ResourcePolicy: true,
  CallerArn: true,
  ContextEntries: true,
  MaxItems: true,
  Marker: true,
} as const;

/** SimulatePrincipalPolicy, SimulateCustomPolicy and the calls that list the condition keys of policies. */
export function simulateOperations(
  { store, accountId }: IamDependencies,
  policies: CompiledPolicies,
): Record<string, Operation<object, object>> {
  const sources = createPolicySources(store, policies);

  function answer(
    input: Partial<SimulateCustomPolicyCommandInput>,
    about: Pick<Simulation, 'identity' | 'boundary'>,
    arn: string,
  ): object {
    const resource = sources.ofResource(input.ResourcePolicy);
    const results = simulate({ ...about, resource, caller: { arn, accountId } }, input);
    const numbered = results.map((result, index) => ({ result, order: String(index).padStart(6, '0') }));
    const { entries, ...rest } = page(numbered, ({ order }) => order, input);
    return { EvaluationResults: entries.map(({ result }) => result), ...rest };
  }
  const boundariesOf = ({ PermissionsBoundaryPolicyInputList }: Partial<SimulateCustomPolicyCommandInput>) =>
    sources.given(PermissionsBoundaryPolicyInputList, 'PermissionsBoundaryPolicyInputList');
  const keysOf = (wanted: readonly PolicySource[]) => ({
    ContextKeyNames: neededKeys(wanted.flatMap(({ statements }) => statements)),
  });

  return {
    SimulatePrincipalPolicy: operation<SimulatePrincipalPolicyCommandInput, object>({
      honours: { PolicySourceArn: true, ...OPTIONS },
      resource: ({ PolicySourceArn }) => PolicySourceArn ?? '*',
      run(input) {
        const found = sources.identityAt(input.PolicySourceArn);
        const more = sources.given(input.PolicyInputList, 'PolicyInputList');
        const instead = boundariesOf(input);
        const about = {
          identity: [...sources.ofIdentity(found), ...more],
          boundary: instead.length > 0 ? instead : sources.boundaryOf(found),
        };
        return answer(input, about, input.CallerArn ?? found.arn);
      },
    }),
    SimulateCustomPolicy: operation<SimulateCustomPolicyCommandInput, object>({
      honours: OPTIONS,
      run(input) {
        if (input.ResourcePolicy !== undefined && input.CallerArn === undefined) {
          throw new AwsError(
            'InvalidInputException',
            'CallerArn is required when ResourcePolicy is specified.',
          );
        }
        const identity = sources.given(input.PolicyInputList, 'PolicyInputList');
        return answer(input, { identity, boundary: boundariesOf(input) }, input.CallerArn ?? '');
      },
    }),
    GetContextKeysForPrincipalPolicy: operation<
      { PolicySourceArn?: string; PolicyInputList?: string[] },
      object
    >({
      honours: { PolicySourceArn: true, PolicyInputList: true },
      resource: ({ PolicySourceArn }) => PolicySourceArn ?? '*',
      run({ PolicySourceArn, PolicyInputList }) {
        const own = sources.ofIdentity(sources.identityAt(PolicySourceArn));
        return keysOf([...own, ...sources.given(PolicyInputList, 'PolicyInputList')]);
      },
    }),
    GetContextKeysForCustomPolicy: operation<{ PolicyInputList?: string[] }, object>({
      honours: { PolicyInputList: true },
      run: ({ PolicyInputList }) => keysOf(sources.given(PolicyInputList, 'PolicyInputList')),
    }),
  };
}
