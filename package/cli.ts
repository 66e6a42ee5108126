import { readFile } from 'node:fs/promises';
import { HELP, readArguments } from './arguments.ts';
import { clientVariables } from './client-settings.ts';

/** The command `gatehouse`. Standard output has only the answer; errors go to standard error, with code 1. */
async function main(): Promise<void> {
  const { show, json, env } = readArguments(process.argv.slice(2), process.env);
  if (show === 'help') return print(HELP);
  if (show === 'version') return print(`${await version()}\n`);
  const { isLoopback, readConfig, serve, warningOf } = await import('./engine.ts');
  const config = readConfig(env);
  const { endpoint, port } = await serve(config);
  if (json) print(`${JSON.stringify({ endpoint, port, pid: process.pid })}\n`);
  else {
    const lines = Object.entries(clientVariables(endpoint, config.region)).map((pair) => pair.join('='));
    print(`Gatehouse listens on ${endpoint}. Ctrl-C stops it.\n\n  export ${lines.join(' ')}\n`);
  }
  if (!isLoopback(config.host)) process.stderr.write(`${warningOf(config.host, port)}\n`);
}

function print(text: string): void {
  process.stdout.write(text);
}

async function version(): Promise<string> {
  const manifest = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
