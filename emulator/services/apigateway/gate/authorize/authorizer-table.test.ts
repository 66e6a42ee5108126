/**
 * What happens to a request, by kind of authorizer, identity, the function's behaviour, its policy, TTL and path: status, body, error type,
 * and how often the function ran. The rows are AWS's rules; each has a sentence as its name.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHttpApi, httpClient } from '../../../apigatewayv2/testing/http-api.ts';
import { functionUri, startWithFunctions, type TestEngine } from '../../testing/engine-with-functions.ts';
import { createGatedApi } from '../../testing/gated-api.ts';
import { type Origin, startOrigin } from '../../testing/origin.ts';
import { rawRequest } from '../../testing/raw-request.ts';

type Event = {
  methodArn?: string;
  routeArn?: string;
  authorizationToken?: string;
  headers?: Record<string, string>;
};
type Behaviour = (event: Event) => unknown;
type Answer = readonly [status: number, body: string, errorType?: string];

const arnOf = (event: Event) => event.methodArn ?? event.routeArn ?? '';
const stageOf = (event: Event) => arnOf(event).split('/').slice(0, 2).join('/');
const statement = (Effect: string, Resource: unknown, more: object = {}) => ({
  Effect,
  Action: 'execute-api:Invoke',
  Resource,
  ...more,
});
const policy = (...Statement: object[]) => ({
  principalId: 'p',
  policyDocument: { Version: '2012-10-17', Statement },
});
const fails = (message: string) => () => {
  throw new Error(message);
};

/** What functions do, by name. */
const behaviours = {
  allowsTheStage: (event) => policy(statement('Allow', `${stageOf(event)}/*`)),
  allowsAll: () => policy(statement('Allow', '*')),
  allowsTheMethod: (event) => policy(statement('Allow', arnOf(event))),
  allowsGets: (event) => policy(statement('Allow', `${stageOf(event)}/GET/*`)),
  allowsOneOfTwo: (event) => policy(statement('Allow', ['arn:aws:x:::y', `${stageOf(event)}/*`])),
  allowsInTheSecondStatement: (event) =>
    policy(statement('Allow', 'arn:aws:execute-api:x:1:other/*'), statement('Allow', `${stageOf(event)}/*`)),
  allowsByWildcardAction: (event) =>
    policy(statement('Allow', `${stageOf(event)}/*`, { Action: 'execute-api:*' })),
  allowsByAnyAction: (event) => policy(statement('Allow', `${stageOf(event)}/*`, { Action: '*' })),
  allowsByActionInAnyCase: (event) =>
    policy(statement('Allow', `${stageOf(event)}/*`, { Action: 'Execute-API:invoke' })),
  allowsAnotherAction: (event) =>
    policy(statement('Allow', `${stageOf(event)}/*`, { Action: 's3:GetObject' })),
  allowsByNotAction: (event) =>
    policy({ Effect: 'Allow', NotAction: 's3:*', Resource: `${stageOf(event)}/*` }),
  allowsNothingByNotAction: (event) =>
    policy({ Effect: 'Allow', NotAction: 'execute-api:*', Resource: `${stageOf(event)}/*` }),
  allowsByNotResource: (event) =>
    policy({ Effect: 'Allow', Action: '*', NotResource: `${stageOf(event)}/GET/admin` }),
  allowsWithQuestionMark: (event) => policy(statement('Allow', `${stageOf(event)}/GET/?`)),
  allowsAnotherStage: (event) => policy(statement('Allow', `${stageOf(event)}2/*`)),
  allowsAnotherApi: () =>
    policy(statement('Allow', 'arn:aws:execute-api:us-east-1:000000000000:abcdefghij/*')),
  allowsFromHere: (event) =>
    policy(
      statement('Allow', `${stageOf(event)}/*`, {
        Condition: { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } },
      }),
    ),
  allowsFromElsewhere: (event) =>
    policy(
      statement('Allow', `${stageOf(event)}/*`, {
        Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
      }),
    ),
  deniesFromHere: (event) =>
    policy(
      statement('Allow', `${stageOf(event)}/*`),
      statement('Deny', '*', { Condition: { IpAddress: { 'aws:SourceIp': '127.0.0.1' } } }),
    ),
  allowsUntilYesterday: (event) =>
    policy(
      statement('Allow', `${stageOf(event)}/*`, {
        Condition: { DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } },
      }),
    ),
  allowsAndDenies: (event) =>
    policy(statement('Allow', `${stageOf(event)}/*`), statement('Deny', `${stageOf(event)}/*/admin*`)),
  deniesAndAllows: (event) =>
    policy(statement('Deny', `${stageOf(event)}/*/admin*`), statement('Allow', `${stageOf(event)}/*`)),
  denies: () => policy(statement('Deny', '*')),
  saysNothing: () => policy(statement('Allow', 'arn:aws:s3:::b')),
  hasNoStatement: () => policy(),
  hasNoVersion: () => ({ principalId: 'p', policyDocument: { Statement: [statement('Allow', '*')] } }),
  hasOneStatement: () => ({
    principalId: 'p',
    policyDocument: { Version: '2012-10-17', Statement: statement('Allow', '*') },
  }),
  hasListOfActions: () => policy(statement('Allow', '*', { Action: ['s3:*', 'execute-api:Inv?ke'] })),
  hasArnOfAnything: () => policy(statement('Allow', 'arn:*')),
  hasArnOfAnyApi: () => policy(statement('Allow', 'arn:aws:execute-api:*:*:*/*/*/*')),
  hasNullInContext: () => ({ ...policy(statement('Allow', '*')), context: { a: null } }),
  hasKeyOfUsagePlan: () => ({ ...policy(statement('Allow', '*')), usageIdentifierKey: 'k' }),
  hasResourceOf512: () => policy(statement('Allow', `arn:${'*'.repeat(508)}`)),
  hasResourceOf513: () => policy(statement('Allow', `arn:${'*'.repeat(509)}`)),
  hasContextThatIsText: () => ({ ...policy(statement('Allow', '*')), context: 'a' }),
  hasUnknownElement: () => policy(statement('Allow', '*', { Resources: '*' })),
  allowsToAnAgent: () =>
    policy(statement('Allow', '*', { Condition: { StringLike: { 'aws:UserAgent': 'curl*' } } })),
  allowsFromAReferer: () =>
    policy(statement('Allow', '*', { Condition: { StringEquals: { 'aws:Referer': 'http://here/' } } })),
  allowsByTlsAlone: () =>
    policy(statement('Allow', '*', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } })),
  hasNoPrincipal: () => ({ policyDocument: policy(statement('Allow', '*')).policyDocument }),
  hasNumberAsPrincipal: () => ({ ...policy(statement('Allow', '*')), principalId: 7 }),
  hasNoPolicy: () => ({ principalId: 'p' }),
  hasPolicyAsText: () => ({
    principalId: 'p',
    policyDocument: JSON.stringify(policy(statement('Allow', '*')).policyDocument),
  }),
  hasUnknownEffect: () => policy(statement('allow', '*')),
  hasNoResource: () => policy({ Effect: 'Allow', Action: 'execute-api:Invoke' }),
  hasNoAction: () => policy({ Effect: 'Allow', Resource: '*' }),
  hasUnknownVersion: () => ({
    principalId: 'p',
    policyDocument: { Version: '2020-01-01', Statement: [statement('Allow', '*')] },
  }),
  hasNestedContext: () => ({ ...policy(statement('Allow', '*')), context: { a: { b: 1 } } }),
  hasListInContext: () => ({ ...policy(statement('Allow', '*')), context: { a: [1] } }),
  hasScalarsInContext: () => ({ ...policy(statement('Allow', '*')), context: { a: 1, b: true, c: 'x' } }),
  answersNull: () => null,
  answersText: () => 'Allow',
  answersList: () => [],
  answersNothing: () => undefined,
  throwsUnauthorized: fails('Unauthorized'),
  throwsUnauthorizedInLowerCase: fails('unauthorized'),
  throwsUnauthorizedAndMore: fails('Unauthorized.'),
  throwsAnything: fails('The table is gone'),
  saysYes: () => ({ isAuthorized: true }),
  saysNo: () => ({ isAuthorized: false }),
  saysMaybe: () => ({ isAuthorized: 'true' }),
  saysYesToGets: (event) => ({ isAuthorized: arnOf(event).includes('/GET/') }),
} satisfies Record<string, Behaviour>;

