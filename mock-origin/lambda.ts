import type { APIGatewayProxyStructuredResultV2, LambdaFunctionURLEvent } from 'aws-lambda';
import { readSecret } from './config.ts';
import { forwardEvent } from './function-url.ts';
import { serveOrigin } from './serve.ts';

/** One server for each execution environment, on its own port that only this process uses. */
const running = serveOrigin({ port: 0, host: '127.0.0.1', secret: readSecret() });

/** The origin as a Lambda function behind a function URL. */
export async function handler(event: LambdaFunctionURLEvent): Promise<APIGatewayProxyStructuredResultV2> {
  return forwardEvent((await running).url, event);
}
