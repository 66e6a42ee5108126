import type { Settings } from './settings.ts';

/** A make command for this environment, to paste into a shell: `make demo STATE_DIR='/tmp/my state'`. */
export function makeCommand({ stateDirName }: Pick<Settings, 'stateDirName'>, words: string): string {
  return stateDirName === '.stack'
    ? `make ${words}`
    : `make ${words} STATE_DIR=${shellWord(forMake(stateDirName))}`;
}

/** One shell word, quoted if needed. */
function shellWord(text: string): string {
  return /^[\w./:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A value on make's command line, where a dollar sign begins a name. */
function forMake(text: string): string {
  return text.replaceAll('$', '$$$$');
}