const OK: Answer = [200, '{"from":"origin"}'];
const REST = {
  unauthorized: [401, '{"message":"Unauthorized"}', 'UnauthorizedException'],
  broken: [500, '{"message":null}', 'AuthorizerConfigurationException'],
  denied: [403, '{"Message":"User is not authorized to access this resource"}', 'AccessDeniedException'],
  deniedExplicitly: [
    403,
    '{"Message":"User is not authorized to access this resource with an explicit deny"}',
    'AccessDeniedException',
  ],
} as const satisfies Record<string, Answer>;
const HTTP = {
  unauthorized: [401, '{"message":"Unauthorized"}'],
  broken: [500, '{"message":"Internal Server Error"}'],
  denied: [403, '{"message":"Forbidden"}'],
} as const satisfies Record<string, Answer>;

/** The APIs of the table: the kind of authorizer and its TTL are theirs. */
const rest = {
  token: {},
  tokenKept: { authorizerResultTtlInSeconds: 300 },
  tokenByDefault: { authorizerResultTtlInSeconds: undefined },
  tokenChecked: { identityValidationExpression: 'Bearer [a-z]+' },
  tokenCheckedInAnyCase: { identityValidationExpression: '^(?i)bearer .+' },
  tokenOfAnotherHeader: { identitySource: 'method.request.header.X-Token' },
  request: { type: 'REQUEST', identitySource: 'method.request.header.Authorization' },
  requestOfTwo: {
    type: 'REQUEST',
    identitySource: 'method.request.header.Authorization, method.request.querystring.key',
  },
  requestKept: {
    type: 'REQUEST',
    identitySource: 'method.request.header.Authorization, method.request.querystring.key',
    authorizerResultTtlInSeconds: 300,
  },
  requestOfNothing: { type: 'REQUEST', identitySource: undefined },
  requestOfContext: { type: 'REQUEST', identitySource: 'context.httpMethod, stageVariables.v' },
} as const;
const http = {
  httpV1: { version: '1.0' },
  httpV2: { version: '2.0' },
  httpV2Kept: { version: '2.0', ttl: 300 },
  httpSimple: { version: '2.0', simple: true },
  httpSimpleKept: { version: '2.0', simple: true, ttl: 300 },
  httpSimpleKeptByRoute: {
    version: '2.0',
    simple: true,
    ttl: 300,
    sources: ['$request.header.Authorization', '$context.routeKey'],
  },
  httpOfNothing: { version: '2.0', simple: true, sources: [] },
  httpOfTwo: {
    version: '2.0',
    simple: true,
    sources: ['$request.header.Authorization', '$request.querystring.key'],
  },
} as const;
type Api = keyof typeof rest | keyof typeof http;

