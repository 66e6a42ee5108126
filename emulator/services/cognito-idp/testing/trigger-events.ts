import type { TestCognito, TriggerEvent } from './start-cognito.ts';

/** The ARN of a test's function for a trigger. */
export function arnOf(trigger: string): string {
  return `arn:aws:lambda:us-east-1:000000000000:function:${trigger}`;
}

/** Gives the pool a function that answers with its event after `change`; returns the events it gets. */
export function listenTo(
  cognito: TestCognito,
  trigger: string,
  change: (event: TriggerEvent) => unknown = () => undefined,
): TriggerEvent[] {
  const events: TriggerEvent[] = [];
  cognito.functions.set(arnOf(trigger), (event) => {
    events.push(structuredClone(event));
    change(event);
    return event;
  });
  return events;
}
