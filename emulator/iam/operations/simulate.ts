import type {
  ContextEntry,
  SimulateCustomPolicyCommandInput,
  SimulatePrincipalPolicyCommandInput,
} from '@aws-sdk/client-iam';
import { AwsError } from '../../edge/aws-error.ts';
import { type Operation, operation } from '../../edge/operation.ts';
import type { CompiledPolicies } from '../compiled-policies.ts';
import { type ContextKeys, contextKeys } from '../policy/context-keys.ts';
import { decide } from '../policy/decide.ts';
import type { Statement } from '../policy/document.ts';
import { evaluate } from '../policy/evaluate.ts';
import { neededKeys } from '../policy/needed-keys.ts';
import { type Identity, lastName } from '../state/iam-store.ts';
import { checkIdentityPolicy, type IamDependencies, identityNamed } from './identities.ts';
import { page } from './paging.ts';

/** Statements, and the policy that they are of, by its name in a simulation's answer. */
interface Source {
  id: string;
  statements: readonly Statement[];
}

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

/** SimulatePrincipalPolicy, SimulateCustomPolicy and the calls that tell which condition keys policies ask for. */
export function simulateOperations(
  { store, accountId }: IamDependencies,
  policies: CompiledPolicies,
): Record<string, Operation<object, object>> {
  function identityAt(arn = ''): Identity {
    const [, kind] = /^arn:aws:iam::\d{12}:(user|role)\//.exec(arn) ?? [];
    if (kind !== 'user' && kind !== 'role')
      throw new AwsError('InvalidInputException', `Invalid Entity Arn: ${arn}`);
    return identityNamed(store, kind, lastName(arn));
  }

  function sourcesOf({ arn, name, inline, attached }: Identity): Source[] {
    const kind = arn.includes(':role/') ? 'role' : 'user';
    return [
      ...[...inline].map(([policy, text]) => ({
        id: `${kind}_${name}_${policy}`,
        statements: policies.of(text),
      })),
      ...[...attached].map((policy) => ({ id: lastName(policy), statements: policies.ofManaged(policy) })),
    ];
  }

  function given(list: string[] | undefined, name: string): Source[] {
    return (list ?? []).map((document, index) => {
      checkIdentityPolicy(document);
      return { id: `${name}.${index + 1}`, statements: policies.of(document) };
    });
  }

  function simulate(
    input: Omit<SimulateCustomPolicyCommandInput, 'PolicyInputList'>,
    sources: Source[],
    boundaries: Source[],
    callerArn: string,
  ): object {
    const { ActionNames = [], ResourceArns = ['*'], ResourcePolicy, ContextEntries = [] } = input;
    const keys = contextKeys(contextOf(ContextEntries));
    const resource = ResourcePolicy === undefined ? [] : policies.of(ResourcePolicy);
    const all = [...sources, ...boundaries, { id: 'ResourcePolicy', statements: resource }];
    const results = ActionNames.flatMap((action) =>
      ResourceArns.map((arn) => {
        const request = { action, resource: arn, context: keys };
        const boundary =
          boundaries.length > 0 ? boundaries.flatMap(({ statements }) => statements) : undefined;
        const grounds = { identity: sources.flatMap(({ statements }) => statements), boundary, resource };
        const { decision } = decide(grounds, request, { arn: callerArn, accountId });
        return {
          EvalActionName: action,
          EvalResourceName: arn,
          EvalDecision: DECISIONS[decision],
          MatchedStatements: matched(all, action, arn, keys),
          MissingContextValues: neededKeys(all.flatMap(({ statements }) => statements)).filter(
            (key) => !keys(key),
          ),
          ...(boundary && {
            PermissionsBoundaryDecisionDetail: {
              AllowedByPermissionsBoundary: evaluate(boundary, request) === 'allowed',
            },
          }),
        };
      }),
    );
    const numbered = results.map((result, index) => ({ result, order: String(index).padStart(6, '0') }));
    const { entries, ...rest } = page(numbered, ({ order }) => order, input);
    return { EvaluationResults: entries.map(({ result }) => result), ...rest };
  }

  return {
    SimulatePrincipalPolicy: operation<SimulatePrincipalPolicyCommandInput, object>({
      honours: { PolicySourceArn: true, ...OPTIONS },
      resource: ({ PolicySourceArn }) => PolicySourceArn ?? '*',
      run(input) {
        const identity = identityAt(input.PolicySourceArn);
        const more = given(input.PolicyInputList, 'PolicyInputList');
        const own =
          identity.boundary === undefined
            ? []
            : [{ id: lastName(identity.boundary), statements: policies.ofManaged(identity.boundary) }];
        const instead = given(input.PermissionsBoundaryPolicyInputList, 'PermissionsBoundaryPolicyInputList');
        const boundaries = instead.length > 0 ? instead : own;
        return simulate(
          input,
          [...sourcesOf(identity), ...more],
          boundaries,
          input.CallerArn ?? identity.arn,
        );
      },
    }),
    SimulateCustomPolicy: operation<SimulateCustomPolicyCommandInput, object>({
      honours: OPTIONS,
      run(input) {
        const boundaries = given(
          input.PermissionsBoundaryPolicyInputList,
          'PermissionsBoundaryPolicyInputList',
        );
        if (input.ResourcePolicy !== undefined && input.CallerArn === undefined) {
          throw new AwsError(
            'InvalidInputException',
            'CallerArn is required when ResourcePolicy is specified.',
          );
        }
        return simulate(
          input,
          given(input.PolicyInputList, 'PolicyInputList'),
          boundaries,
          input.CallerArn ?? '',
        );
      },
    }),
    GetContextKeysForPrincipalPolicy: operation<
      { PolicySourceArn?: string; PolicyInputList?: string[] },
      object
    >({
      honours: { PolicySourceArn: true, PolicyInputList: true },
      resource: ({ PolicySourceArn }) => PolicySourceArn ?? '*',
      run({ PolicySourceArn, PolicyInputList }) {
        const sources = [
          ...sourcesOf(identityAt(PolicySourceArn)),
          ...given(PolicyInputList, 'PolicyInputList'),
        ];
        return { ContextKeyNames: neededKeys(sources.flatMap(({ statements }) => statements)) };
      },
    }),
    GetContextKeysForCustomPolicy: operation<{ PolicyInputList?: string[] }, object>({
      honours: { PolicyInputList: true },
      run: ({ PolicyInputList }) => ({
        ContextKeyNames: neededKeys(
          given(PolicyInputList, 'PolicyInputList').flatMap(({ statements }) => statements),
        ),
      }),
    }),
  };
}

const DECISIONS = {
  allowed: 'allowed',
  'explicit-deny': 'explicitDeny',
  'implicit-deny': 'implicitDeny',
} as const;

function contextOf(entries: readonly ContextEntry[]): Record<string, string[]> {
  return Object.fromEntries(
    entries.map(({ ContextKeyName = '', ContextKeyValues = [] }) => [ContextKeyName, ContextKeyValues]),
  );
}

function matched(sources: readonly Source[], action: string, resource: string, keys: ContextKeys): object[] {
  const asked = { action: action.toLowerCase(), resource, principal: undefined, keys };
  return sources.flatMap(({ id, statements }) =>
    statements
      .filter((statement) => statement.applies(asked))
      .map(() => ({ SourcePolicyId: id, SourcePolicyType: 'IAM Policy' })),
  );
}