/** `METHOD path | header: value | …`; a single path is a GET with `Authorization: a`. */
type Asked = string;
type Row = readonly [
  name: string,
  api: Api,
  behaviour: keyof typeof behaviours,
  asked: readonly Asked[],
  answers: readonly Answer[],
  runs: number,
];

const one = (
  api: Api,
  behaviour: keyof typeof behaviours,
  answer: Answer,
  name: string,
  path = '/a',
): Row => [name, api, behaviour, [path], [answer], 1];
const both = (
  behaviour: keyof typeof behaviours,
  restAnswer: Answer,
  httpAnswer: Answer,
  name: string,
  path = '/a',
) => [
  one('token', behaviour, restAnswer, `TOKEN: ${name}`, path),
  one('httpV2', behaviour, httpAnswer, `HTTP 2.0: ${name}`, path),
];

const rows: readonly Row[] = [
  // Policies, in full, for both kinds of API.
  ...both('allowsTheStage', OK, OK, 'a policy for the stage'),
  ...both('allowsAll', OK, OK, 'a policy for everything'),
  ...both('allowsTheMethod', OK, OK, 'a policy for exactly this method'),
  ...both('allowsGets', OK, OK, 'a policy for every GET'),
  ...both('allowsOneOfTwo', OK, OK, 'a list of resources'),
  ...both('allowsInTheSecondStatement', OK, OK, 'an Allow in the second statement'),
  ...both('allowsByWildcardAction', OK, OK, 'the action execute-api:*'),
  ...both('allowsByAnyAction', OK, OK, 'the action *'),
  ...both('allowsByActionInAnyCase', OK, OK, 'an action in another case'),
  ...both('allowsAnotherAction', REST.denied, HTTP.denied, 'an Allow of another action'),
  ...both('allowsByNotAction', OK, OK, 'NotAction that leaves the action in'),
  ...both('allowsNothingByNotAction', REST.denied, HTTP.denied, 'NotAction that leaves the action out'),
  ...both('allowsByNotResource', OK, OK, 'NotResource of another path'),
  ...both('allowsByNotResource', REST.denied, HTTP.denied, 'NotResource of this path', '/admin'),
  ...both('allowsWithQuestionMark', OK, OK, 'a question mark is one character'),
  ...both('allowsWithQuestionMark', REST.denied, HTTP.denied, 'a question mark is not two characters', '/ab'),
  ...both('allowsAnotherStage', REST.denied, HTTP.denied, 'a policy for a stage of a longer name'),
  ...both('allowsAnotherApi', REST.denied, HTTP.denied, 'a policy for another API'),
  ...both('allowsFromHere', OK, OK, 'a condition that holds'),
  ...both('allowsFromElsewhere', REST.denied, HTTP.denied, 'a condition that does not hold'),
  ...both('deniesFromHere', REST.deniedExplicitly, HTTP.denied, 'a Deny whose condition holds'),
  ...both('allowsUntilYesterday', REST.denied, HTTP.denied, 'a condition of time that is over'),
  ...both('allowsAndDenies', REST.deniedExplicitly, HTTP.denied, 'a Deny after an Allow', '/admin'),
  ...both('deniesAndAllows', REST.deniedExplicitly, HTTP.denied, 'a Deny before an Allow', '/admin/x'),
  ...both('allowsAndDenies', OK, OK, 'a Deny of another path', '/users'),
  ...both(
    'allowsAndDenies',
    REST.deniedExplicitly,
    HTTP.denied,
    'a denied path with an encoded letter',
    '/%61dmin',
  ),
  ...both(
    'allowsAndDenies',
    REST.deniedExplicitly,
    HTTP.denied,
    'a denied path behind a dot segment',
    '/x/../admin',
  ),
  ...both('denies', REST.deniedExplicitly, HTTP.denied, 'a Deny of everything'),
  ...both('hasNoVersion', OK, OK, 'no Version'),
  ...both('hasOneStatement', OK, OK, 'a statement that is in no list'),
  ...both('hasListOfActions', OK, OK, 'a list of actions, with a question mark'),
  ...both('hasArnOfAnything', OK, OK, 'a resource of arn:*'),
  ...both('hasArnOfAnyApi', OK, OK, 'a resource with a star for each part'),
  ...both('hasNullInContext', OK, OK, 'null in the context'),
  ...both('hasKeyOfUsagePlan', OK, OK, 'a key of a usage plan that there is not'),
  ...both('allowsByTlsAlone', OK, OK, 'TLS as a condition, which every request to AWS has'),
  one('token', 'hasResourceOf512', OK, 'TOKEN: a resource of 512 characters'),
  one('token', 'hasResourceOf513', REST.broken, 'TOKEN: a resource of more (that it is 500 is a guess)'),
  [
    'a user agent as a condition',
    'token',
    'allowsToAnAgent',
    ['/a | User-Agent: curl/8', '/a'],
    [OK, REST.denied],
    2,
  ],
  [
    'a referer as a condition',
    'token',
    'allowsFromAReferer',
    ['/a | Referer: http://here/', '/a'],
    [OK, REST.denied],
    2,
  ],
  [
    'a path that makes the ARN too long',
    'token',
    'allowsAll',
    [`/${'a'.repeat(1500)}`, `/${'a'.repeat(1600)}`],
    [OK, [414, '{"message":"Request URI too long"}', 'RequestURITooLongException']],
    1,
  ],
  ...both('saysNothing', REST.denied, HTTP.denied, 'a policy about something else'),

  // Answers that are no verdicts.
  ...both('hasContextThatIsText', REST.broken, HTTP.broken, 'a context that is text'),
  ...both('hasUnknownElement', REST.broken, HTTP.broken, 'an element that there is not'),
  ...both('hasNoStatement', REST.broken, HTTP.broken, 'no statement'),
  ...both('hasNoPrincipal', REST.broken, HTTP.broken, 'no principalId'),
  ...both('hasNumberAsPrincipal', REST.broken, HTTP.broken, 'a principalId that is no text'),
  ...both('hasNoPolicy', REST.broken, HTTP.broken, 'no policyDocument'),
  ...both('hasPolicyAsText', REST.broken, HTTP.broken, 'a policyDocument that is text'),
  ...both('hasUnknownEffect', REST.broken, HTTP.broken, 'an Effect in lower case'),
  ...both('hasNoResource', REST.broken, HTTP.broken, 'a statement without Resource'),
  ...both('hasNoAction', REST.broken, HTTP.broken, 'a statement without Action'),
  ...both('hasUnknownVersion', REST.broken, HTTP.broken, 'a Version that there is not'),
  // With payload 2.0 the guide's own example has them; with 1.0 the answer is a REST API's.
  ...both('hasNestedContext', REST.broken, OK, 'an object in the context'),
  ...both('hasListInContext', REST.broken, OK, 'a list in the context'),
  one('httpV1', 'hasNestedContext', HTTP.broken, 'HTTP 1.0: an object in the context'),
  one('httpV1', 'hasListInContext', HTTP.broken, 'HTTP 1.0: a list in the context'),
  ...both('hasScalarsInContext', OK, OK, 'numbers and booleans in the context'),
  ...both('answersNull', REST.broken, HTTP.broken, 'null'),
  ...both('answersText', REST.broken, HTTP.broken, 'text'),
  ...both('answersList', REST.broken, HTTP.broken, 'a list'),
  ...both('answersNothing', REST.broken, HTTP.broken, 'nothing'),
  ...both('throwsUnauthorizedInLowerCase', REST.broken, HTTP.broken, 'an error in lower case'),
  ...both('throwsUnauthorizedAndMore', REST.broken, HTTP.broken, 'an error with a full stop'),
  ...both('throwsAnything', REST.broken, HTTP.broken, 'any other error'),
  ...both(
    'throwsUnauthorized',
    REST.unauthorized,
    HTTP.broken,
    'the error Unauthorized is 401 for REST alone',
  ),

  // Identities.
  ['no token, and the function is not asked', 'token', 'allowsAll', ['GET /a'], [REST.unauthorized], 0],
  ['an empty token', 'token', 'allowsAll', ['GET /a | Authorization: '], [REST.unauthorized], 0],
  ['the header’s name in any case', 'token', 'allowsAll', ['GET /a | aUTHORIZATION: a'], [OK], 1],
  [
    'a token that the expression takes',
    'tokenChecked',
    'allowsAll',
    ['GET /a | Authorization: Bearer abc'],
    [OK],
    1,
  ],
  [
    'a token that the expression does not take',
    'tokenChecked',
    'allowsAll',
    ['GET /a | Authorization: Basic abc'],
    [REST.unauthorized],
    0,
  ],
  [
    'a token of which a part fits (that the whole must match is a guess)',
    'tokenChecked',
    'allowsAll',
    ['GET /a | Authorization: Bearer abc1'],
    [REST.unauthorized],
    0,
  ],
  [
    'an expression in any case, by Java’s flag',
    'tokenCheckedInAnyCase',
    'allowsAll',
    ['GET /a | Authorization: BEARER x', '/a'],
    [OK, REST.unauthorized],
    1,
  ],
  [
    'another header as the token',
    'tokenOfAnotherHeader',
    'allowsAll',
    ['GET /a | X-Token: t', '/a'],
    [OK, REST.unauthorized],
    1,
  ],
  ['REQUEST without its header', 'request', 'allowsAll', ['GET /a'], [REST.unauthorized], 0],
  ['REQUEST with its header', 'request', 'allowsTheStage', ['/a'], [OK], 1],
  [
    'REQUEST with one source of two',
    'requestOfTwo',
    'allowsAll',
    ['/a', 'GET /a?key=k'],
    [REST.unauthorized, REST.unauthorized],
    0,
  ],
  ['REQUEST with an empty source', 'requestOfTwo', 'allowsAll', ['/a?key='], [REST.unauthorized], 0],
  ['REQUEST with both sources', 'requestOfTwo', 'allowsAll', ['/a?key=k'], [OK], 1],
  [
    'REQUEST without sources asks for everybody',
    'requestOfNothing',
    'throwsUnauthorized',
    ['GET /a'],
    [REST.unauthorized],
    1,
  ],
  ['REQUEST by context and stage variable', 'requestOfContext', 'allowsAll', ['GET /a'], [OK], 1],
  ['HTTP without its header', 'httpV2', 'allowsAll', ['GET /a'], [HTTP.unauthorized], 0],
  ['HTTP with one source of two', 'httpOfTwo', 'saysYes', ['/a', '/a?key=k'], [HTTP.unauthorized, OK], 1],
  ['HTTP without sources asks for everybody', 'httpOfNothing', 'saysNo', ['GET /a'], [HTTP.denied], 1],
  ['HTTP 1.0 evaluates policies too', 'httpV1', 'allowsAndDenies', ['/a', '/admin'], [OK, HTTP.denied], 2],

  // Simple answers.
  ['a simple yes', 'httpSimple', 'saysYes', ['/a'], [OK], 1],
  ['a simple no', 'httpSimple', 'saysNo', ['/a'], [HTTP.denied], 1],
  ['a yes that is text', 'httpSimple', 'saysMaybe', ['/a'], [HTTP.broken], 1],
  ['a policy where a yes or no is due', 'httpSimple', 'allowsAll', ['/a'], [HTTP.broken], 1],
  ['a yes where a policy is due', 'httpV2', 'saysYes', ['/a'], [HTTP.broken], 1],

  // What is cached, and for whom.
  ['TTL 0 asks each time', 'token', 'allowsTheStage', ['/a', '/a'], [OK, OK], 2],
  [
    'TTL 300 asks once for a token',
    'tokenKept',
    'allowsTheStage',
    ['/a', '/b', 'POST /c | Authorization: a'],
    [OK, OK, OK],
    1,
  ],
  ['a TTL that is not set is 300', 'tokenByDefault', 'allowsTheStage', ['/a', '/a'], [OK, OK], 1],
  [
    'another token is asked about',
    'tokenKept',
    'allowsTheStage',
    ['/a', 'GET /a | Authorization: b'],
    [OK, OK],
    2,
  ],
  [
    'a kept policy for one method denies the next',
    'tokenKept',
    'allowsTheMethod',
    ['/a', '/b', '/a'],
    [OK, REST.denied, OK],
    1,
  ],
  [
    'a kept policy is evaluated for each method',
    'tokenKept',
    'allowsGets',
    ['/a', 'POST /a | Authorization: a'],
    [OK, REST.denied],
    1,
  ],
  [
    'a kept Deny denies',
    'tokenKept',
    'denies',
    ['/a', '/a'],
    [REST.deniedExplicitly, REST.deniedExplicitly],
    1,
  ],
  ['a failure is not kept', 'tokenKept', 'throwsAnything', ['/a', '/a'], [REST.broken, REST.broken], 2],
  [
    'Unauthorized is not kept',
    'tokenKept',
    'throwsUnauthorized',
    ['/a', '/a'],
    [REST.unauthorized, REST.unauthorized],
    2,
  ],
  ['nonsense is not kept', 'tokenKept', 'answersNull', ['/a', '/a'], [REST.broken, REST.broken], 2],
  [
    'the key is the tuple of all sources',
    'requestKept',
    'allowsTheStage',
    ['/a?key=1', '/a?key=2', '/b?key=1'],
    [OK, OK, OK],
    2,
  ],
  [
    'two tuples that join to the same text are two',
    'requestKept',
    'allowsTheStage',
    ['GET /a?key=c | Authorization: a,b', 'GET /a?key=b,c | Authorization: a'],
    [OK, OK],
    2,
  ],
  ['HTTP keeps nothing without a TTL', 'httpV2', 'allowsTheStage', ['/a', '/a'], [OK, OK], 2],
  [
    'HTTP evaluates a kept policy for each route',
    'httpV2Kept',
    'allowsGets',
    ['/a', 'POST /a | Authorization: a'],
    [OK, HTTP.denied],
    1,
  ],
  [
    'a kept simple yes opens every route',
    'httpSimpleKept',
    'saysYesToGets',
    ['/a', 'POST /a | Authorization: a'],
    [OK, OK],
    1,
  ],
  [
    'a kept simple no closes every route',
    'httpSimpleKept',
    'saysYesToGets',
    ['POST /a | Authorization: a', '/a'],
    [HTTP.denied, HTTP.denied],
    1,
  ],
  [
    'unless the route is an identity source',
    'httpSimpleKeptByRoute',
    'saysYesToGets',
    ['/a', 'POST /a | Authorization: a'],
    [OK, HTTP.denied],
    2,
  ],
  [
    'HTTP does not keep failures',
    'httpSimpleKept',
    'throwsAnything',
    ['/a', '/a'],
    [HTTP.broken, HTTP.broken],
    2,
  ],
];

