import { sign } from 'aws4';

/** What came back from a call, as it was on the wire. */
export interface RawAnswer {
  status: number;
  headers: Headers;
  /** The JSON of the body. */
  body: unknown;
}

/** Sends a signed call whose body and media type no SDK would write. */
export async function rawCall(
  endpoint: string,
  operation: string,
  body: string | object,
  contentType = 'application/x-amz-json-1.0',
): Promise<RawAnswer> {
  const sent = typeof body === 'string' ? body : JSON.stringify(body);
  const signed = sign(
    {
      host: new URL(endpoint).host,
      path: '/',
      method: 'POST',
      service: 'dynamodb',
      region: 'us-east-1',
      headers: { 'X-Amz-Target': `DynamoDB_20120810.${operation}`, 'Content-Type': contentType },
      body: sent,
    },
    { accessKeyId: 'test', secretAccessKey: 'test' },
  );
  const { Host: _host, ...headers } = signed.headers as Record<string, string>;
  const response = await fetch(endpoint, { method: 'POST', headers, body: sent });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? '' : JSON.parse(text) };
}
