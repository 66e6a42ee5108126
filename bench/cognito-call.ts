import aws4 from 'aws4';
import type { Pool } from 'undici';

/** What Cognito's calls answer, as far as the measures look at it. */
export interface Answer {
  UserPool: { Id: string };
  UserPoolClient: { ClientId: string };
  PaginationToken?: string;
}

/** One call over the wire, without the SDK's own cost. */
export async function post(pool: Pool, host: string, operation: string, input: object): Promise<Answer> {
  const content = JSON.stringify(input);
  const { headers = {} } = aws4.sign(
    {
      method: 'POST',
      service: 'cognito-idp',
      region: 'us-east-1',
      host,
      path: '/',
      headers: {
        'Content-Type': 'application/x-amz-json-1.1',
        'X-Amz-Target': `AWSCognitoIdentityProviderService.${operation}`,
      },
      body: content,
    },
    { accessKeyId: 'test', secretAccessKey: 'test' },
  );
  const { statusCode, body } = await pool.request({
    method: 'POST',
    path: '/',
    headers: headers as Record<string, string>,
    body: content,
  });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`${operation} answered ${statusCode}: ${text}`);
  return JSON.parse(text || '{}');
}
