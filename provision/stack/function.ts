import type { Runtime } from '@aws-sdk/client-lambda';
import type { Config, Language } from '../config.ts';
import { declare, type Node } from '../reconcile/declare.ts';
import { nameIn, type Scope } from '../reconcile/scope.ts';
import { type Bundle, lambdaFunction } from '../resources/function.ts';
import { logGroup } from '../resources/log-group.ts';
import { role } from '../resources/role.ts';
import { attachedPolicies, inlinePolicies } from '../resources/role-extras.ts';
import { rolePolicy, type Statement } from '../resources/role-policy.ts';

/** Adds a resource to the stack's list, and returns it. */
export type Add = <O>(node: Node<O>) => Node<O>;

/** A resource whose id a function gets in a variable, and what the function may do because of it. */
export interface Told {
  readonly node: Node<{ id: string }>;
  /** The variable. */
  readonly as: string;
  readonly allow?: (id: string) => readonly Statement[];
}

export interface FunctionInputs {
  readonly config: Config;
  readonly scope: Scope;
  readonly add: Add;
  /** `authorizer`: the function is called `<app>-<stage>-authorizer`. */
  readonly name: string;
  /** Seconds. */
  readonly timeout: number;
  /** Megabytes. */
  readonly memory: number;
  /** What it may do besides writing its own log lines. */
  readonly allow: readonly Statement[];
  readonly environment: Readonly<Record<string, string>>;
  /** A resource whose id it gets. */
  readonly told?: Told | undefined;
  readonly code: () => Promise<Bundle>;
}

/** The runtime of TypeScript functions. */
export const RUNTIME: Runtime = 'nodejs22.x';
/** The runtime of Python functions. */
const PYTHON_RUNTIME: Runtime = 'python3.13';
/** The functions that exist in Python too, in `examples/python/`. */
const IN_PYTHON: readonly string[] = ['post-confirmation', 'authorizer'];

/** Whether a function of this stack runs in Python, if that is asked for. */
export function runsInPython(language: Language, name: string): boolean {
  return language === 'python' && IN_PYTHON.includes(name);
}

/**
 * Stack traces name TypeScript files and lines, by the map in the bundle (AWS SAM developer guide, "Building Node.js Lambda functions with
 * esbuild": the same variable). It makes a cold start some 5 ms longer, on a whole core.
 */
const FOLLOW_SOURCE_MAPS = { NODE_OPTIONS: '--enable-source-maps' };

/** Declares a function with its own log group, and its own role with exactly the declared permissions. */
export function declareFunction(inputs: FunctionInputs): Node<{ name: string; arn: string }> {
  const { config, scope, add, name, timeout, memory, allow, environment, told, code } = inputs;
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
  const policy = (identity: { name: string }, lines: { arn: string }, more: readonly Statement[]) => ({
    roleName: identity.name,
    policyName,
    statements: [...allow, ...more, mayWrite(`${lines.arn}:*`)],
  });
  const because = told?.allow;
  const allowed = add(
    told && because
      ? declare(rolePolicy, `${name}-policy`, { identity, lines, of: told.node }, ({ identity, lines, of }) =>
          policy(identity, lines, because(of.id)),
        )
      : declare(rolePolicy, `${name}-policy`, { identity, lines }, ({ identity, lines }) =>
          policy(identity, lines, []),
        ),
  );
  for (const kind of [attachedPolicies, inlinePolicies]) {
    add(
      declare(kind, `${name}: ${kind.type}`, { identity }, ({ identity }) => ({
        roleName: identity.name,
        policyName,
      })),
    );
  }
  const python = runsInPython(config.language, name);
  const props = (identity: { arn: string }, more: Readonly<Record<string, string>>) => ({
    name: fullName,
    roleArn: identity.arn,
    ...programOf(python, name),
    memory,
    timeout,
    environment: { ...(python ? {} : FOLLOW_SOURCE_MAPS), ...environment, ...more },
    code,
  });
  const needs = { identity, allowed, lines };
  return add(
    told
      ? declare(lambdaFunction, name, { ...needs, of: told.node }, ({ identity, of }) =>
          props(identity, { [told.as]: of.id }),
        )
      : declare(lambdaFunction, name, needs, ({ identity }) => props(identity, {})),
  );
}

function programOf(python: boolean, name: string): { runtime: Runtime; handler: string } {
  return python
    ? { runtime: PYTHON_RUNTIME, handler: `${name.replaceAll('-', '_')}.handler` }
    : { runtime: RUNTIME, handler: 'index.handler' };
}

function mayWrite(streams: string): Statement {
  return { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: streams };
}
