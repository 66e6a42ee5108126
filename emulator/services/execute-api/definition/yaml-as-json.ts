import { parse } from 'yaml';

/** YAML as JSON text; undefined if it is none. Aliases are followed a hundred times at most. */
export function yamlAsJson(text: string): string | undefined {
  try {
    return JSON.stringify(parse(text, { maxAliasCount: 100 }));
  } catch {
    return undefined;
  }
}
