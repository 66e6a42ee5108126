import type { Scope } from '../reconcile/scope.ts';

/** Which gateway asks: a REST API's TOKEN authorizer, or an HTTP API's with payload 2.0. */
export type Asker = 'rest' | 'http';

/** A client's request, as a policy names it and as the authorizer sees it. */
export interface Question {
  /** `GET /users/7` */
  readonly request: string;
  readonly arn: string;
  readonly event: object;
}

const REQUESTS = [
  ['GET', '/users'],
  ['GET', '/users/7'],
  ['POST', '/users'],
] as const;

/**
 * The events that the stack's authorizers get for some requests of one client: what API Gateway sends, as far as it matters (API Gateway
 * guide, "Input to an API Gateway Lambda authorizer", and "Control access to HTTP APIs with AWS Lambda authorizers").
 */
export function questions(asker: Asker, stage: string, scope: Scope, credential: string): Question[] {
  const authorization = `Basic ${credential}`;
  return REQUESTS.map(([method, path]) => {
    const arn = `arn:${scope.partition}:execute-api:${scope.region}:${scope.accountId}:a1b2c3d4e5/${stage}/${method}${path}`;
    return {
      request: `${method} ${path}`,
      arn,
      event:
        asker === 'rest'
          ? { type: 'TOKEN', authorizationToken: authorization, methodArn: arn }
          : {
              version: '2.0',
              type: 'REQUEST',
              routeArn: arn,
              identitySource: [authorization],
              routeKey: '$default',
              rawPath: `/${stage}${path}`,
              rawQueryString: '',
              headers: { authorization },
              requestContext: {
                accountId: scope.accountId,
                apiId: 'a1b2c3d4e5',
                http: { method, path: `/${stage}${path}`, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' },
                requestId: 'check',
                routeKey: '$default',
                stage,
              },
            },
    };
  });
}
