import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { paginateScan } from '@aws-sdk/client-dynamodb';
import type { Run } from '../reconcile/run.ts';
import { lineOfItem } from './item-line.ts';
import { keyOfTable } from './table-key.ts';

/** After how many items the progress is told. */
const TOLD_EVERY = 10_000;

/**
 * Writes every item of a table to a file, a line each, a page at a time; a name that ends in `.gz` is packed. Answers how many there were.
 * The file appears when it is whole, readable by its owner alone, since items hold secrets; one that was there is replaced then. It is no
 * snapshot: an item that is written meanwhile may be in it or not. Throws ReaderError when there is no such table.
 */
export async function exportTable(
  { file, table }: { file: string; table: string },
  { clients, progress }: Pick<Run, 'clients' | 'progress'>,
): Promise<number> {
  await keyOfTable(table, clients);
  let count = 0;
  async function* lines(): AsyncGenerator<string> {
    const pages = paginateScan({ client: clients.dynamodb }, { TableName: table, ConsistentRead: true });
    for await (const { Items = [] } of pages) {
      const before = count;
      count += Items.length;
      if (Math.floor(before / TOLD_EVERY) < Math.floor(count / TOLD_EVERY))
        progress.waiting(`${count} items are read`);
      if (Items.length > 0) yield Items.map((item) => `${lineOfItem(item)}\n`).join('');
    }
  }
  const part = `${file}.part`;
  const out = createWriteStream(part, { mode: 0o600 });
  try {
    const packed = file.endsWith('.gz') ? [createGzip()] : [];
    await pipeline([Readable.from(lines()), ...packed, out]);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  return count;
}
