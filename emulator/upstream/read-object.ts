import { AwsError } from '../edge/aws-error.ts';
import type { ObjectReader } from '../edge/interfaces/object-reader.ts';
import { awayError } from './away-error.ts';
import { type Connections, UpstreamAway } from './send-on.ts';

/** How long an object may take to come, in milliseconds. */
const WITHIN = 120_000;

/** Makes the reader of the upstream's objects, under the account's own key. */
export function createObjectReader(
  connections: Pick<Connections, 'send' | 'url'>,
  region: string,
): ObjectReader {
  const { url } = connections;
  return {
    async read({ bucket, key, version }, limit) {
      const path = `/${[bucket, ...key.split('/')].map(encodeURIComponent).join('/')}`;
      const scope = `test/20260101/${region}/s3/aws4_request`;
      const asked = {
        method: 'GET',
        path: version === undefined ? path : `${path}?versionId=${encodeURIComponent(version)}`,
        // LocalStack reads service and region from the scope, and does not check the signature.
        headers: [
          'Host',
          new URL(url).host,
          'Authorization',
          `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
        ],
        body: null,
        signal: AbortSignal.timeout(WITHIN),
      };
      const { status, body } = await connections.send(asked).catch((error: unknown) => {
        if (error instanceof UpstreamAway) throw awayError('S3', 'GetObject', url, error.message);
        throw error;
      });
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of body as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > limit) return undefined;
        chunks.push(chunk);
      }
      const content = Buffer.concat(chunks);
      if (status === 200) return content;
      const text = content.toString('utf8');
      const [, code = 'InternalError'] = /<Code>(.*?)<\/Code>/.exec(text) ?? [];
      const [, message = `S3 answered ${status}`] = /<Message>(.*?)<\/Message>/.exec(text) ?? [];
      throw new AwsError(code, message, { status });
    },
  };
}
