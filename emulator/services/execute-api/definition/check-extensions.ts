import { notImplemented } from '../../../edge/aws-error.ts';
import { isObject, type Json } from './read-definition.ts';

const PREFIX = 'x-amazon-apigateway-';

/**
 * The extensions of REST APIs that the engine honours, anywhere in the definition (API Gateway guide, "OpenAPI extensions for API
 * Gateway").
 */
export const REST_EXTENSIONS: ReadonlySet<string> = new Set(
  [
    'any-method',
    'api-key-source',
    'auth',
    'authorizer',
    'authtype',
    'binary-media-types',
    'documentation',
    'gateway-responses',
    'importexport-version',
    'integration',
    'minimum-compression-size',
    'request-validator',
    'request-validators',
  ].map((name) => PREFIX + name),
);

/** Those of HTTP APIs. */
export const HTTP_EXTENSIONS: ReadonlySet<string> = new Set(
  ['any-method', 'authorizer', 'cors', 'importexport-version', 'integration', 'integrations'].map(
    (name) => PREFIX + name,
  ),
);

/** Explicit defaults that are accepted. */
const DEFAULTS: Readonly<Record<string, unknown>> = { [`${PREFIX}api-key-source`]: 'HEADER' };

/** Refuses by name every extension that it does not honour, at any depth of the definition except inside examples and schemas. */
export function checkExtensions(value: unknown, honoured: ReadonlySet<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) checkExtensions(item, honoured);
    return;
  }
  if (!isObject(value)) return;
  for (const [name, inner] of Object.entries(value as Json)) {
    if (name.startsWith(PREFIX)) {
      const isDefault = Object.hasOwn(DEFAULTS, name) && DEFAULTS[name] === inner;
      if (!honoured.has(name) && !isDefault)
        throw notImplemented(`The extension ${name} of an API definition`);
    } else if (name !== 'example' && name !== 'examples' && name !== 'schema' && name !== 'definitions')
      checkExtensions(inner, honoured);
  }
}
