import type { FaultRule } from './fault-rule.ts';
import type { OtlpSettings } from './otlp-settings.ts';
import type { Realism } from './realism.ts';

/** What the engine can be told; made from the environment by `main.ts`, or given whole by a test. */
export interface EngineConfig {
  /** 0 takes a spare port. */
  readonly port: number;
  readonly host: string;
  /** Names by which clients reach the engine, besides those that always lead to this machine; `.example.com` with all below it. */
  readonly allowedHosts: readonly string[];
  /** Origins of pages that may call the engine, besides those of this machine. */
  readonly allowedOrigins: readonly string[];
  /** Where state is kept over restarts; undefined keeps it in memory alone. */
  readonly stateDir: string | undefined;
  /** Whether a call is answered when its changes have a place with the system, or when the disk itself has them. */
  readonly durability: 'process' | 'power';
  /** Whether to go on with what is whole of a state that is damaged. */
  readonly recover: boolean;
  readonly region: string;
  readonly accountId: string;
  /** Whether what policies do not allow is refused, or let pass and told of. */
  readonly iam: 'enforce' | 'audit';
  /** How much of a real account's slowness there is. */
  readonly realism: Realism;
  /** What goes wrong from the start. */
  readonly faults: readonly FaultRule[];
  /**
   * Whether functions get the CPU that is there, or the share of a core that their memory buys on AWS; then by the kernel's quota
   * where it can be had and otherwise by stopping and letting go, or by one of the two in any case.
   */
  readonly lambdaCpu: 'machine' | 'aws' | 'cgroup' | 'signals';
  /** What functions are shut in by; `auto` is the best that the machine can make. */
  readonly lambdaSandbox: 'auto' | 'namespaces' | 'permissions' | 'none';
  /** Runs of functions at once, over all of them: what AWS calls concurrent executions. */
  readonly lambdaConcurrency: number;
  /** The address of another AWS endpoint (LocalStack) that has calls for services which the engine does not have; undefined: they are refused. */
  readonly upstream: string | undefined;
  /** Where traces are sent, if anywhere. */
  readonly otlp: OtlpSettings | undefined;
  /** Time stands still until it is moved by hand. */
  readonly manualClock: boolean;
}
