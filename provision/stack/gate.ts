import { declare, type Node } from '../reconcile/declare.ts';
import { arn, nameIn } from '../reconcile/scope.ts';
import { unwanted } from '../reconcile/unwanted.ts';
import type { AuthorizerOutputs } from '../resources/authorizer.ts';
import { functionPolicy } from '../resources/function-policy.ts';
import { httpApi } from '../resources/http-api.ts';
import { restApi } from '../resources/rest-api.ts';
import type { GateInputs, LiveApi } from './gate-inputs.ts';
import { declareHttpFront, declareHttpWay } from './http-gate.ts';
import { declareRestFront, declareRestWay } from './rest-gate.ts';

/** The kinds that are declared; at least one of them. */
export interface GateOutputs {
  readonly rest: LiveApi | undefined;
  readonly http: LiveApi | undefined;
}

type Asks = Node<AuthorizerOutputs>;
type Invokable = Node<{ functionName: string }>;

/**
 * Declares the gate: a REST API, an HTTP API, or both. The kind that is not asked for any more goes, as soon as the other
 * is reached; both have one name and are told apart by their kind.
 */
export function declareGate(inputs: GateInputs): GateOutputs {
  const { config, scope, add } = inputs;
  const restFront = config.api === 'http' ? undefined : declareRestFront(inputs);
  const httpFront = config.api === 'rest' ? undefined : declareHttpFront(inputs);
  const mayInvoke = declareMayInvoke(inputs, restFront?.asks, httpFront?.asks);
  const rest = restFront && declareRestWay(inputs, restFront, mayInvoke);
  const http = httpFront && declareHttpWay(inputs, httpFront, mayInvoke);
  const props = () => ({ name: nameIn(scope) });
  if (!http && rest) add(declare(unwanted(httpApi), 'no-http-api', { instead: rest.live }, props));
  if (!rest && http) add(declare(unwanted(restApi), 'no-api', { instead: http.live }, props));
  return { rest, http };
}

/** Each kind's authorizer may invoke the function, and nobody else. */
function declareMayInvoke(
  { scope, authorizer, add }: GateInputs,
  rest: Asks | undefined,
  http: Asks | undefined,
): Invokable {
  const grant = (sid: string, asks: AuthorizerOutputs) => ({
    sid,
    principal: 'apigateway.amazonaws.com',
    action: 'lambda:InvokeFunction' as const,
    sourceArn: arn(scope, 'execute-api', `${asks.apiId}/authorizers/${asks.id}`),
  });
  const ofFunction = ({ name, arn }: { name: string; arn: string }) => ({
    functionName: name,
    functionArn: arn,
  });
  const id = 'api-may-invoke';
  if (rest && http) {
    return add(
      declare(functionPolicy, id, { authorizer, rest, http }, ({ authorizer, rest, http }) => ({
        ...ofFunction(authorizer),
        grants: [grant('rest-api-authorizer', rest), grant('http-api-authorizer', http)],
      })),
    );
  }
  const only = rest ?? http;
  if (!only) throw new Error('A gate has at least one API.');
  const sid = rest ? 'rest-api-authorizer' : 'http-api-authorizer';
  return add(
    declare(functionPolicy, id, { authorizer, only }, ({ authorizer, only }) => ({
      ...ofFunction(authorizer),
      grants: [grant(sid, only)],
    })),
  );
}
