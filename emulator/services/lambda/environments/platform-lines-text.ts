import { billedMs, type PlatformLines, usedMb } from './platform-lines.ts';
import type { Revision } from './revision.ts';
import { runtimeVersion, runtimeVersionArn } from './runtime-version.ts';

/** The platform's lines as text. `region` is part of the runtime version's ARN. */
export function textPlatformLines({ runtime, version, memoryMb }: Revision, region: string): PlatformLines {
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
        // A handler's error is no failure of the platform, and leaves no trace here.
        ...(report.status === 'failure' ? ['Status: error', `Error Type: ${report.errorType}`] : []),
        '\n',
      ].join('\t'),
    ],
  };
}
