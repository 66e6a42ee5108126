/** Lambda's report of one run, in the units of its REPORT line. */
export interface Report {
  readonly requestId: string;
  readonly durationMs: number;
  /** Whole milliseconds, including the init. */
  readonly billedMs: number;
  readonly memoryMb: number;
  readonly maxMemoryMb: number;
  /** Set for the first run of an environment. */
  readonly initMs: number | undefined;
}

/** The filter for CloudWatch Logs: either form of the line. The first form's word is in other lines too, so results must be parsed. */
export const REPORT_PATTERN = '?REPORT ?"platform.report"';

/**
 * Parses a line of a function's log: Lambda's report of a run, as text or as a JSON object (developer guide, "Understanding the Lambda log
 * format"; "Lambda Telemetry API Event schema reference"). Undefined for any other line, and for a report that lacks a figure.
 */
export function readReport(message: string): Report | undefined {
  if (message.startsWith('REPORT RequestId: ')) return complete(ofText(message));
  if (message.startsWith('{') && message.includes('"platform.report"')) return complete(ofJson(message));
  return undefined;
}

interface Figures {
  requestId: unknown;
  durationMs: unknown;
  billedMs: unknown;
  memoryMb: unknown;
  maxMemoryMb: unknown;
  initMs: unknown;
}

/** `REPORT RequestId: <id>\tDuration: 3.11 ms\tBilled Duration: 4 ms\t…` */
function ofText(message: string): Figures {
  const fields = new Map(
    message
      .slice('REPORT '.length)
      .trimEnd()
      .split('\t')
      .map((field) => {
        const colon = field.indexOf(': ');
        return [field.slice(0, colon), field.slice(colon + 2)] as const;
      }),
  );
  const figure = (name: string, unit: string) => {
    const text = fields.get(name);
    return text?.endsWith(` ${unit}`) ? Number(text.slice(0, -unit.length - 1)) : undefined;
  };
  return {
    requestId: fields.get('RequestId'),
    durationMs: figure('Duration', 'ms'),
    billedMs: figure('Billed Duration', 'ms'),
    memoryMb: figure('Memory Size', 'MB'),
    maxMemoryMb: figure('Max Memory Used', 'MB'),
    initMs: figure('Init Duration', 'ms'),
  };
}

function ofJson(message: string): Figures | undefined {
  let line: { type?: unknown; record?: { requestId?: unknown; metrics?: Record<string, unknown> } };
  try {
    line = JSON.parse(message);
  } catch {
    return undefined;
  }
  const metrics = line.record?.metrics;
  if (line.type !== 'platform.report' || !metrics) return undefined;
  return {
    requestId: line.record?.requestId,
    durationMs: metrics['durationMs'],
    billedMs: metrics['billedDurationMs'],
    memoryMb: metrics['memorySizeMB'],
    maxMemoryMb: metrics['maxMemoryUsedMB'],
    initMs: metrics['initDurationMs'],
  };
}

function complete(figures: Figures | undefined): Report | undefined {
  if (!figures) return undefined;
  const { requestId, durationMs, billedMs, memoryMb, maxMemoryMb, initMs } = figures;
  if (typeof requestId !== 'string' || requestId === '') return undefined;
  if (!isFigure(durationMs) || !isFigure(billedMs) || !isFigure(memoryMb) || !isFigure(maxMemoryMb))
    return undefined;
  return {
    requestId,
    durationMs,
    billedMs,
    memoryMb,
    maxMemoryMb,
    initMs: isFigure(initMs) ? initMs : undefined,
  };
}

function isFigure(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
