import { axisFromZero, doublingAxis } from './axis.ts';
import type { Row } from './summary.ts';
import { ms, usd } from './table.ts';

const WIDTH = 760;
const HEIGHT = 430;
const LEFT = 72;
const RIGHT = WIDTH - 76;
const TOP = 92;
const BOTTOM = HEIGHT - 64;
/** Labels below the axis that are closer than this would overlap. */
const LABEL_WIDTH = 44;

/**
 * Two colours that everybody can distinguish; dark viewers get lighter ones. Shapes and strokes distinguish the lines as well. No CSS
 * variables, which some viewers do not know.
 */
const STYLE = `
  text { font: 13px system-ui, sans-serif; } .title { font-size: 16px; font-weight: 600; } .small { font-size: 12px; }
  .line { fill: none; stroke-width: 2.5; } .cost.line { stroke-dasharray: 7 4; } .knee { stroke-dasharray: 2 4; }
  ${colours({ paper: '#ffffff', ink: '#1f2328', faint: '#d5dae0', time: '#0b62c4', cost: '#a84b00' })}
  @media (prefers-color-scheme: dark) {
    ${colours({ paper: '#0d1117', ink: '#e6edf3', faint: '#30363d', time: '#6cb2ff', cost: '#f0a35e' })}
  }`;

type Colour = 'paper' | 'ink' | 'faint' | 'time' | 'cost';

function colours({ paper, ink, faint, time, cost }: Readonly<Record<Colour, string>>): string {
  const curve = (name: string, colour: string) =>
    `.${name} { fill: ${colour}; } .${name}.line { fill: none; stroke: ${colour}; }`;
  return [
    `.paper { fill: ${paper}; } text { fill: ${ink}; } .grid { stroke: ${faint}; } .knee { stroke: ${ink}; }`,
    curve('time', time),
    curve('cost', cost),
  ].join(' ');
}

/** The texts around the curves. */
export interface Caption {
  readonly title: string;
  /** Target, date and how it was measured. */
  readonly subtitle: string;
  readonly kneeMb: number | undefined;
}

/**
 * Draws response time (left) and the cost of a million runs (right) over memory, as a self-contained SVG document. Needs at least one row.
 */
export function plot(rows: readonly Row[], { title, subtitle, kneeMb }: Caption): string {
  const x = doublingAxis(
    rows.map(({ memoryMb }) => memoryMb),
    LEFT + 24,
    RIGHT - 24,
  );
  const time = axisFromZero(
    rows.map(({ responseMs }) => responseMs),
    BOTTOM,
    TOP,
  );
  const cost = axisFromZero(
    rows.map(({ usdPerMillion }) => usdPerMillion),
    BOTTOM,
    TOP,
  );
  const timeLine = rows.map((row) => `${px(x(row.memoryMb))},${px(time.at(row.responseMs))}`).join(' ');
  const costLine = rows.map((row) => `${px(x(row.memoryMb))},${px(cost.at(row.usdPerMillion))}`).join(' ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<style>${STYLE}\n</style>`,
    `<rect class="paper" width="${WIDTH}" height="${HEIGHT}" rx="6"/>`,
    text(LEFT, 28, title, 'class="title"'),
    text(LEFT, 48, subtitle, 'class="small"'),
    ...legend(),
    ...time.ticks.flatMap((tick) => [
      `<line class="grid" x1="${LEFT}" x2="${RIGHT}" y1="${px(time.at(tick))}" y2="${px(time.at(tick))}"/>`,
      text(LEFT - 8, time.at(tick) + 4, `${tick}`, 'text-anchor="end" class="time"'),
    ]),
    ...cost.ticks.map((tick) => text(RIGHT + 8, cost.at(tick) + 4, usd(tick), 'class="cost"')),
    ...sizeLabels(rows, x),
    text(LEFT - 52, (TOP + BOTTOM) / 2, 'response time, ms', upright(LEFT - 52, 'time')),
    text(RIGHT + 66, (TOP + BOTTOM) / 2, 'US dollars a million runs', upright(RIGHT + 66, 'cost')),
    text((LEFT + RIGHT) / 2, BOTTOM + 46, 'memory, MB', 'text-anchor="middle"'),
    ...(kneeMb === undefined ? [] : knee(x(kneeMb), kneeMb)),
    `<polyline class="cost line" points="${costLine}"/>`,
    `<polyline class="time line" points="${timeLine}"/>`,
    ...rows.map((row) => costMark(x(row.memoryMb), cost.at(row.usdPerMillion), row)),
    ...rows.map((row) => timeMark(x(row.memoryMb), time.at(row.responseMs), row)),
    '</svg>',
    '',
  ].join('\n');
}

function legend(): string[] {
  return [
    `<line class="time line" x1="${LEFT}" x2="${LEFT + 32}" y1="68" y2="68"/><circle class="time" cx="${LEFT + 16}" cy="68" r="4.5"/>`,
    text(LEFT + 40, 72, 'response time', 'class="time"'),
    `<line class="cost line" x1="${LEFT + 150}" x2="${LEFT + 182}" y1="68" y2="68"/>`,
    `<rect class="cost" x="${LEFT + 162}" y="64" width="8" height="8"/>`,
    text(LEFT + 190, 72, 'cost', 'class="cost"'),
  ];
}

function sizeLabels(rows: readonly Row[], x: (size: number) => number): string[] {
  let last = Number.NEGATIVE_INFINITY;
  return rows.flatMap(({ memoryMb }) => {
    const at = x(memoryMb);
    const tick = `<line class="grid" x1="${px(at)}" x2="${px(at)}" y1="${BOTTOM}" y2="${BOTTOM + 6}"/>`;
    if (at - last < LABEL_WIDTH) return [tick];
    last = at;
    return [tick, text(at, BOTTOM + 22, memoryMb.toLocaleString('en-US'), 'text-anchor="middle"')];
  });
}

function knee(at: number, memoryMb: number): string[] {
  const right = at > (LEFT + RIGHT) / 2;
  return [
    `<line class="knee" x1="${px(at)}" x2="${px(at)}" y1="${TOP - 18}" y2="${BOTTOM}"/>`,
    text(
      right ? at - 6 : at + 6,
      TOP - 8,
      `knee: ${memoryMb.toLocaleString('en-US')} MB`,
      `text-anchor="${right ? 'end' : 'start'}"`,
    ),
  ];
}

function timeMark(x: number, y: number, { memoryMb, responseMs }: Row): string {
  return `<circle class="time" cx="${px(x)}" cy="${px(y)}" r="4.5"><title>${memoryMb} MB: ${ms(responseMs)}</title></circle>`;
}

function costMark(x: number, y: number, { memoryMb, usdPerMillion }: Row): string {
  const corner = `x="${px(x - 4)}" y="${px(y - 4)}"`;
  return `<rect class="cost" ${corner} width="8" height="8"><title>${memoryMb} MB: ${usd(usdPerMillion)}</title></rect>`;
}

function upright(x: number, className: string): string {
  return `text-anchor="middle" class="${className}" transform="rotate(-90 ${x} ${(TOP + BOTTOM) / 2})"`;
}

function text(x: number, y: number, content: string, attributes: string): string {
  return `<text x="${px(x)}" y="${px(y)}" ${attributes}>${escaped(content)}</text>`;
}

function px(value: number): string {
  return String(Number(value.toFixed(1)));
}

function escaped(content: string): string {
  return content.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
