/** What holds the process of one environment to its share of the CPU. */
export interface EnvironmentCpu {
  /**
   * A run of the process begins. The returned function ends it, and resolves when a process that is held back as much would have
   * come to its end.
   */
  run(pid: number): () => Promise<void>;
  /** The process is gone. */
  ended(): void;
}

/** What gives each environment the share of a core that its memory buys. */
export interface CpuLimits extends AsyncDisposable {
  readonly means: 'cgroup' | 'signals';
  /** How the paths of its cgroups begin. */
  readonly groups?: string;
  /** For a new environment; undefined when it is not held back at all. */
  forEnvironment(memoryMb: number): EnvironmentCpu | undefined;
}
