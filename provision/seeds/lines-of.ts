import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { codeOf, messageOf, partsOf, ReaderError } from '../reconcile/reader-error.ts';

/** One line of a file; the first has number 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/** The longest line that is read, in characters: an item of 400 KB whose every byte is written as an escape is shorter. */
const LONGEST = 4_000_000;

/**
 * Reads a file of lines, a piece at a time; empty lines are left out. A name that ends in `.gz` is unpacked, as the files of AWS's exports
 * are packed. Lines end with a line feed alone: U+2028 may stand inside a text of JSON. Throws ReaderError for what cannot be read.
 */
export async function* linesOf(file: string): AsyncGenerator<Line> {
  await assertFile(file);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const source = createReadStream(file);
  const bytes = file.endsWith('.gz') ? source.pipe(createGunzip()) : source;
  // An error of the file does not reach what it is piped into.
  source.once('error', (error) => bytes.destroy(error));
  let number = 0;
  let rest = '';
  try {
    for await (const chunk of bytes) {
      const parts = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('\n');
      rest = parts.pop() ?? '';
      for (const text of parts) yield* lineAt(++number, text);
      if (rest.length > LONGEST)
        throw new ReaderError(`${file}, line ${number + 1} is longer than an item can be.`);
    }
    yield* lineAt(++number, rest + decoder.decode());
  } catch (error) {
    if (error instanceof ReaderError) throw error;
    const why =
      partsOf(error)['code'] === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'it is not UTF-8' : messageOf(error);
    throw new ReaderError(`${file} cannot be read after line ${number}: ${why}.`, { cause: error });
  } finally {
    source.destroy();
  }
}

function* lineAt(number: number, text: string): Generator<Line> {
  if (text.trim() !== '') yield { number, text };
}

async function assertFile(file: string): Promise<void> {
  const found = await stat(file).catch((error: unknown) => {
    const why = codeOf(error) === 'ENOENT' ? 'there is no such file' : messageOf(error);
    throw new ReaderError(`${file} cannot be read: ${why}.`, { cause: error });
  });
  // It is read twice, which a pipe cannot be.
  if (!found.isFile()) throw new ReaderError(`${file} is no file: give one with a line for each item.`);
}
