import { badRequest } from '../../control/errors.ts';
import type { PatchRule } from '../../control/patch.ts';
import type { StageRecord } from '../../state/records.ts';

const WRONG_PATH =
  'Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]';

/** The patchable parts of a stage's access log. AWS only removes it as a whole (recorded). */
export const ACCESS_LOG: readonly PatchRule<StageRecord>[] = [
  {
    path: '/accessLogSettings',
    ops: ['add', 'remove', 'replace'],
    apply(stage, { op }) {
      if (op !== 'remove') throw badRequest(WRONG_PATH);
      return { ...stage, accessLogSettings: undefined };
    },
  },
  {
    path: /^\/accessLogSettings\/([^/]+)$/,
    ops: ['add', 'remove', 'replace'],
    apply(stage, { op, key, value }) {
      // The blank at the end is AWS's.
      if (op === 'remove')
        throw badRequest(
          `Cannot remove method setting accessLogSettings/${key} because there is no method setting for this method `,
        );
      if (key !== 'destinationArn' && key !== 'format') throw badRequest(WRONG_PATH);
      if (value === '') throw badRequest('Access Log value must not be empty');
      // API Gateway has no ':*' at the end of a log group's ARN.
      const kept = key === 'destinationArn' ? value.replace(/:\*$/, '') : value;
      return { ...stage, accessLogSettings: { ...stage.accessLogSettings, [key]: kept } };
    },
  },
];
