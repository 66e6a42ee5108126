import type { IncomingMessage } from 'node:http';

/**
 * The condition keys that every request brings (IAM user guide, "AWS global condition context keys"): `aws:SourceIp`,
 * `aws:UserAgent`, `aws:Referer`, and of the tags it carries `aws:RequestTag/<key>` and `aws:TagKeys`.
 */
export function requestKeys(request: IncomingMessage, input: object): Record<string, string | string[]> {
  const { 'user-agent': userAgent, referer } = request.headers;
  const tags = tagsOf(input);
  const keys = [...tags.keys(), ...untaggedOf(input)];
  return {
    // A dual-stack socket shows IPv4 callers as IPv6 addresses.
    'aws:SourceIp': request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '',
    ...(userAgent !== undefined && { 'aws:UserAgent': userAgent }),
    ...(referer !== undefined && { 'aws:Referer': referer }),
    ...Object.fromEntries([...tags].map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    ...(keys.length > 0 && { 'aws:TagKeys': keys }),
  };
}

/** Services name the member in one of these ways, with tags as a list of pairs or as a map. */
const TAG_MEMBERS = ['Tags', 'tags', 'UserPoolTags'];
const TAG_KEY_MEMBERS = ['TagKeys', 'tagKeys'];

function tagsOf(input: object): Map<string, string> {
  const given: unknown = TAG_MEMBERS.map((name) => (input as Record<string, unknown>)[name]).find(isObject);
  if (!isObject(given)) return new Map();
  if (!Array.isArray(given)) return new Map(Object.entries(given).filter(([, value]) => isText(value)) as []);
  return new Map(
    given.filter(isObject).map((tag) => {
      const { Key, Value } = tag as { Key?: unknown; Value?: unknown };
      return [String(Key), isText(Value) ? Value : ''];
    }),
  );
}

function untaggedOf(input: object): string[] {
  const given = TAG_KEY_MEMBERS.map((name) => (input as Record<string, unknown>)[name]).find(Array.isArray);
  return (given ?? []).filter(isText);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
