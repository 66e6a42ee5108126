import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import aws4 from 'aws4';
import type { Engine } from '../../engine.ts';
import type { Credentials } from '../../services/iam/testing/account.ts';

export interface Asked {
  service: string;
  method?: string;
  path?: string;
  /** The host that is signed and sent; the engine's own address when absent. */
  host?: string;
  headers?: Record<string, string>;
  body?: string;
  credentials?: Credentials;
  region?: string;
  signQuery?: boolean;
}

/** Opens a request signed by aws4, a signer that shares nothing with the engine; the caller sends the body. */
export function openSigned(
  engine: Pick<Engine, 'port'>,
  { credentials = { accessKeyId: 'test', secretAccessKey: 'test' }, region = 'eu-west-1', ...asked }: Asked,
): ClientRequest {
  const host = asked.host ?? `127.0.0.1:${engine.port}`;
  const signed = aws4.sign({ path: '/', ...asked, host, region }, credentials);
  return request({
    host: '127.0.0.1',
    port: engine.port,
    method: signed.method ?? 'GET',
    path: signed.path ?? '/',
    headers: signed.headers as Record<string, string>,
  });
}

export interface Answered {
  status: number | undefined;
  headers: IncomingMessage['headers'];
  body: string;
}

/** The whole answer of a request. */
export async function answerOf(sent: ClientRequest): Promise<Answered> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve).once('error', reject);
  });
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

/** Sends a signed request with its body, and reads the whole answer. */
export function callSigned(engine: Pick<Engine, 'port'>, asked: Asked): Promise<Answered> {
  const sent = openSigned(engine, asked);
  const answer = answerOf(sent);
  sent.end(asked.body);
  return answer;
}

/** A JSON call of a service. */
export function jsonCall(service: string, target: string, input: object, more: Partial<Asked> = {}): Asked {
  const headers = { 'X-Amz-Target': target, 'Content-Type': 'application/x-amz-json-1.0', ...more.headers };
  return { service, method: 'POST', body: JSON.stringify(input), ...more, headers };
}

/** A query call of a service. */
export function queryCall(service: string, form: Record<string, string>, more: Partial<Asked> = {}): Asked {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  return { service, method: 'POST', headers, body: new URLSearchParams(form).toString(), ...more };
}
