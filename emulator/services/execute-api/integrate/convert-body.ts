import { isUtf8 } from 'node:buffer';
import { StringDecoder } from 'node:string_decoder';

/** Converts a body piece by piece; `end` returns the rest. */
export interface BodyConverter {
  write(chunk: Buffer): Buffer;
  end(): Buffer;
}

const NOTHING = Buffer.alloc(0);

/** Makes a body UTF-8 text: invalid bytes become U+FFFD. A piece that is text throughout comes back unchanged. */
export function toUtf8(): BodyConverter {
  return new Utf8Text();
}

/** A class, because most answers use one, and its functions are made once. */
class Utf8Text implements BodyConverter {
  #decoder: StringDecoder | undefined;

  write(chunk: Buffer): Buffer {
    if (!this.#decoder && isUtf8(chunk)) return chunk;
    this.#decoder ??= new StringDecoder('utf8');
    return Buffer.from(this.#decoder.write(chunk));
  }

  end(): Buffer {
    return this.#decoder ? Buffer.from(this.#decoder.end()) : NOTHING;
  }
}

/** Encodes a body in base64. */
export function toBase64(): BodyConverter {
  let rest = NOTHING;
  return {
    write(chunk) {
      const all = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      const whole = all.length - (all.length % 3);
      rest = Buffer.from(all.subarray(whole));
      return Buffer.from(all.toString('base64', 0, whole), 'latin1');
    },
    end: () => Buffer.from(rest.toString('base64'), 'latin1'),
  };
}

/** Decodes a body from base64; throws the error of `invalid` if it is not. Line breaks are ignored. */
export function fromBase64(invalid: () => Error): BodyConverter {
  let rest = '';
  let isPadded = false;
  return {
    write(chunk) {
      const text = rest + chunk.toString('latin1').replaceAll(/[\r\n]/g, '');
      if (text === rest) return NOTHING;
      if (isPadded || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw invalid();
      isPadded = text.endsWith('=');
      const whole = text.length - (text.length % 4);
      rest = text.slice(whole);
      return Buffer.from(text.slice(0, whole), 'base64');
    },
    end() {
      if (rest.length === 1 || rest.endsWith('=')) throw invalid();
      return Buffer.from(rest, 'base64');
    },
  };
}

/** Converts a whole body. */
export function convertWhole(body: Buffer, converter: BodyConverter | undefined): Buffer {
  return converter ? Buffer.concat([converter.write(body), converter.end()]) : body;
}