describe('the authorizer', () => {
  let engine: TestEngine;
  let origin: Origin;
  const bases = new Map<Api, { base: string; flush(): void }>();

  beforeAll(async () => {
    engine = await startWithFunctions();
    origin = await startOrigin();
    const client = httpClient(engine.endpoint);
    for (const [name, authorizer] of Object.entries(rest)) {
      const made = await createGatedApi(engine.client, {
        originUrl: origin.url,
        authorizer,
        variables: { v: 'x' },
      });
      bases.set(name as Api, {
        base: made.base,
        flush: () => engine.context.events.publish({ type: 'reset', at: 0 }),
      });
    }
    for (const [name, options] of Object.entries(http)) {
      const { version, ttl, simple, sources } = {
        ttl: undefined,
        simple: undefined,
        sources: undefined,
        ...options,
      };
      const made = await createHttpApi(client, {
        integration: {
          IntegrationType: 'HTTP_PROXY',
          IntegrationMethod: 'ANY',
          IntegrationUri: `${origin.url}/{proxy}`,
        },
        authorizer: {
          AuthorizerType: 'REQUEST',
          AuthorizerUri: functionUri('auth'),
          AuthorizerPayloadFormatVersion: version,
          AuthorizerResultTtlInSeconds: ttl,
          EnableSimpleResponses: simple,
          IdentitySource: [...(sources ?? ['$request.header.Authorization'])],
        },
        routeKeys: ['GET /{proxy+}', 'POST /{proxy+}'],
        stage: 'test',
      });
      bases.set(name as Api, {
        base: made.base,
        flush: () => engine.context.events.publish({ type: 'reset', at: 0 }),
      });
    }
    client.destroy();
  });

  afterAll(async () => {
    await engine[Symbol.asyncDispose]();
    await origin[Symbol.asyncDispose]();
  });

  test(`covers ${rows.length} cases, at least 80`, () => {
    expect(rows.length).toBeGreaterThanOrEqual(80);
  });

  test.each(rows)('%s (%s)', async (_name, api, behaviour, asked, answers, runs) => {
    const { base, flush } = bases.get(api) ?? { base: '', flush: () => undefined };
    flush();
    engine.functions.set('auth', behaviours[behaviour] as Behaviour);
    const before = { runs: engine.runs.length, seen: origin.seen.length };
    const got: Answer[] = [];
    for (const each of asked) {
      const { method, path, headers } = read(each);
      const answer = await rawRequest(engine.port, { method, path: base + path, headers });
      const type = answer.headers['x-amzn-errortype'];
      got.push(type === undefined ? [answer.status, answer.body] : [answer.status, answer.body, type]);
    }
    expect(got).toEqual(answers);
    expect(engine.runs.length - before.runs).toBe(runs);
    expect(origin.seen.length - before.seen).toBe(answers.filter(([status]) => status === 200).length);
    expect(engine.defects).toEqual([]);
  });
});

function read(asked: Asked): { method: string; path: string; headers: Record<string, string> } {
  if (asked.startsWith('/')) {
    const rest = asked.includes(' | ')
      ? asked.replace(' | ', ' | Authorization: a | ')
      : `${asked} | Authorization: a`;
    return read(`GET ${rest}`);
  }
  const [line = '', ...headers] = asked.split(' | ');
  const [method = '', path = ''] = line.split(' ');
  return {
    method,
    path,
    headers: Object.fromEntries(
      headers.map((header) => header.split(/: ?(.*)/s).slice(0, 2) as [string, string]),
    ),
  };
}
