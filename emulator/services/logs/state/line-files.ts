import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Lines of one stream, or the deletion of a stream or a whole group, in a file: one JSON array a line. */
export type LineRecord =
  | readonly ['lines', group: string, stream: string, lines: readonly FiledLine[]]
  | readonly ['gone', group: string, stream: string | null];

export type FiledLine = readonly [id: number, timestamp: number, ingestionTime: number, message: string];

/** The files of log lines, written in the background: nobody waits for a line to reach the disk. */
export interface LineFiles extends AsyncDisposable {
  append(record: LineRecord): void;
  /** What existed when the engine started, oldest first. Read on demand, because most runs never need it. */
  read(): LineRecord[];
  clear(): void;
}

/** Characters after which a new file begins. */
const FILE_SIZE = 4 * 1024 * 1024;
/** Lines are collected for so many milliseconds: a write for each would cost a busy engine more than the request that logs them. */
const GATHER_MS = 20;
/** Files kept, including the current one; the oldest go. */
const FILES = 5;

/**
 * Opens the files of a folder, which it creates: `lines-1.ndjson` and so on. A file that cannot be written loses its lines, as a line on
 * AWS may be lost; a line cut short by a crash is skipped when read, and lines not yet written when the process was killed are lost.
 */
export function openLineFiles(folder: string): LineFiles {
  mkdirSync(folder, { recursive: true });
  const pathOf = (number: number) => join(folder, `lines-${number}.ndjson`);
  const numbers = () =>
    readdirSync(folder)
      .flatMap((name) => /^lines-(\d+)\.ndjson$/.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  let before = numbers();
  let current = (before.at(-1) ?? 0) + 1;
  let size = 0;
  let pending: string[] = [];
  let work = Promise.resolve();
  let gathering: NodeJS.Timeout | undefined;
  let ended = false;
  /** The current file stays open from its first line on: opening and closing it for every line costs more than writing. */
  let file: { number: number; handle: FileHandle } | undefined;

  async function currentFile(): Promise<FileHandle> {
    if (file?.number !== current) {
      await endFile();
      file = { number: current, handle: await open(pathOf(current), 'a') };
    }
    return file.handle;
  }

  async function endFile(): Promise<void> {
    const { handle } = file ?? {};
    file = undefined;
    await handle?.close();
  }

  async function drain(): Promise<void> {
    const text = pending.join('');
    pending = [];
    if (text === '') return;
    if (size > FILE_SIZE) {
      current += 1;
      size = 0;
      await removeUpTo(current - FILES);
    }
    size += text.length;
    await (await currentFile()).appendFile(text);
    // Lines logged while the engine ends are kept too.
    if (ended) await endFile();
  }

  function flush(): void {
    clearTimeout(gathering);
    gathering = undefined;
    work = work.then(drain).catch(() => undefined);
  }

  async function removeUpTo(last: number): Promise<void> {
    for (const number of numbers().filter((other) => other <= last))
      await rm(pathOf(number), { force: true });
  }

  return {
    append(record) {
      pending.push(`${JSON.stringify(record)}\n`);
      gathering ??= setTimeout(flush, GATHER_MS).unref();
    },
    read() {
      const texts = before.map((number) =>
        existsSync(pathOf(number)) ? readFileSync(pathOf(number), 'utf8') : '',
      );
      before = [];
      return texts.flatMap((text) => text.split('\n')).flatMap((line) => parse(line));
    },
    clear() {
      before = [];
      pending = [];
      // New lines go into a new file, whatever is still being written into the old one.
      const last = current;
      current += 1;
      size = 0;
      work = work
        .then(endFile)
        .then(() => removeUpTo(last))
        .catch(() => undefined);
    },
    async [Symbol.asyncDispose]() {
      ended = true;
      flush();
      await work;
      await endFile();
    },
  };
}

function parse(line: string): LineRecord[] {
  if (line === '') return [];
  try {
    return [JSON.parse(line) as LineRecord];
  } catch {
    return [];
  }
}
