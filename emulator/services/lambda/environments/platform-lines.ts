import { jsonPlatformLines } from './platform-lines-json.ts';
import type { Revision } from './revision.ts';
import { runtimeVersion, runtimeVersionArn } from './runtime-version.ts';

/** The figures of one finished invocation, in milliseconds and bytes. */
export interface Report {
  requestId: string;
  durationMs: number;
  /** Set for the first invocation of an environment, whose init is part of what it reports. */
  initMs: number | undefined;
  maxMemoryBytes: number;
  /** `error`: the handler failed; `failure`: the environment did. */
  status: 'success' | 'error' | 'failure' | 'timeout';
  errorType: string | undefined;
}

/** An init that failed. */
export interface InitReport {
  /** An init is tried once more as part of the invocation that waits for it. */
  phase: 'init' | 'invoke';
  status: 'error' | 'timeout';
  durationMs: number;
  errorType: string;
}

/**
 * The lines that Lambda itself writes into a function's log, as text or, where the function logs JSON, as objects
 * (developer guide, "Understanding the Lambda log format").
 */
export interface PlatformLines {
  initStart(): string[];
  initReport(report: InitReport): string[];
  start(requestId: string): string[];
  end(report: Report): string[];
}

/** Chooses the form of a function's log; `now` is for the time in JSON lines. */
export function platformLines(revision: Revision, region: string, now: () => number): PlatformLines {
  return revision.logFormat === 'JSON'
    ? jsonPlatformLines(revision, region, now)
    : textLines(revision, region);
}

function textLines({ runtime, version, memoryMb }: Revision, region: string): PlatformLines {
  return {
    initStart: () => [
      `INIT_START Runtime Version: ${runtimeVersion(runtime)}\tRuntime Version ARN: ${runtimeVersionArn(runtime, region)}\n`,
    ],
    initReport: ({ phase, status, durationMs, errorType }) => [
      `INIT_REPORT Init Duration: ${durationMs.toFixed(2)} ms\tPhase: ${phase}\tStatus: ${status}${
        status === 'error' ? `\tError Type: ${errorType}` : ''
      }\n`,
    ],
    start: (requestId) => [`START RequestId: ${requestId} Version: ${version}\n`],
    end: (report) => [
      `END RequestId: ${report.requestId}\n`,
      [
        `REPORT RequestId: ${report.requestId}`,
        `Duration: ${report.durationMs.toFixed(2)} ms`,
        `Billed Duration: ${billedMs(report)} ms`,
        `Memory Size: ${memoryMb} MB`,
        `Max Memory Used: ${usedMb(report, memoryMb)} MB`,
        ...(report.initMs === undefined ? [] : [`Init Duration: ${report.initMs.toFixed(2)} ms`]),
        ...(report.status === 'timeout' ? ['Status: timeout'] : []),
        // What a handler throws is no failure of the platform, and leaves no trace here.
        ...(report.status === 'failure' ? ['Status: error', `Error Type: ${report.errorType}`] : []),
        '\n',
      ].join('\t'),
    ],
  };
}

/** Since August 2025 the init is billed for every function, not only for custom runtimes (AWS Compute Blog). */
export function billedMs({ durationMs, initMs = 0 }: Report): number {
  return Math.max(1, Math.ceil(durationMs + initMs));
}

/** Never more than the function has, as on AWS, where more cannot be had. */
export function usedMb({ maxMemoryBytes }: Report, memoryMb: number): number {
  return Math.min(memoryMb, Math.max(1, Math.round(maxMemoryBytes / (1024 * 1024))));
}
