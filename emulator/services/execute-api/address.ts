/** The target of a request to an API's data plane. */
export interface Address {
  readonly apiId: string;
  /** What follows the API: `/<stage>/<path>`, as the client sent it, without the query. */
  readonly rest: string;
  /** What follows the `?`, as the client sent it; undefined when there is none. */
  readonly query: string | undefined;
}

const PATH_FORM = '/_aws/execute-api/';
const OLD_FORM = '/restapis/';
const OLD_MARK = '/_user_request_';
const HOST_MARK = '.execute-api.';

/**
 * Parses LocalStack's three forms of an API's URL: `/_aws/execute-api/<api>/<stage>/…`, `/restapis/<api>/<stage>/_user_request_/…` (other
 * paths below `/restapis` are the control plane) and any host that begins with `<api>.execute-api.`. Undefined for anything else. `url` may
 * be in absolute form.
 */
export function addressOf(url: string, host: string): Address | undefined {
  const target = url.startsWith('/') ? url : pathOfAbsolute(url);
  if (target.startsWith(PATH_FORM)) return below(target, PATH_FORM.length);
  const mark = host.indexOf(HOST_MARK);
  if (mark > 0 && !host.slice(0, mark).includes('.')) return address(host.slice(0, mark), target);
  if (!target.startsWith(OLD_FORM)) return undefined;
  const found = /^\/restapis\/([^/?]+)\/([^/?]+)\/_user_request_(?=[/?]|$)/.exec(target);
  return found ? address(found[1] ?? '', `/${found[2]}${target.slice(found[0].length)}`) : undefined;
}

/** Whether a URL could be one, cheaply: every request to the engine asks. */
export function mayBeAddress(url: string, host: string): boolean {
  return (
    url.startsWith(PATH_FORM) ||
    host.includes(HOST_MARK) ||
    (url.startsWith(OLD_FORM) && url.includes(OLD_MARK)) ||
    !url.startsWith('/')
  );
}

function below(target: string, start: number): Address {
  const end = target.slice(start).search(/[/?]|$/) + start;
  return address(target.slice(start, end), target.slice(end));
}

function address(apiId: string, target: string): Address {
  const mark = target.indexOf('?');
  return mark < 0
    ? { apiId, rest: target, query: undefined }
    : { apiId, rest: target.slice(0, mark), query: target.slice(mark + 1) };
}

/** The path and query of `http://host/path?query` (RFC 9112, section 3.2.2). */
function pathOfAbsolute(url: string): string {
  const authority = url.indexOf('://');
  const slash = authority < 0 ? -1 : url.indexOf('/', authority + 3);
  return slash < 0 ? '/' : url.slice(slash);
}
