import { countsInApiGateway } from './apigateway.ts';
import { countsInApiGatewayV2 } from './apigatewayv2.ts';
import { countsInCognito } from './cognito-idp.ts';
import { countsInDynamoDb } from './dynamodb.ts';
import { countsInIam } from './iam.ts';
import { countsInLambda } from './lambda.ts';
import { countsInLogs } from './logs.ts';
import { countsInSts } from './sts.ts';
import type { Access, Kind, Writer } from './writer.ts';

const KINDS: Record<string, Kind> = {
  dynamodb: countsInDynamoDb,
  cognito: countsInCognito,
  lambda: countsInLambda,
  apigateway: countsInApiGateway,
  apigatewayv2: countsInApiGatewayV2,
  iam: countsInIam,
  logs: countsInLogs,
  sts: countsInSts,
};

/** Makes what is written to, at the first engine; at the next ones, finds it again. */
export async function makeWriters(endpoint: string, before?: readonly Writer[]): Promise<Writer[]> {
  const access: Access = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  for (const writer of before ?? []) writer.end();
  return Promise.all(
    Object.entries(KINDS).map(async ([name, kind], index) => {
      const known = before?.[index] ?? { name, tried: 0, answered: 0, refusals: [], memory: {} };
      return { ...known, ...(await kind(access, known.memory, before === undefined)) };
    }),
  );
}
