import { badDefinition } from './bad-definition.ts';
import { type Json, listOf, objectOf, textOf } from './read-definition.ts';

/**
 * What happens to a definition's base path (API Gateway guide, "Set the OpenAPI basePath property"): `/a/b` before each path, or nothing.
 */
export function basePathOf(document: Json, mode = 'ignore'): string {
  const base = written(document).replace(/\/+$/, '');
  switch (mode) {
    case 'ignore':
      return '';
    case 'prepend':
      return base;
    case 'split':
      // The first part is what a custom domain maps to.
      return base.replace(/^\/[^/]*/, '');
    default:
      throw badDefinition(`Invalid value for basepath: ${mode}. Valid values are ignore, prepend, split`);
  }
}

function written(document: Json): string {
  if (document['swagger']) return textOf(document['basePath']) ?? '';
  const server = objectOf(listOf(document['servers'])[0]);
  const variables = objectOf(server['variables']);
  const base = textOf(objectOf(variables['basePath'])['default']);
  if (base !== undefined) return base.startsWith('/') ? base : `/${base}`;
  const url = (textOf(server['url']) ?? '').replaceAll(
    /\{([^{}]+)\}/g,
    (_all, name: string) => textOf(objectOf(variables[name])['default']) ?? '',
  );
  return url.replace(/^[a-z]+:\/\/[^/]*/i, '');
}
