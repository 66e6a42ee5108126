import type { Outputs } from '../../provision/outputs.ts';
import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import { chosenFunction } from '../choose-functions.ts';

/** The functions that run often enough to be tuned. */
type Tunable = Pick<Outputs['functions'], 'authorizer' | 'postConfirmation'>;

/** What to tune, and how thoroughly. */
export interface Choices {
  readonly functionName: string;
  /** Which of the two it is. */
  readonly role: keyof Tunable;
  /** In MB, smallest first, each once. */
  readonly sizes: readonly number[];
  /** Warm runs at each size. */
  readonly samples: number;
}

/** What Lambda takes as MemorySize, in MB (API reference, CreateFunction). */
const SMALLEST = 128;
const LARGEST = 10_240;
const MOST_SAMPLES = 1_000;

/**
 * Reads F (a function, by the end of its name), MEMORY (sizes in MB, separated by commas; 128 to 3,008 in six steps) and SAMPLES (30).
 * Throws ReaderError of one sentence that names the variable.
 */
export function readChoices(
  given: Readonly<Record<string, string | undefined>>,
  { functions }: { readonly functions: Tunable },
): Choices {
  return {
    ...chosen(functions, given['F']),
    sizes: sizesIn(given['MEMORY']),
    samples: samplesIn(given['SAMPLES']),
  };
}

function chosen(
  { authorizer, postConfirmation }: Tunable,
  wanted: string | undefined,
): Pick<Choices, 'functionName' | 'role'> {
  const all = [
    { functionName: authorizer, role: 'authorizer' },
    { functionName: postConfirmation, role: 'postConfirmation' },
  ] as const;
  const name = chosenFunction(
    all.map(({ functionName }) => functionName),
    wanted,
  );
  return all.find(({ functionName }) => functionName === name) ?? all[0];
}

function sizesIn(text: string | undefined): number[] {
  if (!text) return [128, 256, 512, 1024, 1769, 3008];
  const sizes = text.split(',').map((size) => wholeNumber(size.trim()));
  if (sizes.some((size) => size === undefined || size < SMALLEST || size > LARGEST)) {
    throw new ReaderError(
      `MEMORY is "${text}": give sizes from ${SMALLEST} to ${LARGEST} MB with commas between them, as 128,512,1769.`,
    );
  }
  return [...new Set(sizes as number[])].sort((a, b) => a - b);
}

function samplesIn(text: string | undefined): number {
  if (!text) return 30;
  const samples = wholeNumber(text);
  if (samples !== undefined && samples >= 1 && samples <= MOST_SAMPLES) return samples;
  throw new ReaderError(
    `SAMPLES is "${text}": give how many runs each size gets, from 1 to ${MOST_SAMPLES}.`,
  );
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
