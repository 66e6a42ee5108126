import { resolve } from 'node:path';
import type { Config } from '../config.ts';
import { readOutputs } from '../outputs.ts';
import { assertSameStack } from '../reconcile/guard.ts';
import { codeOf, messageOf, ReaderError } from '../reconcile/reader-error.ts';
import { exportTable } from '../seeds/export-table.ts';
import { checkSeeds, seedTable } from '../seeds/seed-table.ts';
import { openSession, type Session, type SessionParts } from '../session.ts';
import type { Terminal } from '../terminal.ts';
import { agreed } from './agreed.ts';
import { heading } from './heading.ts';

/** Which file, and which table; without one, the people's table of the stack. */
export interface SeedFile {
  readonly file: string;
  readonly table: string | undefined;
}

/**
 * Puts the items of a file into a table, after every line of it was looked at. On a real account it asks first. Answers the exit code.
 */
export async function seedCommand(
  config: Config,
  parts: SessionParts,
  terminal: Terminal,
  given: SeedFile,
  yes: boolean,
): Promise<number> {
  using session = await openSession(config, parts);
  terminal.note(heading(config, session.caller));
  const seeding = { file: resolve(config.root, given.file), table: await tableOf(given, config, session) };
  const checked = await checkSeeds(seeding, session.clients).catch((error: unknown) => {
    const text = error instanceof ReaderError ? error.message : `${codeOf(error)}: ${messageOf(error)}`;
    throw new ReaderError(`${text} Nothing was written.`, { cause: error });
  });
  if (config.confirm && !yes)
    await agreed(terminal, `Put ${checked.items} items into ${seeding.table}?`, config.stage);
  session.allowChanges();
  const written = await seedTable(seeding, checked, session.run);
  terminal.note(`${written} items of ${given.file} are in ${seeding.table}.`);
  return 0;
}

/** Writes the items of a table to a file. Answers the exit code. */
export async function exportCommand(
  config: Config,
  parts: SessionParts,
  terminal: Terminal,
  given: SeedFile,
): Promise<number> {
  using session = await openSession(config, parts);
  terminal.note(heading(config, session.caller));
  const table = await tableOf(given, config, session);
  const count = await exportTable({ file: resolve(config.root, given.file), table }, session.run).catch(
    (error: unknown) => {
      const text = error instanceof ReaderError ? error.message : `${codeOf(error)}: ${messageOf(error)}`;
      throw new ReaderError(`${text} ${given.file} was not written.`, { cause: error });
    },
  );
  terminal.note(`${count} items of ${table} are in ${given.file}.`);
  return 0;
}

async function tableOf({ table }: SeedFile, config: Config, { caller }: Session): Promise<string> {
  if (table) return table;
  const outputs = await readOutputs(config.stateDir);
  assertSameStack(outputs, config, caller);
  return outputs.tableName;
}
