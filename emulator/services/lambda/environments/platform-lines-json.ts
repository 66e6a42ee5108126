import { billedMs, type PlatformLines, usedMb } from './platform-lines.ts';
import type { Revision } from './revision.ts';
import { runtimeVersion, runtimeVersionArn } from './runtime-version.ts';

const LEVELS = ['DEBUG', 'INFO', 'WARN'] as const;
type Level = (typeof LEVELS)[number];

/**
 * The platform's lines as objects, without those below the function's system log level (developer guide, "Lambda Telemetry API Event schema
 * reference"; the levels: "Log-level filtering", table of system log events).
 */
export function jsonPlatformLines(revision: Revision, region: string, now: () => number): PlatformLines {
  const { runtime, version, memoryMb, functionName } = revision;
  const lowest = LEVELS.indexOf((revision.systemLogLevel ?? 'INFO') as Level);
  const line = (level: Level, type: string, record: object) =>
    LEVELS.indexOf(level) < lowest
      ? []
      : [JSON.stringify({ time: new Date(now()).toISOString(), type: `platform.${type}`, record })];
  return {
    initStart: () =>
      line('INFO', 'initStart', {
        initializationType: 'on-demand',
        phase: 'init',
        runtimeVersion: runtimeVersion(runtime),
        runtimeVersionArn: runtimeVersionArn(runtime, region),
        functionName,
        functionVersion: version,
      }),
    initReport: ({ phase, status, durationMs, errorType }) =>
      line('WARN', 'initReport', {
        initializationType: 'on-demand',
        phase,
        status,
        ...(status === 'error' && { errorType }),
        metrics: { durationMs: rounded(durationMs) },
      }),
    start: (requestId) => line('INFO', 'start', { requestId, version }),
    end: (report) => {
      const { requestId, status, errorType, initMs } = report;
      const level = status === 'success' ? 'INFO' : 'WARN';
      const outcome = { status, ...(errorType && { errorType }) };
      const durationMs = rounded(report.durationMs);
      return [
        ...line(status === 'success' ? 'DEBUG' : 'WARN', 'runtimeDone', {
          requestId,
          ...outcome,
          metrics: { durationMs },
        }),
        ...line(level, 'report', {
          requestId,
          metrics: {
            durationMs,
            billedDurationMs: billedMs(report),
            memorySizeMB: memoryMb,
            maxMemoryUsedMB: usedMb(report, memoryMb),
            ...(initMs !== undefined && { initDurationMs: rounded(initMs) }),
          },
          ...outcome,
        }),
      ];
    },
  };
}

function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
