const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Uint8Array(128);
for (let value = 0; value < DIGITS.length; value += 1) VALUES[DIGITS.charCodeAt(value)] = value;

/** The members of a source map that esbuild writes (ECMA-426, "Source map format"). */
interface SourceMap {
  version: 3;
  sources: string[];
  names: string[];
  mappings: string;
}

/**
 * Removes a source map's entries for packages. Node.js reads the whole map when it loads the code and parses it at the first error, and
 * nearly all of a bundle's map is the SDK's: cold starts and first errors would pay for it.
 *
 * @param text the map as JSON. @returns the map of everything outside `node_modules`, as JSON; other code is unmapped.
 */
export function ownSourceMap(text: string): string {
  const map = JSON.parse(text) as SourceMap;
  const isOwn = map.sources.map((source) => !source.split('/').includes('node_modules'));
  const sources = reference(map.sources);
  const names = reference(map.names);
  const written = { source: 0, line: 0, column: 0, name: 0 };
  const read = { source: 0, line: 0, column: 0, name: 0 };
  const lines = map.mappings.split(';').map((line) => {
    let generated = 0;
    let writtenGenerated = 0;
    let mapped = false;
    const segments: string[] = [];
    for (const segment of line === '' ? [] : line.split(',')) {
      const [step = 0, source, row = 0, column = 0, name] = decoded(segment);
      generated += step;
      read.source += source ?? 0;
      read.line += row;
      read.column += column;
      read.name += name ?? 0;
      const own = source !== undefined && isOwn[read.source] === true;
      if (!own && !mapped) continue;
      mapped = own;
      const fields = [generated - writtenGenerated];
      writtenGenerated = generated;
      if (own) {
        const to = { ...read, source: sources.at(read.source), name: written.name };
        fields.push(to.source - written.source, to.line - written.line, to.column - written.column);
        if (name !== undefined) {
          to.name = names.at(read.name);
          fields.push(to.name - written.name);
        }
        Object.assign(written, to);
      }
      segments.push(fields.map(encoded).join(''));
    }
    return segments.join(',');
  });
  return JSON.stringify({
    version: map.version,
    sources: sources.used,
    names: names.used,
    mappings: lines.join(';'),
  });
}

/** Renumbers the entries of a list in the order in which they are used. */
function reference(all: readonly string[]): { used: string[]; at(index: number): number } {
  const numbers = new Map<number, number>();
  const used: string[] = [];
  return {
    used,
    at(index) {
      const known = numbers.get(index) ?? used.push(all[index] ?? '') - 1;
      numbers.set(index, known);
      return known;
    },
  };
}

/** The numbers of a segment: base 64, five bits a digit, lowest first, the sign in the lowest bit. */
function decoded(segment: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (let at = 0; at < segment.length; at += 1) {
    const digit = VALUES[segment.charCodeAt(at)] ?? 0;
    value |= (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}

function encoded(number: number): string {
  let rest = number < 0 ? (-number << 1) | 1 : number << 1;
  let text = '';
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += DIGITS[rest > 0 ? digit | 32 : digit];
  } while (rest > 0);
  return text;
}
