/** What is read of one JSON text. Parsing more would hold up every other request for longer than a tenth of a second. */
interface JsonBounds {
  /** How many objects, arrays, and things after a comma. */
  readonly parts: number;
  /** How deep objects and arrays lie in each other. */
  readonly depth: number;
}

/**
 * The bounds of requests. AWS documents neither for its calls, and refuses more by sizes that are known only once everything is read: an
 * item of 400 KB has at most 270,000 parts, and lies at most 32 levels deep.
 */
export const REQUEST_BOUNDS: JsonBounds = { parts: 300_000, depth: 1_000 };

/** Shorter texts cannot hold anybody up, in bytes. */
const SHORT = 64 * 1024;

const [QUOTE, COMMA, BACKSLASH] = [0x22, 0x2c, 0x5c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** A JSON text has more than its reader takes. */
export class BeyondBounds extends SyntaxError {}

/** Parses JSON within bounds. Throws SyntaxError for what is no JSON, and its kind BeyondBounds for too much. */
export function parseWithin(text: string | Uint8Array, bounds = REQUEST_BOUNDS): unknown {
  if (typeof text === 'string') {
    if (text.length > SHORT) checkBounds(Buffer.from(text), bounds);
    return JSON.parse(text);
  }
  const bytes = Buffer.from(text.buffer, text.byteOffset, text.byteLength);
  if (bytes.length > SHORT) checkBounds(bytes, bounds);
  return JSON.parse(bytes.toString('utf8'));
}

/** Counts without parsing: strings, which may be long, are skipped whole. Throws BeyondBounds at the first part too many. */
function checkBounds(bytes: Buffer, { parts: mostParts, depth: mostDepth }: JsonBounds): void {
  let parts = 0;
  let depth = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    switch (bytes[at]) {
      case QUOTE:
        at = endOfString(bytes, at);
        if (at < 0) return;
        break;
      case OPEN_LIST:
      case OPEN_OBJECT:
        depth += 1;
        parts += 1;
        break;
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        depth -= 1;
        break;
      case COMMA:
        parts += 1;
        break;
    }
    if (depth > mostDepth) throw new BeyondBounds(`The JSON is more than ${mostDepth} levels deep`);
    if (parts > mostParts) throw new BeyondBounds(`The JSON has more than ${mostParts} parts`);
  }
}

/** Where the string that begins here ends; -1 if it does not, which makes it no JSON. */
function endOfString(bytes: Buffer, begin: number): number {
  let end = begin;
  for (;;) {
    end = bytes.indexOf(QUOTE, end + 1);
    if (end < 0) return -1;
    let escapes = 0;
    while (bytes[end - 1 - escapes] === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return end;
  }
}
