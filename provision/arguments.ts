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
  /** Whom it is about; '' where it is about nobody. */
  readonly username: string;
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
};

const ABOUT_SOMEBODY: ReadonlySet<Command> = new Set(['activate', 'deactivate', 'rotate']);

/** Reads the command line. Throws ReaderError, with the usage, for what is not known. */
export function readArguments(given: readonly string[]): Arguments {
  const [name, ...rest] = given;
  const command = COMMANDS.find((known) => known === name);
  if (!command)
    throw new ReaderError(`${name ? `"${name}" is no command.` : 'No command is given.'}\n${usage()}`);
  const flags = new Set<Flag>();
  let username = '';
  for (const argument of rest) {
    const flag = TAKES[command].find((known) => argument === `--${known}`);
    if (flag) flags.add(flag);
    else if (ABOUT_SOMEBODY.has(command) && !username && !argument.startsWith('-')) username = argument;
    else throw new ReaderError(`${command} does not take "${argument}".\n${usage()}`);
  }
  if (ABOUT_SOMEBODY.has(command) && !username)
    throw new ReaderError(`${command} needs a user name.\n${usage()}`);
  return { command, flags, username };
}

function usage(): string {
  const commands = COMMANDS.map(
    (command) =>
      `  ${[command, ...(ABOUT_SOMEBODY.has(command) ? ['<username>'] : []), ...TAKES[command].map((flag) => `[--${flag}]`)].join(' ')}`,
  );
  const flags = Object.entries(FLAGS).map(([flag, meaning]) => `  --${flag.padEnd(12)} ${meaning}`);
  return ['usage: provision <command>', ...commands, '', ...flags].join('\n');
}
