import type { Config } from './config.ts';
import type { Outputs } from './outputs.ts';
import type { Node } from './reconcile/declare.ts';
import type { Scope } from './reconcile/scope.ts';
import type { LiveApi } from './stack/gate-inputs.ts';
import type { Stack } from './stack/stack.ts';

/** Collects what a run made: `results` are the outputs of each resource by its id. */
export function collectOutputs(
  config: Config,
  scope: Scope,
  stack: Stack,
  results: ReadonlyMap<string, unknown>,
): Outputs {
  const of = <O>(node: Node<O>) => results.get(node.id) as O;
  const { plan, people, client, users, postConfirmation, authorizer, credential, origin, gate } =
    stack.outputs;
  const reached = ({ api, live }: LiveApi) => {
    const apiId = of(api).id;
    const stage = of(live).name;
    // LocalStack's form needs no name resolution; the embedded engine honours it.
    const apiUrl = config.endpoint
      ? `${config.endpoint}/_aws/execute-api/${apiId}/${stage}`
      : `https://${apiId}.execute-api.${config.region}.${domainOf(scope)}/${stage}`;
    return { apiId, apiUrl };
  };
  const main = gate.rest ?? gate.http;
  if (!main) throw new Error('A gate has at least one API.');
  return {
    target: config.target,
    region: config.region,
    accountId: scope.accountId,
    endpoint: config.endpoint ?? `https://sts.${config.region}.${domainOf(scope)}`,
    app: config.app,
    stage: config.stage,
    userPoolId: of(people).id,
    userPoolClientId: of(client).id,
    tableName: of(users).name,
    apiKind: config.api,
    ...reached(main),
    ...(gate.rest && gate.http ? { httpApi: reached(gate.http) } : {}),
    originUrl: typeof origin === 'string' ? origin : of(origin).url,
    origin: typeof origin === 'string' ? 'url' : 'lambda',
    credentialStorage: config.credentialStorage,
    ...(plan ? { usagePlanId: of(plan).id } : {}),
    ...(config.limits?.quota ? { quota: config.limits.quota.limit } : {}),
    functions: {
      postConfirmation: of(postConfirmation).name,
      authorizer: of(authorizer).name,
      credential: of(credential).name,
    },
  };
}

function domainOf({ partition }: Scope): string {
  return partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
}
