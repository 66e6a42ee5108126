import { declare, type Node } from '../reconcile/declare.ts';
import { arn, nameIn } from '../reconcile/scope.ts';
import { unwanted } from '../reconcile/unwanted.ts';
import type { AuthorizerOutputs } from '../resources/authorizer.ts';
import { functionPolicy, type Grant } from '../resources/function-policy.ts';
import { httpApi } from '../resources/http-api.ts';
import { restApi } from '../resources/rest-api.ts';
import { credentialGrants } from './credential-routes.ts';
import type { GateInputs, LiveApi } from './gate-inputs.ts';
import { declareHttpCredential } from './http-credential.ts';
import { declareHttpFront, declareHttpWay, type HttpFront } from './http-gate.ts';
import { declareRestCredential } from './rest-credential.ts';
import { declareRestFront, declareRestWay, type RestFront } from './rest-gate.ts';

/** The kinds to declare; at least one. */
export interface GateOutputs {
  readonly rest: LiveApi | undefined;
  readonly http: LiveApi | undefined;
}

/**
 * Declares the gate: a REST API, an HTTP API, or both. A kind that is no longer wanted goes as soon as the other works; both have one name
 * and differ by kind.
 */
export function declareGate(inputs: GateInputs): GateOutputs {
  const { config, scope, add } = inputs;
  const restFront = config.api === 'http' ? undefined : declareRestFront(inputs);
  const httpFront = config.api === 'rest' ? undefined : declareHttpFront(inputs);
  const mayInvoke = {
    mayAsk: declareMayAsk(inputs, restFront?.asks, httpFront?.asks),
    mayServe: declareMayServe(inputs, restFront?.api, httpFront?.api),
  };
  const withRest = (front: RestFront) =>
    declareRestWay(inputs, front, declareRestCredential(inputs, front), mayInvoke);
  const withHttp = (front: HttpFront) =>
    declareHttpWay(inputs, front, declareHttpCredential(inputs, front), mayInvoke);
  const rest = restFront && withRest(restFront);
  const http = httpFront && withHttp(httpFront);
  const props = () => ({ name: nameIn(scope), metered: false });
  if (!http && rest) add(declare(unwanted(httpApi), 'no-http-api', { instead: rest.live }, props));
  if (!rest && http) add(declare(unwanted(restApi), 'no-api', { instead: http.live }, props));
  return { rest, http };
}

type Kind = 'rest' | 'http';

/** Each kind's authorizer may invoke the function that judges credentials, and nobody else may. */
function declareMayAsk(
  inputs: GateInputs,
  rest: Node<AuthorizerOutputs> | undefined,
  http: Node<AuthorizerOutputs> | undefined,
) {
  const { scope } = inputs;
  return declareGrants(inputs, 'api-may-invoke', inputs.authorizer, { rest, http }, (kind, asks) => [
    {
      sid: `${kind}-api-authorizer`,
      principal: 'apigateway.amazonaws.com',
      action: 'lambda:InvokeFunction',
      sourceArn: arn(scope, 'execute-api', `${asks.apiId}/authorizers/${asks.id}`),
    },
  ]);
}

/** Each kind's credential routes may invoke the function that serves them, and nobody else may. */
function declareMayServe(
  inputs: GateInputs,
  rest: Node<{ id: string }> | undefined,
  http: Node<{ id: string }> | undefined,
) {
  return declareGrants(inputs, 'credential-may-be-invoked', inputs.credential, { rest, http }, (kind, api) =>
    credentialGrants(kind, api.id, inputs.scope),
  );
}

/** Who may invoke a function: what `grant` returns for the present kinds of API. */
function declareGrants<O>(
  { add }: GateInputs,
  id: string,
  called: Node<{ name: string; arn: string }>,
  { rest, http }: Readonly<Record<Kind, Node<O> | undefined>>,
  grant: (kind: Kind, given: O) => readonly Grant[],
): Node<{ functionName: string }> {
  const ofFunction = ({ name, arn }: { name: string; arn: string }) => ({
    functionName: name,
    functionArn: arn,
  });
  if (rest && http) {
    return add(
      declare(functionPolicy, id, { called, rest, http }, ({ called, rest, http }) => ({
        ...ofFunction(called),
        grants: [...grant('rest', rest as O), ...grant('http', http as O)],
      })),
    );
  }
  const only = rest ?? http;
  if (!only) throw new Error('A gate has at least one API.');
  return add(
    declare(functionPolicy, id, { called, only }, ({ called, only }) => ({
      ...ofFunction(called),
      grants: grant(rest ? 'rest' : 'http', only as O),
    })),
  );
}
