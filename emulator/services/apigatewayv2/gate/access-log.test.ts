import { UpdateStageCommand } from '@aws-sdk/client-apigatewayv2';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from '@jest/globals';
import { startWithFunctions } from '../../apigateway/testing/engine-with-functions.ts';
import { rawRequest } from '../../apigateway/testing/raw-request.ts';
import { createHttpApi, httpClient, lambdaProxy } from '../testing/http-api.ts';

test('logs what the function answered and what Lambda did', async () => {
  await using engine = await startWithFunctions();
  const client = httpClient(engine.endpoint);
  const logs = new CloudWatchLogsClient({
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { base, apiId } = await createHttpApi(client, {
    integration: lambdaProxy('2.0'),
    routeKeys: ['GET /a'],
  });
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'access' }));
  const variables = [
    'integrationStatus',
    'integration.status',
    'integration.integrationStatus',
    'integration.error',
  ];
  await client.send(
    new UpdateStageCommand({
      ApiId: apiId,
      StageName: '$default',
      AccessLogSettings: {
        DestinationArn: 'arn:aws:logs:us-east-1:000000000000:log-group:access',
        Format: `$context.requestId ${['routeKey', 'status', ...variables].map((name) => `$context.${name}`).join('|')}`,
      },
    }),
  );
  engine.functions.set('f', () => ({ statusCode: 404, body: 'no such thing' }));
  await rawRequest(engine.port, { path: `${base}/a` });
  engine.functions.set('f', () => {
    throw new Error('x');
  });
  await rawRequest(engine.port, { path: `${base}/a` });
  await rawRequest(engine.port, { path: `${base}/b` });
  const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: 'access' }));
  expect(events.map(({ message = '' }) => message.slice(message.indexOf(' ') + 1))).toEqual([
    'GET /a|404|404|404|200|-',
    'GET /a|500|-|-|-|The function failed',
    '-|404|-|-|-|-',
  ]);
  client.destroy();
  logs.destroy();
});
