export interface MappingTarget {
  readonly how: 'append' | 'overwrite' | 'remove';
  readonly to: 'header' | 'querystring' | 'path' | 'statuscode';
  readonly name: string;
}

/** Parses `append|overwrite|remove:header.name`, `…:querystring.name` or `overwrite:path`; undefined if it is invalid. */
export function parseRequestTarget(target: string): MappingTarget | undefined {
  if (target === 'overwrite:path') return { how: 'overwrite', to: 'path', name: '' };
  const [, how, to, name = ''] = /^(append|overwrite|remove):(header|querystring)\.(.+)$/.exec(target) ?? [];
  return how ? { how: how as 'append', to: to as 'header', name } : undefined;
}

/** Parses `append|overwrite|remove:header.name` or `overwrite:statuscode`; undefined if it is invalid. */
export function parseResponseTarget(target: string): MappingTarget | undefined {
  if (target === 'overwrite:statuscode') return { how: 'overwrite', to: 'statuscode', name: '' };
  const parsed = parseRequestTarget(target);
  return parsed?.to === 'header' ? parsed : undefined;
}

const RESERVED = new Set([
  'authorization',
  'connection',
  'content-encoding',
  'content-length',
  'content-location',
  'forwarded',
  'keep-alive',
  'origin',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailers',
  'transfer-encoding',
  'upgrade',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
]);

/** Headers that HTTP APIs do not let mappings touch (API Gateway guide, "Reserved headers"); `Authorization` is one. */
export function isReservedHeader(name: string): boolean {
  const key = name.toLowerCase();
  return RESERVED.has(key) || /^(access-control-|apigw-|x-amz-|x-amzn-)/.test(key);
}
