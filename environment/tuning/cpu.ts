import type { Outputs } from '../../provision/outputs.ts';
import { ReaderError } from '../../provision/reconcile/reader-error.ts';

/**
 * Says in a few words what gives a target's functions their CPU. Throws ReaderError for an engine on which memory buys none: such a curve
 * would be wrong about Lambda.
 */
export async function cpuOf({ target, endpoint }: Pick<Outputs, 'target' | 'endpoint'>): Promise<string> {
  if (target === 'aws') return 'AWS';
  if (target === 'localstack') return 'LocalStack, CPU as its containers have it';
  const response = await fetch(`${endpoint}/_gatehouse/settings`);
  const { lambdaCpu } = (await response.json().catch(() => ({}))) as { lambdaCpu?: unknown };
  if (lambdaCpu === 'cgroup' || lambdaCpu === 'signals')
    return `embedded engine, LAMBDA_CPU=aws by ${lambdaCpu}`;
  throw new ReaderError(
    'Memory buys no CPU on this engine, so all sizes would look alike: LAMBDA_CPU=aws make up, then again. Nothing was changed.',
  );
}
