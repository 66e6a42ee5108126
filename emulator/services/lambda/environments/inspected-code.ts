import { access, cp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The used parts of a source map (ECMA-426). */
interface SourceMap {
  sources: string[];
  sourceRoot?: string;
}

/**
 * Copies unzipped code to `copy`, with source maps that lead into the project it was made from: deployed maps name sources relative to it,
 * and a debugger looks for them beside the code. Keeps a map whose sources are not in the project.
 *
 * @param sourceRoot the project's folder, an absolute path.
 */
export async function copyForDebugger(
  folder: string,
  { handler, copy, sourceRoot }: { handler: string; copy: string; sourceRoot: string },
): Promise<void> {
  await cp(folder, copy, { recursive: true, verbatimSymlinks: true });
  const beside = join(copy, dirname(handler));
  if (await leavesCopy(beside, copy)) return;
  for (const name of await readdir(beside).catch(() => [])) {
    if (!name.endsWith('.map')) continue;
    const map = await readMap(join(beside, name));
    if (!map || map.sourceRoot || !(await isIn(sourceRoot, map.sources))) continue;
    // A new file instead: the copy of a read-only file is read-only too.
    await rm(join(beside, name), { force: true });
    const led = { ...map, sourceRoot: pathToFileURL(join(sourceRoot, '/')).href };
    await writeFile(join(beside, name), JSON.stringify(led));
  }
}

/** Whether a symbolic link of the zip leads elsewhere, where nothing may be written. */
async function leavesCopy(folder: string, copy: string): Promise<boolean> {
  const [real = '', root = ''] = await Promise.all(
    [folder, copy].map((path) => realpath(path).catch(() => '')),
  );
  return !`${real}/`.startsWith(`${root}/`);
}

async function readMap(path: string): Promise<SourceMap | undefined> {
  try {
    const map = JSON.parse(await readFile(path, 'utf8')) as Partial<SourceMap> | null;
    return Array.isArray(map?.sources) ? { ...map, sources: map.sources.map(String) } : undefined;
  } catch {
    // Useless for a debugger, harmless for the function.
    return undefined;
  }
}

async function isIn(sourceRoot: string, sources: readonly string[]): Promise<boolean> {
  const found = sources.map((source) =>
    access(join(sourceRoot, source)).then(
      () => true,
      () => false,
    ),
  );
  return (await Promise.all(found)).includes(true);
}
