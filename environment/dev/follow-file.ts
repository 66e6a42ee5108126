import { watch } from 'node:fs';
import { open } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';

/** Reads new whole lines of a file, until it is disposed of. */
export async function followFile(path: string, line: (text: string) => void): Promise<AsyncDisposable> {
  const file = await open(path, 'r');
  let position = (await file.stat()).size;
  const decoder = new StringDecoder('utf8');
  const buffer = Buffer.alloc(64 * 1024);
  let rest = '';
  let reading = Promise.resolve();
  const read = async () => {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      const lines = (rest + decoder.write(buffer.subarray(0, bytesRead))).split('\n');
      rest = lines.pop() ?? '';
      for (const text of lines) line(text);
    }
  };
  const watcher = watch(path, () => {
    reading = reading.then(read, () => undefined);
  });
  return {
    async [Symbol.asyncDispose]() {
      watcher.close();
      await reading.catch(() => undefined);
      await file.close();
    },
  };
}
