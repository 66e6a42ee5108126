import { main } from './main.ts';
import { processTerminal } from './terminal.ts';

const { argv, env } = process;
const dumb = env['TERM'] === 'dumb' || Boolean(env['CI']);
process.exitCode = await main(argv.slice(2), env, process.cwd(), processTerminal(dumb));
