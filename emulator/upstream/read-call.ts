import type { IncomingMessage } from 'node:http';
import { AwsError } from '../edge/aws-error.ts';
import type { ForeignCall } from '../edge/foreign-call.ts';
import { readBody } from '../edge/read-body.ts';
import { takesRoles } from './permissions/pass-role.ts';
import type { S3Location } from './permissions/permission.ts';
import { s3Location } from './permissions/s3-location.ts';
import { hasToBeRead } from './refuse-own-resources.ts';
import { restOperation } from './rest-operations.ts';

/** The largest call that is read as a whole, in bytes; of AWS's own limits for those, Kinesis's 10 MiB is the highest. */
const LARGEST_READ = 32 * 1024 * 1024;

/** A call that goes upstream, by its head. */
export interface CallHead {
  readonly operation: string | undefined;
  readonly object: S3Location | undefined;
  readonly query: URLSearchParams;
  /** Whether the body passes unread. */
  readonly streams: boolean;
}

/** S3 calls whose body names their resources. */
const READ_OF_S3 = ['DeleteObjects'];

/**
 * Reads what a call asks for, and whether its body must be read. It passes unread if the signature is valid without it, which holds for all
 * of S3, and if neither the operation nor its permissions are in it.
 */
export function readHead(
  { service, operation: named }: ForeignCall,
  { headers, method, url = '/' }: Pick<IncomingMessage, 'headers' | 'method' | 'url'>,
): CallHead {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const query = new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1));
  if (!service.protocol.startsWith('rest-'))
    return { operation: named || undefined, object: undefined, query, streams: false };
  const object = service.name === 'S3' ? s3Location(headers.host ?? '', path) : undefined;
  const inPath = object ? `/${[object.bucket, object.key].map(encodeURIComponent).join('/')}` : path;
  const told = { method, headers, query, path: object?.key === '' ? inPath.slice(0, -1) || '/' : inPath };
  const operation = named || restOperation(service.name, told);
  const isRead =
    hasToBeRead(service.name, operation) || takesRoles(service.scope) || READ_OF_S3.includes(operation ?? '');
  const streams = !isRead && (object !== undefined || headers['x-amz-content-sha256'] !== undefined);
  return { operation, object, query, streams };
}

/** Reads a call's whole body. Throws AwsError if it exceeds the limit. */
export async function readWhole(request: IncomingMessage): Promise<Uint8Array> {
  const body = await readBody(request, LARGEST_READ);
  if (body) return body;
  throw new AwsError('RequestEntityTooLargeException', `Request must be smaller than ${LARGEST_READ} bytes`, {
    status: 413,
  });
}

/** What was read of a call. */
export interface CallBody {
  readonly text: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The operation that a form names. */
  readonly action: string | undefined;
}

export const UNREAD: CallBody = { text: '', input: {}, action: undefined };

/** Reads the members of a JSON call or of a form, for IAM; nothing of anything else. */
export function parseBody(
  headers: IncomingMessage['headers'],
  query: URLSearchParams,
  body: Uint8Array,
): CallBody {
  const type = headers['content-type'] ?? '';
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  if (type.startsWith('application/x-www-form-urlencoded') || query.has('Action')) {
    const form = query.has('Action') ? query : new URLSearchParams(text);
    const input = Object.fromEntries(form);
    return { text: [...form].flat().join('\n'), input, action: form.get('Action') ?? undefined };
  }
  return { text: textOf(text), input: jsonOf(text), action: undefined };
}

function jsonOf(text: string): Readonly<Record<string, unknown>> {
  if (!text.startsWith('{')) return {};
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    // The upstream says what is wrong with it.
    return {};
  }
}

/** Without JSON escapes that could hide a name in it. */
function textOf(text: string): string {
  return text.includes('\\u')
    ? text.replace(/\\u([0-9a-f]{4})/gi, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
}
