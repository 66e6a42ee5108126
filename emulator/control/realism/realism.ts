import type { Realism } from '../../edge/interfaces/realism.ts';

/** Everything at once, for quick tests and daily work. */
export const fast: Realism = Object.freeze({
  roleDelayMs: 0,
  functionPendingMs: 0,
  functionUpdateMs: 0,
  tableStatesMs: 0,
  permissionLagMs: 0,
  iamLagMs: 0,
  listLagMs: 0,
  quotas: false,
  throughput: false,
});

interface Behaviour {
  readonly member: keyof Realism;
  /** The settings of `REALISM=aws`. */
  readonly aws: number | true;
}

/**
 * The behaviours by their names in `REALISM`. AWS documents that they exist (IAM user guide, "Changes that I make are not always
 * immediately visible"; Lambda developer guide, "Lambda function states"; DynamoDB API reference, CreateTable; API Gateway quotas) but
 * gives no times except the quotas'; the times are what people report for small functions and on-demand tables.
 */
const behaviours: Readonly<Record<string, Behaviour>> = {
  'role-delay': { member: 'roleDelayMs', aws: 8000 },
  'function-pending': { member: 'functionPendingMs', aws: 3000 },
  'function-update': { member: 'functionUpdateMs', aws: 2000 },
  'table-states': { member: 'tableStatesMs', aws: 6000 },
  'permission-lag': { member: 'permissionLagMs', aws: 5000 },
  'iam-lag': { member: 'iamLagMs', aws: 2000 },
  'list-lag': { member: 'listLagMs', aws: 2000 },
  quotas: { member: 'quotas', aws: true },
  throughput: { member: 'throughput', aws: true },
};

/** A word that is none of `REALISM`'s; the message is one sentence for the reader. */
export class BadRealism extends Error {
  override readonly name = 'BadRealism';
}

/** An hour; more would be a typo. */
const LONGEST = 3_600_000;

/**
 * Reads `REALISM`: words separated by commas, later ones override earlier ones. `aws` is every behaviour; a behaviour's name is that one
 * with AWS's time; `name=1500` sets the time in milliseconds, at most an hour; `name=off` turns it off. Throws BadRealism with one sentence
 * that names the word.
 */
export function parseRealism(text: string): Realism {
  const realism: Record<string, number | boolean> = { ...fast };
  for (const word of text.split(',').map((part) => part.trim())) {
    if (word === '') continue;
    if (word === 'aws') {
      for (const { member, aws } of Object.values(behaviours)) realism[member] = aws;
      continue;
    }
    const [name = '', value] = word.split('=', 2);
    const behaviour = Object.hasOwn(behaviours, name) ? behaviours[name] : undefined;
    if (!behaviour) {
      throw new BadRealism(
        `REALISM has "${name}": give aws, or some of ${Object.keys(behaviours).join(', ')}, each with =off or =<milliseconds> if need be.`,
      );
    }
    realism[behaviour.member] = value === undefined ? behaviour.aws : settingOf(word, value, behaviour);
  }
  return Object.freeze(realism) as unknown as Realism;
}

/** The settings by their names in `REALISM`: milliseconds, and whether quotas and throughput count. */
export function namedRealism(realism: Realism): Readonly<Record<string, number | boolean>> {
  return Object.fromEntries(Object.entries(behaviours).map(([name, { member }]) => [name, realism[member]]));
}

function settingOf(word: string, value: string, { member, aws }: Behaviour): number | boolean {
  if (value === 'off') return aws === true ? false : 0;
  if (aws === true) throw new BadRealism(`REALISM has "${word}": ${member} takes no time, only =off.`);
  const milliseconds = Number(value);
  if (!/^\d+$/.test(value) || milliseconds > LONGEST) {
    throw new BadRealism(`REALISM has "${word}": give whole milliseconds, at most ${LONGEST}.`);
  }
  return milliseconds;
}
