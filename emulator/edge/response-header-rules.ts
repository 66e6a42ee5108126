/** Headers that an HTTP_PROXY endpoint's answer loses (API Gateway guide, "Important notes for REST APIs"). */
const DROPPED = new Set([
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
]);

/** Headers that come back under another name. Content-Length was recorded to do so too, beside the real one. */
const REMAPPED: Readonly<Record<string, string>> = {
  authorization: 'Authorization',
  connection: 'Connection',
  'content-length': 'Content-Length',
  'content-md5': 'Content-MD5',
  date: 'Date',
  'max-forwards': 'Max-Forwards',
  server: 'Server',
  'user-agent': 'User-Agent',
  'www-authenticate': 'WWW-Authenticate',
  'x-amz-apigw-id': 'x-amz-apigw-id',
  'x-amzn-requestid': 'x-amzn-RequestId',
};

const rules = new Map<string, string | undefined>();
const MOST = 2000;

/** The name under which an endpoint's header comes back; undefined if it does not. */
export function responseHeaderName(name: string): string | undefined {
  if (rules.has(name)) return rules.get(name);
  const key = name.toLowerCase();
  const remapped = REMAPPED[key];
  const result = DROPPED.has(key) ? undefined : remapped ? `x-amzn-Remapped-${remapped}` : name;
  if (rules.size < MOST) rules.set(name, result);
  return result;
}
