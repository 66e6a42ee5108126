/** Holds one environment's process to its share of the CPU. */
export interface EnvironmentCpu {
  /** An invocation of the process begins. The returned function ends it, and resolves when an equally limited process would have ended. */
  run(pid: number): () => Promise<void>;
  /** The process is gone. */
  ended(): void;
}

/** Gives each environment the share of a core that its memory buys. */
export interface CpuLimits extends AsyncDisposable {
  readonly means: 'cgroup' | 'signals';
  /** The prefix of its cgroups' paths. */
  readonly groups?: string;
  /** For a new environment; undefined if it is not limited at all. */
  forEnvironment(memoryMb: number): EnvironmentCpu | undefined;
}
