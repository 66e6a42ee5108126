import type { QuotaRecord } from '../../state/plan-records.ts';

const DAY = 24 * 60 * 60 * 1000;

/** The UTC day of a time, `2026-11-27`. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/**
 * The day on which a time's quota period begins, at midnight UTC. A week begins on Sunday and a month on its first day; the offset shifts
 * that by days (API reference, `QuotaSettings`).
 */
export function periodStart(at: number, { period, offset }: Pick<QuotaRecord, 'period' | 'offset'>): string {
  if (period === 'DAY') return dayOf(at);
  const shifted = new Date(at - offset * DAY);
  const back = period === 'WEEK' ? shifted.getUTCDay() : shifted.getUTCDate() - 1;
  return dayOf(at - back * DAY);
}

/** Days from one to another, both included. */
export function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += DAY) days.push(dayOf(at));
  return days;
}
