import { ReaderError } from './reconcile/reader-error.ts';

export const COMMANDS = [
  'plan',
  'apply',
  'destroy',
  'outputs',
  'policy',
  'repair',
  'activate',
  'deactivate',
  'rotate',
  'seed',
  'export',
] as const;
export type Command = (typeof COMMANDS)[number];

const FLAGS = {
  yes: 'go ahead without asking',
  json: 'print for machines',
  adopt: "take over resources of the stack's names that do not carry its tags",
  replace: 'go ahead with what has to be made anew, and is lost with it',
  'delete-data': 'let destroy remove the people and their credentials on a real account',
} as const;
export type Flag = keyof typeof FLAGS;

export interface Arguments {
  readonly command: Command;
  readonly flags: ReadonlySet<Flag>;
  /** What it is about, as `WORDS` has it. */
  readonly words: readonly string[];
}

/** Which flags mean something to which command. */
const TAKES: Readonly<Record<Command, readonly Flag[]>> = {
  plan: ['json', 'adopt'],
  apply: ['yes', 'adopt', 'replace'],
  destroy: ['yes', 'delete-data'],
  outputs: [],
  policy: [],
  repair: ['yes'],
  activate: [],
  deactivate: [],
  rotate: [],
  seed: ['yes'],
  export: [],
};

/** What a command is about: the first has to be given. */
const WORDS: Readonly<Partial<Record<Command, readonly string[]>>> = {
  activate: ['user name'],
  deactivate: ['user name'],
  rotate: ['user name'],
  seed: ['file', 'table'],
  export: ['file', 'table'],
};

/** Reads the command line. Throws ReaderError, with the usage, for anything unknown. */
export function readArguments(given: readonly string[]): Arguments {
  const [name, ...rest] = given;
  const command = COMMANDS.find((known) => known === name);
  if (!command)
    throw new ReaderError(`${name ? `"${name}" is no command.` : 'No command is given.'}\n${usage()}`);
  const flags = new Set<Flag>();
  const words: string[] = [];
  const wanted = WORDS[command] ?? [];
  for (const argument of rest) {
    const flag = TAKES[command].find((known) => argument === `--${known}`);
    if (flag) flags.add(flag);
    else if (words.length < wanted.length && !argument.startsWith('-')) words.push(argument);
    else throw new ReaderError(`${command} does not take "${argument}".\n${usage()}`);
  }
  if (wanted.length > 0 && words.length === 0)
    throw new ReaderError(`${command} needs a ${wanted[0]}.\n${usage()}`);
  return { command, flags, words };
}

function usage(): string {
  const commands = COMMANDS.map((command) => {
    const words = (WORDS[command] ?? []).map((word, index) => (index === 0 ? `<${word}>` : `[<${word}>]`));
    return `  ${[command, ...words, ...TAKES[command].map((flag) => `[--${flag}]`)].join(' ')}`;
  });
  const flags = Object.entries(FLAGS).map(([flag, meaning]) => `  --${flag.padEnd(12)} ${meaning}`);
  return ['usage: provision <command>', ...commands, '', ...flags].join('\n');
}
