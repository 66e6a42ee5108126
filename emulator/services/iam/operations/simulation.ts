import type { ContextEntry, EvaluationResult, SimulateCustomPolicyCommandInput } from '@aws-sdk/client-iam';
import { type ContextKeys, contextKeys } from '../../../edge/policy/context-keys.ts';
import { decide } from '../../../edge/policy/decide.ts';
import { type Decision, evaluate } from '../../../edge/policy/evaluate.ts';
import { neededKeys } from '../../../edge/policy/needed-keys.ts';
import type { Principals } from '../../../edge/policy/statement.ts';
import { statementPositions } from '../../../edge/policy/statement-positions.ts';
import type { PolicySource } from './policy-sources.ts';

/** A simulation's requests and policies. */
export interface Simulation {
  identity: readonly PolicySource[];
  boundary: readonly PolicySource[];
  resource: readonly PolicySource[];
  /** The assumed caller, for a resource's policy. */
  caller: { arn: string; accountId: string };
}

/**
 * Decides each action and each resource of a simulation (API reference, SimulatePrincipalPolicy). With ARNs of resources the answer appears
 * twice, as on IAM: for the action, and among its results by resource.
 */
export function simulate(
  { identity, boundary, resource, caller }: Simulation,
  { ActionNames = [], ResourceArns, ContextEntries = [] }: Partial<SimulateCustomPolicyCommandInput>,
): EvaluationResult[] {
  const keys = contextKeys(contextOf(ContextEntries));
  const statementsOf = (sources: readonly PolicySource[]) => sources.flatMap(({ statements }) => statements);
  const grounds = {
    identity: statementsOf(identity),
    boundary: boundary.length > 0 ? statementsOf(boundary) : undefined,
    resource: statementsOf(resource),
  };
  const all = [...identity, ...boundary, ...resource];
  const MissingContextValues = neededKeys(statementsOf(all)).filter((key) => !keys(key));

  function result(action: string, arn: string): EvaluationResult {
    const request = { action, resource: arn, context: keys };
    const { decision } = decide(grounds, request, caller);
    const principal = { AWS: [caller.arn, `arn:aws:iam::${caller.accountId}:root`] };
    const MatchedStatements = [
      ...matched([...identity, ...boundary], { action, arn, keys, principal: undefined }, decision),
      ...matched(resource, { action, arn, keys, principal }, decision),
    ];
    const detail = grounds.boundary && {
      PermissionsBoundaryDecisionDetail: {
        AllowedByPermissionsBoundary: evaluate(grounds.boundary, request) === 'allowed',
      },
    };
    const shared = { MatchedStatements, MissingContextValues, ...detail };
    return {
      EvalActionName: action,
      EvalResourceName: arn,
      EvalDecision: DECISIONS[decision],
      ...shared,
      ...(ResourceArns && {
        ResourceSpecificResults: [
          { EvalResourceName: arn, EvalResourceDecision: DECISIONS[decision], ...shared },
        ],
      }),
    };
  }

  return ActionNames.flatMap((action) => (ResourceArns ?? ['*']).map((arn) => result(action, arn)));
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

interface Matching {
  action: string;
  arn: string;
  keys: ContextKeys;
  principal: Principals | undefined;
}

/** The matching statements; of an explicit deny, only those that deny. */
function matched(
  sources: readonly PolicySource[],
  { action, arn, keys, principal }: Matching,
  decision: Decision,
): object[] {
  const asked = { action: action.toLowerCase(), resource: arn, principal, keys };
  return sources.flatMap(({ id, text, statements }) =>
    statements.flatMap((statement, index) =>
      statement.applies(asked) && (decision !== 'explicit-deny' || statement.effect === 'Deny')
        ? [{ SourcePolicyId: id, SourcePolicyType: 'IAM Policy', ...statementPositions(text)[index] }]
        : [],
    ),
  );
}
