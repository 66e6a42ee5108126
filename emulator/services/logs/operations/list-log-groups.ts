import type { ListLogGroupsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import { type Operation, operation } from '../../../edge/operation.ts';
import { groupResource, type LogsDependencies, placeOf, tokenOf } from './dependencies.ts';

/**
 * ListLogGroups. The pattern is one text that names contain, or several with `|` between; one that begins with `^` matches prefixes (API
 * reference, ListLogGroups).
 */
export function listLogGroups({ store }: Pick<LogsDependencies, 'store'>): Operation<object, object> {
  return operation<ListLogGroupsCommandInput, object>({
    honours: {
      logGroupNamePattern: true,
      logGroupClass: ['STANDARD'],
      includeLinkedAccounts: [false],
      nextToken: true,
      limit: true,
    },
    resource: (_input, call) => groupResource({ logGroupName: '' }, call),
    run({ logGroupNamePattern = '', nextToken, limit = 50 }) {
      const wanted = logGroupNamePattern.split('|');
      const after = placeOf<string>(nextToken);
      const found = [...store.state.groups.values()]
        .filter(({ name }) => wanted.some((text) => matches(name, text)))
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .filter(({ name }) => after === undefined || name > after);
      const shown = found.slice(0, limit);
      return {
        logGroups: shown.map(({ name, arn }) => ({
          logGroupName: name,
          logGroupArn: arn.replace(/:\*$/, ''),
          logGroupClass: 'STANDARD',
        })),
        ...(found.length > shown.length && { nextToken: tokenOf(shown.at(-1)?.name) }),
      };
    },
  });
}

function matches(name: string, text: string): boolean {
  return text.startsWith('^') ? name.startsWith(text.slice(1)) : name.includes(text);
}
