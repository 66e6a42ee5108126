import type { Revision } from './revision.ts';

/** The figures of one finished invocation, in milliseconds and bytes. */
export interface Report {
  requestId: string;
  durationMs: number;
  /** Set for the first invocation of an environment, whose init is part of what it reports. */
  initMs: number | undefined;
  maxMemoryBytes: number;
  status: 'success' | 'error' | 'timeout';
  errorType: string | undefined;
}

/**
 * The lines that Lambda itself writes into a function's log, as text or, where the function logs JSON, as objects
 * (developer guide, "Understanding the Lambda log format" and "Lambda Telemetry API Event schema reference").
 */
export interface PlatformLines {
  initStart(): string;
  /** Only when the init failed. */
  initReport(
    phase: 'init' | 'invoke',
    status: 'error' | 'timeout',
    durationMs: number,
    errorType: string | undefined,
  ): string;
  start(requestId: string): string;
  end(report: Report): string[];
}

/** Chooses the form of a function's log and returns its writer; `now` is for the time in JSON lines. */
export function platformLines(revision: Revision, region: string, now: () => number): PlatformLines {
  return revision.logFormat === 'JSON' ? jsonLines(revision, region, now) : textLines(revision, region);
}

function textLines({ runtime, version, memoryMb }: Revision, region: string): PlatformLines {
  return {
    initStart: () =>
      `INIT_START Runtime Version: ${runtimeVersion(runtime)}\tRuntime Version ARN: ${runtimeVersionArn(runtime, region)}\n`,
    initReport: (phase, status, durationMs, errorType) =>
      `INIT_REPORT Init Duration: ${durationMs.toFixed(2)} ms\tPhase: ${phase}\tStatus: ${status}${
        errorType ? `\tError Type: ${errorType}` : ''
      }\n`,
    start: (requestId) => `START RequestId: ${requestId} Version: ${version}\n`,
    end: (report) => [
      `END RequestId: ${report.requestId}\n`,
      [
        `REPORT RequestId: ${report.requestId}`,
        `Duration: ${report.durationMs.toFixed(2)} ms`,
        `Billed Duration: ${billed(report)} ms`,
        `Memory Size: ${memoryMb} MB`,
        `Max Memory Used: ${usedMb(report, memoryMb)} MB`,
        ...(report.initMs === undefined ? [] : [`Init Duration: ${report.initMs.toFixed(2)} ms`]),
        ...(report.status === 'success' ? [] : [`Status: ${report.status}`]),
        ...(report.status === 'error' && report.errorType ? [`Error Type: ${report.errorType}`] : []),
        '\n',
      ].join('\t'),
    ],
  };
}

function jsonLines(
  { runtime, version, memoryMb, functionName }: Revision,
  region: string,
  now: () => number,
): PlatformLines {
  const line = (type: string, record: object) =>
    JSON.stringify({ time: new Date(now()).toISOString(), type: `platform.${type}`, record });
  return {
    initStart: () =>
      line('initStart', {
        initializationType: 'on-demand',
        phase: 'init',
        runtimeVersion: runtimeVersion(runtime),
        runtimeVersionArn: runtimeVersionArn(runtime, region),
        functionName,
        functionVersion: version,
      }),
    initReport: (phase, status, durationMs, errorType) =>
      line('initReport', {
        initializationType: 'on-demand',
        phase,
        status,
        ...(errorType && { errorType }),
        metrics: { durationMs: rounded(durationMs) },
      }),
    start: (requestId) => line('start', { requestId, version }),
    end: (report) => [
      line('report', {
        requestId: report.requestId,
        metrics: {
          durationMs: rounded(report.durationMs),
          billedDurationMs: billed(report),
          memorySizeMB: memoryMb,
          maxMemoryUsedMB: usedMb(report, memoryMb),
          ...(report.initMs !== undefined && { initDurationMs: rounded(report.initMs) }),
        },
        status: report.status,
        ...(report.status === 'error' && report.errorType && { errorType: report.errorType }),
      }),
    ],
  };
}

/** Since August 2025 the init is billed for every function, not only for custom runtimes (AWS Compute Blog). */
function billed({ durationMs, initMs = 0 }: Report): number {
  return Math.max(1, Math.ceil(durationMs + initMs));
}

function usedMb({ maxMemoryBytes }: Report, memoryMb: number): number {
  return Math.min(memoryMb, Math.max(1, Math.round(maxMemoryBytes / (1024 * 1024))));
}

function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

/** `nodejs:20.v20`: the runtime, and in place of AWS's build number the version of the local Node.js that runs it. */
function runtimeVersion(runtime: string): string {
  return `${runtime.replace('nodejs', 'nodejs:').replace('.x', '')}.v${process.versions.node.split('.')[0]}`;
}

/** The runtime's version as an ARN; the same for every function of a runtime on one version of Node.js. */
export function runtimeVersionArn(runtime: string, region: string): string {
  const hash = Buffer.from(`${runtime} ${process.version}`).toString('hex').padEnd(64, '0').slice(0, 64);
  return `arn:aws:lambda:${region}::runtime:${hash}`;
}
