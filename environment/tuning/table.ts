import type { Row } from './summary.ts';

/** One vCPU is what so many MB buy (developer guide, "Configure Lambda function memory"). */
const MB_OF_ONE_VCPU = 1769;

const COLUMNS: readonly { head: string; of(row: Row): string }[] = [
  { head: 'memory', of: ({ memoryMb }) => `${memoryMb} MB` },
  { head: 'of a core', of: ({ memoryMb }) => `${Math.round((memoryMb / MB_OF_ONE_VCPU) * 100)} %` },
  { head: 'response', of: ({ responseMs }) => ms(responseMs) },
  { head: '95 %', of: ({ responseP95Ms }) => ms(responseP95Ms) },
  { head: 'duration', of: ({ durationMs }) => ms(durationMs) },
  { head: 'billed', of: ({ billedMs }) => ms(billedMs) },
  { head: 'a million', of: (row) => usd(row.usdPerMillion) },
  { head: 'first', of: ({ firstResponseMs }) => ms(firstResponseMs) },
  { head: 'init', of: ({ initMs }) => (initMs === undefined ? '–' : ms(initMs)) },
  { head: 'used', of: ({ maxMemoryMb }) => `${maxMemoryMb} MB` },
];

/** The table's headings, and a line for each row, in aligned columns. */
export function tableOf(rows: readonly Row[]): string[] {
  const cells = [COLUMNS.map(({ head }) => head), ...rows.map((row) => COLUMNS.map(({ of }) => of(row)))];
  const widths = COLUMNS.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  return cells.map((line) => line.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  '));
}

/** What the columns mean, for below the table. */
export const TABLE_KEY = [
  'response: as the client sees it, median and what 95 of 100 do not exceed; duration (median), billed (average): as the REPORT lines',
  'tell it; a million: US dollars for a million such runs at the prices of us-east-1; first: the request that waits for a new',
  'environment, with the init in it; used: the most memory.',
] as const;

/** `3.2 ms`, `41 ms`. */
export function ms(value: number): string {
  return `${value < 9.95 ? value.toFixed(1) : value.toFixed(0)} ms`;
}

/** `$0.27`, `$12.4`. */
export function usd(value: number): string {
  return `$${value < 9.995 ? value.toFixed(2) : value.toFixed(1)}`;
}
