import type { Settings } from './settings.ts';

/** A command of make about this environment, to be pasted into a shell: `make demo STATE_DIR='/tmp/my state'`. */
export function makeCommand({ stateDirName }: Pick<Settings, 'stateDirName'>, words: string): string {
  return stateDirName === '.stack'
    ? `make ${words}`
    : `make ${words} STATE_DIR=${shellWord(forMake(stateDirName))}`;
}

/** One word of a shell, quoted where it has to be. */
function shellWord(text: string): string {
  return /^[\w./:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The value of a variable on make's command line, where a dollar sign begins a name. */
function forMake(text: string): string {
  return text.replaceAll('$', '$$$$');
}
