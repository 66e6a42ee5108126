import type { CallToPermit, Permission } from './permission.ts';
import { s3Actions, versioned } from './s3-actions.ts';

/** Condition keys that S3 takes from the query ("Condition keys for Amazon S3", Service Authorization Reference). */
const QUERY_KEYS = { prefix: 's3:prefix', delimiter: 's3:delimiter', 'max-keys': 's3:max-keys' };
/** Those it takes from headers. */
const HEADER_KEYS = [
  'x-amz-acl',
  'x-amz-copy-source',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-storage-class',
];

/**
 * What IAM checks for an S3 call. A copy needs permission to read its source too; a call that deletes several objects needs it for each,
 * and is refused as a whole if one is missing (AWS answers for each object).
 */
export function s3Permissions(call: CallToPermit & { operation: string }): Permission[] {
  const { operation, query, object, request, body } = call;
  const { bucket = '', key = '' } = object ?? {};
  const name = s3Actions[operation] ?? operation;
  const version = query.has('versionId') ? versioned[name] : undefined;
  const permission = {
    action: `s3:${version ?? name}`,
    resource: bucket === '' ? '*' : arnOf(bucket, key),
    context: contextOf(call),
  };
  if (operation === 'DeleteObjects')
    return keysIn(body).map(({ key: deleted, hasVersion }) => ({
      ...permission,
      action: hasVersion ? 's3:DeleteObjectVersion' : 's3:DeleteObject',
      resource: arnOf(bucket, deleted),
    }));
  const source = request.headers['x-amz-copy-source'];
  if (typeof source !== 'string') return [permission];
  const [, from = '', copied = '', its] = /^\/?([^/]*)\/([^?]*)(\?versionId=)?/.exec(source) ?? [];
  return [
    permission,
    {
      action: its === undefined ? 's3:GetObject' : 's3:GetObjectVersion',
      resource: arnOf(from, unescaped(copied)),
    },
  ];
}

function arnOf(bucket: string, key: string): string {
  return key === '' ? `arn:aws:s3:::${bucket}` : `arn:aws:s3:::${bucket}/${key}`;
}

function contextOf({ query, request: { headers } }: CallToPermit): Record<string, string> {
  const inQuery = Object.entries(QUERY_KEYS).flatMap(([name, key]) => {
    const value = query.get(name);
    return value === null ? [] : [[key, value]];
  });
  const inHeaders = HEADER_KEYS.flatMap((name) => {
    const value = headers[name];
    return typeof value === 'string' ? [[`s3:${name}`, value]] : [];
  });
  const version = query.get('versionId');
  return Object.fromEntries([...inQuery, ...inHeaders, ...(version ? [['s3:VersionId', version]] : [])]);
}

/** The objects that a DeleteObjects names. */
function keysIn(body: string): { key: string; hasVersion: boolean }[] {
  return [...body.matchAll(/<Object>(.*?)<\/Object>/gs)].map(([, object = '']) => ({
    key: unescapedXml(/<Key>(.*?)<\/Key>/s.exec(object)?.[1] ?? ''),
    hasVersion: object.includes('<VersionId>'),
  }));
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapedXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    return decimal ? String.fromCodePoint(Number(decimal)) : (ENTITIES[name] ?? all);
  });
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
