import type { Config } from '../config.ts';
import { declare, type Node } from '../reconcile/declare.ts';
import { arn, nameIn, type Scope } from '../reconcile/scope.ts';
import type { Bundle } from '../resources/function.ts';
import { functionPolicy } from '../resources/function-policy.ts';
import type { Statement } from '../resources/role-policy.ts';
import { table } from '../resources/table.ts';
import { userPool } from '../resources/user-pool.ts';
import { userPoolClient } from '../resources/user-pool-client.ts';
import { type Add, declareFunction } from './function.ts';
import { declareGate, type GateOutputs } from './gate.ts';
import { declareMetered, declarePlan, keyPrefix, tellsPlan } from './limits.ts';
import { declareOrigin } from './origin.ts';

export type BundleName = 'post-confirmation' | 'authorizer' | 'credential' | 'mock-origin';

export interface StackInputs {
  readonly config: Config;
  readonly scope: Scope;
  /** Returns a function's code, when needed. */
  readonly bundle: (name: BundleName) => Promise<Bundle>;
  /** The secret that the gateway adds to each request for the origin. */
  readonly originSecret: string;
  /** How credentials are hashed before they are stored; undefined: they are stored as they are. */
  readonly credentialSecret: string | undefined;
}

/** The stack: its resources, each after those it needs, and the ones that others look up. */
export interface Stack {
  readonly nodes: readonly Node[];
  readonly outputs: {
    readonly people: Node<{ id: string }>;
    readonly client: Node<{ id: string }>;
    readonly users: Node<{ name: string }>;
    readonly postConfirmation: Node<{ name: string }>;
    readonly authorizer: Node<{ name: string }>;
    readonly credential: Node<{ name: string }>;
    readonly origin: string | Node<{ url: string }>;
    readonly gate: GateOutputs;
    /** The plan, if people's requests are limited. */
    readonly plan: Node<{ id: string }> | undefined;
  };
}

/**
 * Declares all there is:
 *
 *     people ── PostConfirmation ──▶ postConfirmation ── put ──▶ users ◀── get ── authorizer ◀── gate ──▶ origin
 *                                                                  ▲                               │
 *                                                                  └── rotate, end ── credential ◀─┘
 */
export function declareStack(inputs: StackInputs): Stack {
  const { config, scope, bundle, originSecret, credentialSecret } = inputs;
  const nodes: Node[] = [];
  const add: Add = (node) => {
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
  // 256 MB are a seventh of a virtual CPU (1,769 MB are one): enough for one small call, and cheap.
  const environment = {
    TABLE_NAME: config.tableName,
    ...(credentialSecret === undefined
      ? {}
      : { CREDENTIAL_STORAGE: 'hashed', CREDENTIAL_SECRET: credentialSecret }),
  };
  const each = { config, scope, add, memory: 256, environment };
  const plan = declarePlan({ config, scope, add });
  const postConfirmation = declareFunction({
    ...each,
    name: 'post-confirmation',
    // Cognito waits 5 s for its trigger and then calls again: the function must give up before.
    timeout: 4,
    // The person and their guard in one transaction; the guard is read again after contention.
    allow: [{ Effect: 'Allow', Action: ['dynamodb:PutItem', 'dynamodb:GetItem'], Resource: tableArn }],
    ...(plan
      ? {
          environment: { ...environment, KEY_PREFIX: keyPrefix(scope) },
          told: tellsPlan(plan, scope),
        }
      : {}),
    code: () => bundle('post-confirmation'),
  });
  const authorizer = declareFunction({
    ...each,
    name: 'authorizer',
    timeout: 3,
    allow: [{ Effect: 'Allow', Action: ['dynamodb:GetItem'], Resource: tableArn }, mayNoteUse(tableArn)],
    code: () => bundle('authorizer'),
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
  const credential = declareFunction({
    ...each,
    name: 'credential',
    // Each of its calls gives up sooner; contention is retried within about 2 s.
    timeout: 10,
    // Its transactions consist of the last three.
    allow: [{ Effect: 'Allow', Action: OWN_CREDENTIAL, Resource: tableArn }],
    environment: { ...environment, CREDENTIAL_GRACE: String(config.credentialGrace) },
    told: { node: people, as: 'USER_POOL_ID' },
    code: () => bundle('credential'),
  });
  const mayInvoke = {
    sid: 'user-pool',
    principal: 'cognito-idp.amazonaws.com',
    action: 'lambda:InvokeFunction',
  } as const;
  add(
    declare(
      functionPolicy,
      'people-may-invoke',
      { people, postConfirmation },
      ({ people, postConfirmation }) => ({
        functionName: postConfirmation.name,
        functionArn: postConfirmation.arn,
        grants: [{ ...mayInvoke, sourceArn: people.arn }],
      }),
    ),
  );

  const origin = declareOrigin({ config, scope, originSecret, add, code: () => bundle('mock-origin') });
  const gate = declareGate({
    config,
    scope,
    originSecret,
    authorizer,
    credential,
    people,
    client,
    origin,
    add,
  });
  if (plan && gate.rest) declareMetered({ config, scope, add }, plan, gate.rest);
  return {
    nodes,
    outputs: { plan, people, client, users, postConfirmation, authorizer, credential, origin, gate },
  };
}

const OWN_CREDENTIAL = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'];

/**
 * The authorizer may only write the hour of a use, and nothing else: it must not be able to activate anybody (DynamoDB guide, "Using IAM
 * policy conditions for fine-grained access control").
 */
function mayNoteUse(tableArn: string): Statement {
  return {
    Effect: 'Allow',
    Action: ['dynamodb:UpdateItem'],
    Resource: tableArn,
    Condition: {
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['authentication', 'lastUsedAt'] },
    },
  };
}
