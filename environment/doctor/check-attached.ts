import { messageOf } from '../../provision/reconcile/reader-error.ts';
import { endpointOf } from '../engines/attach.ts';
import { checkLocalStack } from '../engines/localstack-capabilities.ts';
import type { Examination, Finding } from './finding.ts';

/** The LocalStack at `LOCALSTACK_ENDPOINT`: whether it answers, and can run the stack. */
export async function checkAttached({ settings: { localStackEndpoint } }: Examination): Promise<Finding[]> {
  if (!localStackEndpoint) return [];
  const finding = { group: 'LocalStack', check: 'attached' };
  try {
    const { version, edition } = await checkLocalStack(endpointOf(localStackEndpoint));
    return [
      {
        ...finding,
        status: 'ok',
        detail: `${version}, edition ${edition}, at ${localStackEndpoint}; not ours to stop`,
      },
    ];
  } catch (error) {
    return [
      {
        ...finding,
        status: 'fail',
        detail: messageOf(error),
        fix: 'Correct LOCALSTACK_ENDPOINT, or leave it out: make up then uses the embedded engine.',
      },
    ];
  }
}
