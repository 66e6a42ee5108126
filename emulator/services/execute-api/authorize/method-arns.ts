import { decodePath } from '../route-tree.ts';

/** What is called: of a REST or an HTTP API. */
interface Called {
  readonly stage: { readonly arn: string };
  readonly method: string;
  readonly path: string;
}

/** `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<METHOD>/<path>`, the path as the client sent it. */
export function methodArn({ stage, method, path }: Called): string {
  return `${stage.arn}/${method}${path}`;
}

/**
 * The ARNs that a policy must allow. One, unless the path has a second reading: what an endpoint may make of encoded characters, doubled
 * slashes and dot segments must be allowed too, or a policy for one path would open another.
 */
export function arnsToAllow(exchange: Called): readonly string[] {
  const { stage, method, path } = exchange;
  const arn = methodArn(exchange);
  if (!/%|\/\/|\/\.|\\/.test(path)) return [arn];
  const decoded = decodePath(path).replaceAll('\\', '/');
  const readings = [decoded, decoded.replaceAll(/\/{2,}/g, '/'), withoutDots(decoded)];
  return [...new Set([arn, ...readings.map((reading) => `${stage.arn}/${method}${reading}`)])];
}

/** RFC 3986, section 5.2.4. */
function withoutDots(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '.' && segment !== '') kept.push(segment);
  }
  return `/${kept.join('/')}`;
}
