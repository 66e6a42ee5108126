import aws4 from 'aws4';
import { Pool } from 'undici';

/** An answer of the engine. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** The engine answered otherwise than AWS would. */
export class WrongAnswer extends Error {}

const JSON_SERVICES = {
  'cognito-idp': { target: 'AWSCognitoIdentityProviderService', version: '1.1' },
  dynamodb: { target: 'DynamoDB_20120810', version: '1.0' },
  logs: { target: 'Logs_20140328', version: '1.1' },
} as const;

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Sends requests without the SDK's own cost, signed with the local keys, and counts them. */
export interface Caller extends AsyncDisposable {
  readonly sent: number;
  json(service: keyof typeof JSON_SERVICES, operation: string, input: object): Promise<Answer>;
  /** A call of IAM or STS. */
  query(service: 'iam' | 'sts', parameters: Record<string, string>, keys?: Keys): Promise<Answer>;
  /** A call of Lambda or API Gateway. */
  rest(service: 'lambda' | 'apigateway', method: string, path: string, body?: object): Promise<Answer>;
  /** Any request, unsigned. */
  open(method: string, path: string, headers?: Record<string, string>, body?: string): Promise<Answer>;
}

const LOCAL: Keys = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Opens connections to an engine, so many at most. */
export function createCaller(endpoint: string, connections: number): Caller {
  const pool = new Pool(endpoint, { connections });
  const { host } = new URL(endpoint);
  let sent = 0;

  async function send(
    method: string,
    path: string,
    headers: Record<string, string>,
    body: string | undefined,
  ): Promise<Answer> {
    sent += 1;
    const answer = await pool.request({ method, path, headers, ...(body !== undefined && { body }) });
    return { status: answer.statusCode, text: await answer.body.text() };
  }

  function sendSigned(
    service: string,
    request: { method: string; path: string; headers: Record<string, string>; body?: string },
    keys: Keys,
  ): Promise<Answer> {
    const signed = aws4.sign({ ...request, service, region: 'us-east-1', host }, keys);
    return send(request.method, request.path, (signed.headers ?? {}) as Record<string, string>, request.body);
  }

  return {
    get sent() {
      return sent;
    },
    json(service, operation, input) {
      const { target, version } = JSON_SERVICES[service];
      const headers = {
        'Content-Type': `application/x-amz-json-${version}`,
        'X-Amz-Target': `${target}.${operation}`,
      };
      return sendSigned(service, { method: 'POST', path: '/', headers, body: JSON.stringify(input) }, LOCAL);
    },
    query(service, parameters, keys = LOCAL) {
      const body = new URLSearchParams({
        Version: service === 'iam' ? '2010-05-08' : '2011-06-15',
        ...parameters,
      }).toString();
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' };
      return sendSigned(service, { method: 'POST', path: '/', headers, body }, keys);
    },
    rest(service, method, path, body) {
      const headers = { 'Content-Type': 'application/json' };
      return sendSigned(
        service,
        { method, path, headers, ...(body && { body: JSON.stringify(body) }) },
        LOCAL,
      );
    },
    open: (method, path, headers = {}, body = undefined) => send(method, path, headers, body),
    [Symbol.asyncDispose]: () => pool.close(),
  };
}

/** The JSON of an answer that must be a success. */
export async function ok<T = Record<string, unknown>>(answer: Promise<Answer>): Promise<T> {
  const text = await okText(answer);
  return (text === '' ? {} : JSON.parse(text)) as T;
}

/** The text of an answer that must be a success. */
export async function okText(answer: Promise<Answer>): Promise<string> {
  const { status, text } = await answer;
  if (status < 200 || status > 299) throw new WrongAnswer(`No success, but ${status}: ${text.slice(0, 400)}`);
  return text;
}

/** An answer must refuse with this status, and name this error. */
export async function refused(answer: Promise<Answer>, expected: number, code: string): Promise<void> {
  const { status, text } = await answer;
  if (status !== expected || !text.includes(code))
    throw new WrongAnswer(`Not ${expected} ${code}, but ${status}: ${text.slice(0, 400)}`);
}

/** What was answered must be what is expected, compared as JSON. */
export function same(what: string, answered: unknown, expected: unknown): void {
  const [one, other] = [JSON.stringify(answered), JSON.stringify(expected)];
  if (one !== other) throw new WrongAnswer(`${what} is ${one}, and not ${other}`);
}
