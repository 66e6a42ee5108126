import { expect, test } from '@jest/globals';
import { createEventBus, type LogEvent } from '../../edge/events.ts';
import { createRecorder } from './recorder.ts';

const ROOT = '1-5759e988-bd862e3fe1be46a994272793';
const line: LogEvent = { type: 'log', at: 0, group: 'g', stream: 's', message: 'm', traceId: `Root=${ROOT}` };

function recorder() {
  const events = createEventBus((error) => {
    throw error;
  });
  const { gate, budget, kept } = createRecorder({ events, clock: { now: () => 0 } });
  /** Asks until no more served requests are wanted this second. */
  const exhaust = () => {
    for (let count = 0; gate.wants('Root=1-00000000-000000000000000000000000', 200); count += 1)
      if (count > 10_000) throw new Error('There is no end to it.');
  };
  return { events, gate, budget, kept, exhaust };
}

test('still wants rejected and failed requests under load', () => {
  for (const status of [401, 500, 0]) {
    const { gate, exhaust, budget } = recorder();
    exhaust();
    expect([status, gate.wants('Root=1-00000000-000000000000000000000001', status)]).toEqual([status, true]);
    expect(budget.skipped).toBeGreaterThan(0);
  }
});

test('still wants a request under load if part of its trace is kept', () => {
  const { events, gate, exhaust, kept } = recorder();
  events.publish(line);
  exhaust();
  expect(gate.wants(`Root=${ROOT};Parent=53995c3f42cd8ad8`, 200)).toBe(true);
  expect([...kept.all()]).toHaveLength(1);
});
