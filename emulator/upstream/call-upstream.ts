import { AwsError } from '../edge/aws-error.ts';
import { awayError } from './away-error.ts';
import { type Connections, UpstreamAway } from './send-on.ts';

/** A call that the engine itself makes upstream. */
export interface UpstreamCall {
  /** The name in a signature's scope. */
  service: string;
  region: string | undefined;
  operation: string;
  /** A flat list of names and values. */
  headers: readonly string[];
  body: string;
  /** How long the whole call may take, in milliseconds. */
  within: number;
}

/**
 * Makes a call under the account's own key, and resolves with the answer's body as text. Throws AwsError with the service's own code and
 * message if it refuses, and `UpstreamUnavailableException` if there is no answer.
 */
export async function callUpstream(
  { url, send }: Pick<Connections, 'send' | 'url'>,
  { service, region, operation, headers, body, within }: UpstreamCall,
): Promise<string> {
  // LocalStack reads service and region from the scope, and does not check the signature.
  const scope = `test/20260101/${region}/${service}/aws4_request`;
  try {
    const answer = await send({
      method: 'POST',
      path: '/',
      headers: [
        'Host',
        new URL(url).host,
        'Authorization',
        `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
        ...headers,
      ],
      body: Buffer.from(body),
      signal: AbortSignal.timeout(within),
    });
    const chunks: Buffer[] = [];
    for await (const chunk of answer.body as AsyncIterable<Buffer>) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');
    if (answer.status === 200) return text;
    throw refusalOf(text, answer.status);
  } catch (error) {
    if (error instanceof AwsError) throw error;
    // Its answer can break off too.
    const { message } = error as Error;
    const reason = error instanceof UpstreamAway ? message : `its answer broke off: ${message}`;
    throw awayError(service.toUpperCase(), operation, url, reason);
  }
}

/** A service's message, in JSON or XML. */
function refusalOf(text: string, status: number): AwsError {
  const [, code = 'ServiceException'] =
    /"__type"\s*:\s*"(?:[^"]*#)?(.*?)"|<Code>(.*?)<\/Code>/
      .exec(text)
      ?.filter((part) => part !== undefined) ?? [];
  const [, message = text] =
    /"[Mm]essage"\s*:\s*"(.*?)"|<Message>(.*?)<\/Message>/.exec(text)?.filter((part) => part !== undefined) ??
    [];
  return new AwsError(code, message, { status });
}
