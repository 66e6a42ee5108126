/** `1.2 ms`, `0.8 s`, `3 min`: short, for a column of them. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1) return `${(milliseconds * 1000).toFixed(0)} µs`;
  if (milliseconds < 10) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 1_000) return `${milliseconds.toFixed(0)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(1)} s`;
  return `${(milliseconds / 60_000).toFixed(0)} min`;
}

/** `1,234` */
export function count(number: number): string {
  return number.toLocaleString('en-US');
}

/** `1 item`, `3 items` */
export function counted(number: number, noun: string): string {
  return `${count(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** `12 B`, `3.4 kB`, `1.2 MB` */
export function bytes(number: number): string {
  if (number < 1_000) return `${number} B`;
  if (number < 1_000_000) return `${(number / 1_000).toFixed(1)} kB`;
  return `${(number / 1_000_000).toFixed(1)} MB`;
}

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

/** The time of day in the reader's zone, with the date if it is not today. */
export function timeOf(at: number): string {
  const date = new Date(at);
  const today = date.toDateString() === new Date().toDateString();
  return today ? clock.format(date) : `${day.format(date)}, ${clock.format(date)}`;
}

/** To the millisecond, with the zone, in ISO 8601. */
export function exactTime(at: number): string {
  const date = new Date(at);
  const offset = -date.getTimezoneOffset();
  const local = new Date(at + offset * 60_000).toISOString().slice(0, -1);
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0');
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)}`;
  return `${local}${zone}`;
}

/** Indented JSON; other text unchanged. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** The last part of an ARN: the name that people know. */
export function shortArn(arn: string): string {
  return arn.startsWith('arn:') ? (arn.split(/[:/]/).at(-1) ?? arn) : arn;
}
