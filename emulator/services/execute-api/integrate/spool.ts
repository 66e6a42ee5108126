import { randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';

/** How many bytes of a body are in memory, besides the piece that comes in; the rest goes into a file. */
export const IN_MEMORY = 256 * 1024;
/** A file is read back in pieces of this many bytes. */
const PIECE = 64 * 1024;

/**
 * Holds a body until it is complete: a small one in memory, a large one in an unnamed file, which is gone when it is closed or the process
 * ends. However many large bodies there are, each costs {@link IN_MEMORY} and no more.
 */
export class Spool implements AsyncDisposable {
  #chunks: Buffer[] = [];
  #held = 0;
  #length = 0;
  #file: Promise<FileHandle> | undefined;
  #written: Promise<unknown> | undefined;
  #closed = false;

  /** Bytes that were added. */
  get length(): number {
    return this.#length;
  }

  /** Bytes of them that are in memory. */
  get held(): number {
    return this.#held;
  }

  /** Whether a part of it is in a file. */
  get isLarge(): boolean {
    return this.#file !== undefined;
  }

  /** Adds a piece. A returned promise must be awaited before the next; it rejects if the file cannot be written. */
  add(chunk: Buffer): Promise<unknown> | undefined {
    if (this.#closed) return undefined;
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    this.#length += chunk.length;
    return this.#held > IN_MEMORY ? this.#flush() : undefined;
  }

  /** The whole of a small body. */
  whole(): Buffer {
    return this.#chunks[0] && this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks);
  }

  /** The whole of any body, as a stream that reads as fast as it is asked for. */
  async stream(): Promise<Readable> {
    if (!this.#file) return Readable.from(this.#chunks, { objectMode: false });
    await this.#flush();
    return Readable.from(pieces(await this.#file), { objectMode: false });
  }

  /** Releases memory and file. May be called more than once. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#chunks = [];
    this.#held = 0;
    await this.#written?.catch(() => undefined);
    const file = await this.#file?.catch(() => undefined);
    await file?.close();
  }

  #flush(): Promise<unknown> {
    const block = Buffer.concat(this.#chunks);
    this.#chunks = [];
    this.#file ??= openNameless();
    const opened = this.#file;
    this.#written = (this.#written ?? Promise.resolve())
      .then(async () => (await opened).appendFile(block))
      .finally(() => {
        if (!this.#closed) this.#held -= block.length;
      });
    return this.#written;
  }
}

/** An unnamed file, of which a killed process leaves nothing. */
async function openNameless(): Promise<FileHandle> {
  const path = join(tmpdir(), `gatehouse-body-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  try {
    await unlink(path);
  } catch (error) {
    await file.close();
    throw error;
  }
  return file;
}

async function* pieces(file: FileHandle): AsyncGenerator<Buffer> {
  for (let position = 0; ; ) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(PIECE), 0, PIECE, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
