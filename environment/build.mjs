/**
 * Bundles the environment's programs: the engine, the origin, the provision program and the commands. With names as arguments, only those.
 * Overwrites files and does not remove them first, because a running engine starts its functions' processes from here.
 */
import { cp, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { buildConsole } from './build-console.mjs';
import { IMAGE_PROGRAMS, PROGRAM_OPTIONS, PROGRAMS } from './programs.mjs';

const names = process.argv.slice(2);
const programs =
  names.length === 0
    ? Object.entries(PROGRAMS)
    : Object.entries({ ...PROGRAMS, ...IMAGE_PROGRAMS }).filter(([name]) => names.includes(name));

await build({ ...PROGRAM_OPTIONS, entryPoints: Object.fromEntries(programs), logLevel: 'warning' });

// The program of functions' processes is started by its path, unbundled; the engine serves the console.
if (programs.some(([name]) => name === 'engine')) {
  await cp('emulator/services/lambda/runtime', 'build/runtime', { recursive: true });
  await buildConsole('build/console');
}

await writeFile('build/.built', '');
