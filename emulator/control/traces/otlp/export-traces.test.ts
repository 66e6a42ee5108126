import { expect, test } from '@jest/globals';
import { openLambdaBench } from '../../../services/lambda/testing/lambda-bench.ts';
import { startTracedStack } from '../testing/traced-stack.ts';
import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from './testing/otlp-receiver.ts';

const CLIENT = { trace: '5759e988bd862e3fe1be46a994272793', span: '53995c3f42cd8ad8' };
const HEADER = `Root=1-5759e988-bd862e3fe1be46a994272793;Parent=${CLIENT.span};Sampled=1`;

const settingsFor = ({ endpoint }: OtlpReceiver) => ({
  url: `${endpoint}/v1/traces`,
  headers: { authorization: 'Bearer of-the-collector' },
  serviceName: 'gatehouse-test',
});

test('exports a gated request as spans under the client’s, with the conventions for HTTP, FaaS and AWS, and no secret', async () => {
  await using receiver = await startOtlpReceiver();
  await using stack = await startTracedStack({ otlp: settingsFor(receiver) });
  const credential = await stack.person('ann@example.com');
  const response = await fetch(`${stack.outputs.apiUrl}/people/3`, {
    headers: { authorization: `Basic ${credential}`, 'x-amzn-trace-id': HEADER },
  });
  expect(response.status).toBe(200);
  const its = (spans: readonly ReceivedSpan[]) => spans.filter(({ traceId }) => traceId === CLIENT.trace);
  await receiver.until((spans) => its(spans).some(({ kind }) => kind === 3));
  const named = (name: string | RegExp) => {
    const found = its(receiver.spans).find((span) =>
      typeof name === 'string' ? span.name === name : name.test(span.name),
    );
    if (!found) throw new Error(`No span is named ${name}.`);
    return found;
  };
  const { authorizer } = stack.outputs.functions;
  const [gateway, judged, run, call, integration] = [
    named('GET /{proxy+}'),
    named(/^authorizer /),
    named(authorizer),
    named('DynamoDB.GetItem'),
    named(/^HTTP_PROXY GET /),
  ];
  expect(gateway).toMatchObject({
    service: 'gatehouse-test',
    parentSpanId: CLIENT.span,
    kind: 2,
    statusCode: 0,
    attributes: {
      'http.request.method': 'GET',
      'http.route': '/{proxy+}',
      'http.response.status_code': 200,
      'url.path': '/people/3',
    },
  });
  expect(judged).toMatchObject({ parentSpanId: gateway.spanId, kind: 1 });
  expect(run).toMatchObject({
    service: authorizer,
    parentSpanId: judged.spanId,
    attributes: {
      'faas.trigger': 'http',
      'faas.invocation_id': expect.any(String),
      'faas.coldstart': expect.any(Boolean),
    },
  });
  expect(run.events.join('')).toContain('REPORT RequestId');
  expect(call).toMatchObject({
    parentSpanId: run.spanId,
    attributes: {
      'rpc.system': 'aws-api',
      'rpc.service': 'DynamoDB',
      'rpc.method': 'GetItem',
      'aws.request_id': expect.any(String),
      'aws.dynamodb.table_names': [stack.outputs.tableName],
      'db.system.name': 'aws.dynamodb',
    },
  });
  expect(integration).toMatchObject({ parentSpanId: gateway.spanId, kind: 3 });
  expect(gateway.endNs - gateway.startNs).toBeGreaterThan(0n);
  // With the passed-on header, the origin's spans join the same trace.
  expect(stack.origin.seen.at(-1)?.headers['x-amzn-trace-id']).toBe(
    `Root=1-5759e988-bd862e3fe1be46a994272793;Parent=${gateway.spanId};Sampled=1`,
  );
  const [request] = receiver.requests;
  expect(request).toMatchObject({
    path: '/v1/traces',
    headers: { 'content-type': 'application/x-protobuf', authorization: 'Bearer of-the-collector' },
  });
  const told = JSON.stringify(receiver.spans, (_key, value) =>
    typeof value === 'bigint' ? `${value}` : value,
  );
  expect(told).not.toContain(credential);
});

test('gives a function its own span as sampled parent in _X_AMZN_TRACE_ID, so that its spans join', async () => {
  await using receiver = await startOtlpReceiver();
  await using bench = await openLambdaBench({ otlp: settingsFor(receiver) });
  await bench.create('tells', 'export const handler = async () => process.env._X_AMZN_TRACE_ID;');
  const { payload } = await bench.invoke('tells');
  const [, root = '', parent] =
    /^Root=1-([0-9a-f-]{33});Parent=([0-9a-f]{16});Sampled=1$/.exec(String(payload)) ?? [];
  const isRun = ({ name }: ReceivedSpan) => name === 'tells';
  await receiver.until((spans) => spans.some(isRun));
  expect(receiver.spans.find(isRun)).toMatchObject({ traceId: root.replace('-', ''), spanId: parent });
});

test('exports each step of a sign-up once, and links later ones to the first', async () => {
  await using receiver = await startOtlpReceiver();
  await using stack = await startTracedStack({ otlp: settingsFor(receiver) });
  await stack.person('ann@example.com');
  const step = (name: string) =>
    receiver.spans.filter((span) => span.name === `CognitoIdentityProvider.${name}`);
  await receiver.until(() => step('SignUp').length > 0 && step('ConfirmSignUp').length > 0);
  expect([step('SignUp').length, step('ConfirmSignUp').length]).toEqual([1, 1]);
  expect(step('ConfirmSignUp')[0]?.links).toEqual([step('SignUp')[0]?.traceId]);
});

test('does not export what the client does not want recorded', async () => {
  await using receiver = await startOtlpReceiver();
  await using bench = await openLambdaBench({ otlp: settingsFor(receiver) });
  const list = (header: string) =>
    fetch(`${bench.engine.endpoint}/`, {
      method: 'POST',
      headers: { 'X-Amz-Target': 'DynamoDB_20120810.ListTables', 'X-Amzn-Trace-Id': header },
      body: '{}',
    });
  await list(HEADER.replace('Sampled=1', 'Sampled=0').replace('5759e988', '00000001'));
  await list(HEADER);
  await receiver.until((spans) => spans.some(({ traceId }) => traceId === CLIENT.trace));
  expect(receiver.spans.some(({ traceId }) => traceId.startsWith('00000001'))).toBe(false);
});

test('reports an unreachable collector once, in a sentence, and blocks nothing', async () => {
  const reported: unknown[] = [];
  let tell = () => {};
  const told = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const report = (error: unknown) => {
    reported.push(error);
    tell();
  };
  const otlp = { url: 'http://127.0.0.1:9/v1/traces', headers: {}, serviceName: 'x' };
  await using bench = await openLambdaBench({ otlp, report });
  await told;
  expect(String(reported[0])).toContain('Traces cannot be sent to http://127.0.0.1:9/v1/traces: ');
  await bench.create('works', 'export const handler = async () => 1;');
  expect((await bench.invoke('works')).payload).toBe(1);
  expect(reported).toHaveLength(1);
});
