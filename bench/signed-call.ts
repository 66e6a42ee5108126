import aws4 from 'aws4';
import type { Pool } from 'undici';

/** A service as its JSON protocol names it. */
export interface JsonService {
  readonly name: string;
  /** What precedes the operation in `X-Amz-Target`. */
  readonly target: string;
  readonly version: '1.0' | '1.1';
}

/** A request that is signed and can be sent again and again, for the quarter of an hour that its signature is good. */
export interface SignedCall {
  readonly operation: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Signs a call with the local engine's keys, without the SDK's own cost. */
export function signed(host: string, service: JsonService, operation: string, input: object): SignedCall {
  const body = JSON.stringify(input);
  const { headers = {} } = aws4.sign(
    {
      method: 'POST',
      service: service.name,
      region: 'us-east-1',
      host,
      path: '/',
      headers: {
        'Content-Type': `application/x-amz-json-${service.version}`,
        'X-Amz-Target': `${service.target}.${operation}`,
      },
      body,
    },
    { accessKeyId: 'test', secretAccessKey: 'test' },
  );
  return { operation, headers: headers as Record<string, string>, body };
}

/** Sends a call over the wire, and returns the text of its answer. Throws when that is no success. */
export async function send(pool: Pool, { operation, headers, body }: SignedCall): Promise<string> {
  const answer = await pool.request({ method: 'POST', path: '/', headers, body });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`${operation} answered ${answer.statusCode}: ${text}`);
  return text;
}
