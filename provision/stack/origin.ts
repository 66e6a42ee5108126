import type { Config } from '../config.ts';
import { declare, type Node } from '../reconcile/declare.ts';
import { nameIn, type Scope } from '../reconcile/scope.ts';
import { unwanted } from '../reconcile/unwanted.ts';
import { type Bundle, lambdaFunction } from '../resources/function.ts';
import { functionPolicy, type Grant } from '../resources/function-policy.ts';
import { functionUrl } from '../resources/function-url.ts';
import { logGroup } from '../resources/log-group.ts';
import { role } from '../resources/role.ts';
import { type Add, declareFunction, RUNTIME } from './function.ts';

export interface OriginInputs {
  readonly config: Config;
  readonly scope: Scope;
  readonly originSecret: string;
  readonly code: () => Promise<Bundle>;
  readonly add: Add;
}

const NAME = 'origin';

/** Both are needed since October 2025 (Lambda guide, "Control access to Lambda function URLs"). */
const ANYBODY: readonly Grant[] = [
  { sid: 'url', principal: '*', action: 'lambda:InvokeFunctionUrl', byUrl: true },
  { sid: 'url-function', principal: '*', action: 'lambda:InvokeFunction', byUrl: true },
];

/**
 * Declares where the gate's requests go: a given address, or the source server as a function with its own address. That address is public
 * like any origin's: the secret header rejects requests that bypass the gate. Returns the address, or the resource that will have one.
 */
export function declareOrigin(inputs: OriginInputs): string | Node<{ url: string }> {
  const { config, scope, originSecret, code, add } = inputs;
  if (config.originUrl !== undefined) {
    declareNoFunction(inputs);
    return config.originUrl;
  }
  const origin = declareFunction({
    config,
    scope,
    add,
    name: NAME,
    timeout: 10,
    memory: 512,
    allow: [],
    environment: { ORIGIN_SECRET: originSecret },
    code,
  });
  const address = add(
    declare(functionUrl, 'origin-url', { origin }, ({ origin }) => ({ functionName: origin.name })),
  );
  add(
    declare(functionPolicy, 'anybody-may-call-origin', { origin, address }, ({ origin }) => ({
      functionName: origin.name,
      functionArn: origin.arn,
      grants: ANYBODY,
    })),
  );
  return address;
}

/** An earlier run's origin that is no longer wanted goes. */
function declareNoFunction({ config, scope, code, add }: OriginInputs): void {
  const name = nameIn(scope, NAME);
  const noFunction = add(
    declare(unwanted(lambdaFunction), 'no-origin-function', {}, () => ({
      name,
      roleArn: '',
      runtime: RUNTIME,
      handler: '',
      memory: 0,
      timeout: 0,
      environment: {},
      code,
    })),
  );
  add(
    declare(unwanted(role), 'no-origin-role', { noFunction }, () => ({
      name,
      service: 'lambda.amazonaws.com',
    })),
  );
  add(
    declare(unwanted(logGroup), 'no-origin-log', { noFunction }, () => ({
      name: `/aws/lambda/${name}`,
      retentionDays: config.logRetentionDays,
    })),
  );
}
