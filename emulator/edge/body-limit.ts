import type { IncomingMessage } from 'node:http';

const MIB = 1024 * 1024;

/** The largest API call, in bytes: a 50 MB zip in base64, and its JSON. */
const LARGEST = 70 * MIB;

/**
 * The largest call of a kind, in bytes: as large as AWS accepts, because reading more would only delay everybody. DynamoDB: 16 MB
 * (developer guide, "BatchWriteItem"); Logs: batches of 1 MB, which escapes can make several times as long; API Gateway: definitions of 6
 * MB (quotas). AWS names no limit for Cognito, IAM and STS; their longest parameters are some 100 KB.
 */
const LIMITS: readonly [(request: Asked) => boolean, number][] = [
  [({ target }) => target.startsWith('DynamoDB'), 17 * MIB],
  [({ target }) => target.startsWith('Logs_'), 10 * MIB],
  [({ target }) => target !== '', 2 * MIB],
  [({ type }) => type.startsWith('application/x-www-form-urlencoded'), 2 * MIB],
  [({ path }) => /^\/(?:restapis|v2\/apis)\b/.test(path), 7 * MIB],
];

interface Asked {
  target: string;
  type: string;
  path: string;
}

/** How many bytes of a call's body are read, by its head. */
export function bodyLimit({ headers, url = '/' }: Pick<IncomingMessage, 'headers' | 'url'>): number {
  const target = headers['x-amz-target'];
  const asked = {
    target: typeof target === 'string' ? target : '',
    type: headers['content-type'] ?? '',
    path: url,
  };
  return LIMITS.find(([applies]) => applies(asked))?.[1] ?? LARGEST;
}
