/** The figures of one finished invocation, in milliseconds and bytes. */
export interface Report {
  requestId: string;
  durationMs: number;
  /** Set for an environment's first invocation, which reports the init. */
  initMs: number | undefined;
  maxMemoryBytes: number;
  /** `error`: the handler failed; `failure`: the environment did. */
  status: 'success' | 'error' | 'failure' | 'timeout';
  errorType: string | undefined;
}

/** A failed init. */
export interface InitReport {
  /** An init is tried once more as part of the waiting invocation. */
  phase: 'init' | 'invoke';
  status: 'error' | 'timeout';
  durationMs: number;
  errorType: string;
}

/**
 * Lambda's own lines in a function's log, as text or, if the function logs JSON, as objects (developer guide, "Understanding the Lambda log
 * format").
 */
export interface PlatformLines {
  initStart(): string[];
  initReport(report: InitReport): string[];
  start(requestId: string): string[];
  end(report: Report): string[];
}

/** Since August 2025 the init is billed for every function, not only for custom runtimes (AWS Compute Blog). */
export function billedMs({ durationMs, initMs = 0 }: Report): number {
  return Math.max(1, Math.ceil(durationMs + initMs));
}

/** Never more than the function has, as on AWS, where more is impossible. */
export function usedMb({ maxMemoryBytes }: Report, memoryMb: number): number {
  return Math.min(memoryMb, Math.max(1, Math.round(maxMemoryBytes / (1024 * 1024))));
}
