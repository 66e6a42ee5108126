import type { Config } from './config.ts';
import { declare, type Node } from './reconcile/declare.ts';
import { arn, nameIn, type Scope } from './reconcile/scope.ts';
import { type Bundle, lambdaFunction } from './resources/function.ts';
import { functionPolicy } from './resources/function-policy.ts';
import { logGroup } from './resources/log-group.ts';
import { role } from './resources/role.ts';
import { attachedPolicies, inlinePolicies } from './resources/role-extras.ts';
import { rolePolicy, type Statement } from './resources/role-policy.ts';
import { table } from './resources/table.ts';
import { userPool } from './resources/user-pool.ts';
import { userPoolClient } from './resources/user-pool-client.ts';
import { declareGate, type GateOutputs } from './stack-gate.ts';

export interface StackInputs {
  readonly config: Config;
  readonly scope: Scope;
  /** The functions' code, asked for when it is needed. */
  readonly bundle: (name: 'post-confirmation' | 'authorizer') => Promise<Bundle>;
  /** What the gateway adds to each request, so that the origin answers it. */
  readonly originSecret: string;
}

/** The stack: its resources, each after those it needs, and where to find what others ask for. */
export interface Stack {
  readonly nodes: readonly Node[];
  readonly outputs: {
    readonly people: Node<{ id: string }>;
    readonly client: Node<{ id: string }>;
    readonly users: Node<{ name: string }>;
    readonly postConfirmation: Node<{ name: string }>;
    readonly authorizer: Node<{ name: string }>;
    readonly gate: GateOutputs;
  };
}

/**
 * Declares all there is:
 *
 *     people ── PostConfirmation ──▶ postConfirmation ── put ──▶ users ◀── get ── authorizer ◀── gate ──▶ origin
 */
export function declareStack({ config, scope, bundle, originSecret }: StackInputs): Stack {
  const nodes: Node[] = [];
  const add = <O>(node: Node<O>): Node<O> => {
    nodes.push(node);
    return node;
  };

  const users = add(
    declare(table, 'users', {}, () => ({
      name: config.tableName,
      partitionKey: 'authentication',
      protectedData: config.protectData,
    })),
  );

  const tableArn = arn(scope, 'dynamodb', `table/${config.tableName}`);
  const postConfirmation = declareFunction({
    name: 'post-confirmation',
    // Cognito waits 5 s for its trigger and then calls again: the function has to give up before that.
    timeout: 4,
    // The person and their guard in one transaction; the guard is read again when somebody else was at it.
    allow: { Effect: 'Allow', Action: ['dynamodb:PutItem', 'dynamodb:GetItem'], Resource: tableArn },
  });
  const authorizer = declareFunction({
    name: 'authorizer',
    timeout: 3,
    allow: { Effect: 'Allow', Action: ['dynamodb:GetItem'], Resource: tableArn },
  });

  const people = add(
    declare(userPool, 'people', { postConfirmation }, ({ postConfirmation }) => ({
      name: nameIn(scope),
      postConfirmationArn: postConfirmation.arn,
      protectedData: config.protectData,
    })),
  );
  const client = add(
    declare(userPoolClient, 'client', { people }, ({ people }) => ({
      name: nameIn(scope),
      userPoolId: people.id,
    })),
  );
  add(
    declare(
      functionPolicy,
      'people-may-invoke',
      { people, postConfirmation },
      ({ people, postConfirmation }) => ({
        functionName: postConfirmation.name,
        functionArn: postConfirmation.arn,
        grants: [{ sid: 'user-pool', principal: 'cognito-idp.amazonaws.com', sourceArn: people.arn }],
      }),
    ),
  );

  const gate = declareGate({ config, scope, originSecret, authorizer, add });
  return { nodes, outputs: { people, client, users, postConfirmation, authorizer, gate } };

  /** A function with its own role, which may do `allow` and write its own lines, and its own log group. */
  function declareFunction(wanted: {
    name: 'post-confirmation' | 'authorizer';
    timeout: number;
    allow: Statement;
  }) {
    const { name, timeout, allow } = wanted;
    const fullName = nameIn(scope, name);
    const policyName = `${fullName}-may`;
    const lines = add(
      declare(logGroup, `${name}-log`, {}, () => ({
        name: `/aws/lambda/${fullName}`,
        retentionDays: config.logRetentionDays,
      })),
    );
    const identity = add(
      declare(role, `${name}-role`, {}, () => ({ name: fullName, service: 'lambda.amazonaws.com' })),
    );
    const allowed = add(
      declare(rolePolicy, `${name}-policy`, { identity, lines }, ({ identity, lines }) => ({
        roleName: identity.name,
        policyName,
        statements: [
          allow,
          {
            Effect: 'Allow' as const,
            Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            Resource: `${lines.arn}:*`,
          },
        ],
      })),
    );
    for (const [suffix, extras] of [
      ['attached', attachedPolicies],
      ['inline', inlinePolicies],
    ] as const) {
      add(
        declare(extras, `${name}-${suffix}`, { identity }, ({ identity }) => ({
          roleName: identity.name,
          policyName,
        })),
      );
    }
    return add(
      declare(lambdaFunction, name, { identity, allowed, lines }, ({ identity }) => ({
        name: fullName,
        roleArn: identity.arn,
        runtime: 'nodejs22.x' as const,
        handler: 'index.handler',
        // A seventh of a virtual CPU (1,769 MB are one): enough for one small call, and cheap.
        memory: 256,
        timeout,
        environment: { TABLE_NAME: config.tableName },
        code: () => bundle(name),
      })),
    );
  }
}
