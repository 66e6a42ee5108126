/**
 * Bundles the environment's programs: the engine, the origin, the provision program and this environment's own commands.
 * With names as arguments, those programs alone. What is there is written over and not removed first, for an engine that is up
 * starts its functions' processes from here.
 */
import { cp, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { buildConsole } from './build-console.mjs';
import { PROGRAM_OPTIONS, PROGRAMS } from './programs.mjs';

const names = process.argv.slice(2);
const programs = Object.entries(PROGRAMS).filter(([name]) => names.length === 0 || names.includes(name));

await build({ ...PROGRAM_OPTIONS, entryPoints: Object.fromEntries(programs), logLevel: 'warning' });

// The program of the functions' processes is started by its path, as it is; the console is what the engine serves.
if (programs.some(([name]) => name === 'engine')) {
  await cp('emulator/services/lambda/runtime', 'build/runtime', { recursive: true });
  await buildConsole('build/console');
}

await writeFile('build/.built', '');
