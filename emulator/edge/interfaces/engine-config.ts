import type { FaultRule } from './fault-rule.ts';
import type { OtlpSettings } from './otlp-settings.ts';
import type { Realism } from './realism.ts';

/** The engine's settings; made from the environment by `main.ts`, or given whole by a test. */
export interface EngineConfig {
  /** 0 takes a spare port. */
  readonly port: number;
  readonly host: string;
  /** Further names by which clients reach the engine, besides this machine's; `.example.com` with all below it. */
  readonly allowedHosts: readonly string[];
  /** Origins of pages that may call the engine, besides this machine's. */
  readonly allowedOrigins: readonly string[];
  /** Where state is kept over restarts; undefined keeps it only in memory. */
  readonly stateDir: string | undefined;
  /** Whether a call is answered when the system has its changes, or when the disk itself has them. */
  readonly durability: 'process' | 'power';
  /** Whether to continue with the intact part of a damaged state. */
  readonly recover: boolean;
  readonly region: string;
  readonly accountId: string;
  /** Whether to deny what policies do not allow, or to allow and report it. */
  readonly iam: 'enforce' | 'audit';
  /** How much of a real account's slowness to simulate. */
  readonly realism: Realism;
  /** Fault rules from the start. */
  readonly faults: readonly FaultRule[];
  /**
   * Whether functions get the machine's CPU, or the share of a core that their memory buys on AWS; then by the kernel's quota if possible
   * and otherwise by stopping and continuing, or by one of the two in any case.
   */
  readonly lambdaCpu: 'machine' | 'aws' | 'cgroup' | 'signals';
  /** The sandbox of functions; `auto` is the best that the machine can make. */
  readonly lambdaSandbox: 'auto' | 'namespaces' | 'permissions' | 'none';
  /** Simultaneous invocations of all functions: AWS's concurrent executions. */
  readonly lambdaConcurrency: number;
  /** The address of another AWS endpoint (LocalStack) for services that the engine does not have; undefined: they are refused. */
  readonly upstream: string | undefined;
  /** Where traces are exported, if anywhere. */
  readonly otlp: OtlpSettings | undefined;
  /** Time stands still until it is moved by hand. */
  readonly manualClock: boolean;
}
