import { AwsClient } from 'aws4fetch';
import { engine, Refused, reach, refusal } from './engine.ts';
import type { Settings } from './settings.ts';

/** Every client of the engine has these: they are no secret. */
const access = new AwsClient({ accessKeyId: 'test', secretAccessKey: 'test', retries: 0 });

const settings: { read?: Promise<Settings> } = {};

/** How the engine was set up; asked once. */
export function readSettings(): Promise<Settings> {
  settings.read ??= engine<Settings>('settings').catch((error: unknown) => {
    delete settings.read;
    throw error;
  });
  return settings.read;
}

const TARGETS = {
  'cognito-idp': { prefix: 'AWSCognitoIdentityProviderService', version: '1.1' },
  dynamodb: { prefix: 'DynamoDB_20120810', version: '1.0' },
  logs: { prefix: 'Logs_20140328', version: '1.1' },
} as const;

/** Calls an operation of an AWS JSON service. Throws Refused with AWS's code and message. */
export async function callJson<Output>(
  service: keyof typeof TARGETS,
  operation: string,
  input: object = {},
): Promise<Output> {
  const { prefix, version } = TARGETS[service];
  const response = await sendSigned(service, '/', {
    method: 'POST',
    headers: {
      'Content-Type': `application/x-amz-json-${version}`,
      'X-Amz-Target': `${prefix}.${operation}`,
    },
    body: JSON.stringify(input),
  });
  return read<Output>(response);
}

/** Calls an operation of a REST service: Lambda's, or that of one kind of API. */
export async function callRest<Output>(
  service: 'lambda' | 'apigateway',
  path: string,
  init: RequestInit = {},
): Promise<Output> {
  return read<Output>(await sendSigned(service, path, init));
}

/** Sends a signed request and returns the raw answer, for callers that need its headers. */
export async function sendSigned(service: string, path: string, init: RequestInit): Promise<Response> {
  if (!globalThis.crypto.subtle)
    throw new Refused(
      'InsecureContext',
      'A browser signs calls only for pages of this machine: open the console by http://localhost.',
      0,
    );
  const { region } = await readSettings();
  const request = await access.sign(`${location.origin}${path}`, {
    ...init,
    aws: { service, region },
  });
  return reach(request);
}

async function read<Output>(response: Response): Promise<Output> {
  const text = await response.text();
  if (!response.ok) throw refusal(response, text);
  return (text === '' ? {} : JSON.parse(text)) as Output;
}
