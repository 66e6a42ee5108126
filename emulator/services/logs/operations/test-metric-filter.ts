import type { TestMetricFilterCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import { type Operation, operation } from '../../../edge/operation.ts';
import { compileFilterPattern } from '../filter/filter-pattern.ts';

/** TestMetricFilter: which messages a pattern matches, and what it extracts. */
export function testMetricFilter(): Operation<object, object> {
  return operation<TestMetricFilterCommandInput, object>({
    honours: { filterPattern: true, logEventMessages: true },
    run({ filterPattern = '', logEventMessages = [] }) {
      const pattern = compileFilterPattern(filterPattern);
      const matches = logEventMessages.flatMap((eventMessage, index) =>
        pattern.matches(eventMessage)
          ? [{ eventNumber: index + 1, eventMessage, extractedValues: pattern.extract(eventMessage) }]
          : [],
      );
      return { matches };
    },
  });
}
