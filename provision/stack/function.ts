import type { Runtime } from '@aws-sdk/client-lambda';
import type { Config, Language } from '../config.ts';
import { declare, type Node } from '../reconcile/declare.ts';
import { nameIn, type Scope } from '../reconcile/scope.ts';
import { type Bundle, lambdaFunction } from '../resources/function.ts';
import { logGroup } from '../resources/log-group.ts';
import { role } from '../resources/role.ts';
import { attachedPolicies, inlinePolicies } from '../resources/role-extras.ts';
import { rolePolicy, type Statement } from '../resources/role-policy.ts';

/** Puts a resource on the stack's list, and answers it. */
export type Add = <O>(node: Node<O>) => Node<O>;

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
  /** What it may do beside writing its own lines. */
  readonly allow: readonly Statement[];
  readonly environment: Readonly<Record<string, string>>;
  readonly code: () => Promise<Bundle>;
}

/** What functions in TypeScript run on. */
export const RUNTIME: Runtime = 'nodejs22.x';
/** What functions in Python run on. */
const PYTHON_RUNTIME: Runtime = 'python3.13';

/**
 * Stack traces tell files and lines of TypeScript, by the map in the bundle (AWS SAM developer guide, "Building Node.js Lambda
 * functions with esbuild": the same variable). It makes a cold start some 5 ms longer, on a whole core.
 */
const FOLLOW_SOURCE_MAPS = { NODE_OPTIONS: '--enable-source-maps' };

/** Declares a function with its own log group, and its own role, which may do what is declared and nothing more. */
export function declareFunction(inputs: FunctionInputs): Node<{ name: string; arn: string }> {
  const { config, scope, add, name, timeout, memory, allow, environment, code } = inputs;
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
      statements: [...allow, mayWrite(`${lines.arn}:*`)],
    })),
  );
  for (const kind of [attachedPolicies, inlinePolicies]) {
    add(
      declare(kind, `${name}: ${kind.type}`, { identity }, ({ identity }) => ({
        roleName: identity.name,
        policyName,
      })),
    );
  }
  return add(
    declare(lambdaFunction, name, { identity, allowed, lines }, ({ identity }) => ({
      name: fullName,
      roleArn: identity.arn,
      ...programOf(config.language, name),
      memory,
      timeout,
      environment: config.language === 'nodejs' ? { ...FOLLOW_SOURCE_MAPS, ...environment } : environment,
      code,
    })),
  );
}

function programOf(language: Language, name: string): { runtime: Runtime; handler: string } {
  return language === 'python'
    ? { runtime: PYTHON_RUNTIME, handler: `${name.replaceAll('-', '_')}.handler` }
    : { runtime: RUNTIME, handler: 'index.handler' };
}

function mayWrite(streams: string): Statement {
  return { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: streams };
}
