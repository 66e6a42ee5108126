import { withStageVariables } from '../../../execute-api/lambda-uri.ts';
import { parseRequestMapping, type RequestMapping } from '../../control/mapping-expression.ts';
import type { IntegrationRecord, Strings } from '../../state/records.ts';

/** An HTTP endpoint, compiled for requests. */
export interface CompiledHttpProxy {
  /** `http://host:port` */
  readonly origin: string;
  /** The endpoint's path (and query), alternating text and the name of a path parameter. */
  readonly path: readonly (string | { readonly parameter: string })[];
  /** Undefined passes the client's method on. */
  readonly method: string | undefined;
  readonly pathMappings: ReadonlyMap<string, RequestMapping>;
  readonly headerMappings: readonly RequestMapping[];
  readonly queryMappings: readonly RequestMapping[];
  /** The headers that mappings set, in lower case. */
  readonly mappedHeaders: ReadonlySet<string>;
  /** Whether a mapping sets how the body is framed, which AWS answers with 500. */
  readonly setsFraming: boolean;
  readonly timeoutMs: number;
}

/** Compiles an HTTP endpoint for a stage. Undefined if its URI, with the stage's variables, is invalid. */
export function compileHttpProxy(
  integration: IntegrationRecord,
  variables: Strings,
): CompiledHttpProxy | undefined {
  const uri = withStageVariables(integration.uri ?? '', variables);
  const [, origin = '', rest = ''] = /^(https?:\/\/[^/?#{}]+)([^#]*)/i.exec(uri ?? '') ?? [];
  if (!URL.canParse(origin)) return undefined;
  const mappings = Object.entries(integration.requestParameters ?? {})
    .map(([target, source]) => parseRequestMapping(target, source))
    .filter((mapping) => mapping !== undefined);
  const headerMappings = mappings.filter(({ to }) => to === 'header');
  const mappedHeaders = new Set(headerMappings.map(({ name }) => name.toLowerCase()));
  const path = rest.startsWith('/') ? rest : `/${rest}`;
  return {
    origin,
    path: path
      .split(/(\{[^{}]+\})/)
      .filter((part) => part !== '')
      .map((part) => (part.startsWith('{') ? { parameter: part.slice(1, -1).replace(/\+$/, '') } : part)),
    method: integration.httpMethod === 'ANY' ? undefined : integration.httpMethod,
    pathMappings: new Map(
      mappings.filter(({ to }) => to === 'path').map((mapping) => [mapping.name, mapping]),
    ),
    headerMappings,
    queryMappings: mappings.filter(({ to }) => to === 'querystring'),
    mappedHeaders,
    setsFraming: mappedHeaders.has('content-length') || mappedHeaders.has('transfer-encoding'),
    timeoutMs: integration.timeoutInMillis,
  };
}
