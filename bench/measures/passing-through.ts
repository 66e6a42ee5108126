import { Agent } from 'node:http';
import { type Figure, quantile, timed } from '../figure.ts';
import { engineBefore, instantUpstream, LARGE } from '../instant-upstream.ts';
import { objectCall } from '../object-call.ts';
import { processorTime } from '../processor-time.ts';

const SMALL_CALLS = 2_000;
const LARGE_RUNS = 7;

/** What the engine adds to a call upstream, beside the same call to the upstream alone. */
export async function passingThrough(): Promise<Figure[]> {
  using upstream = await instantUpstream();
  using engine = await engineBefore(upstream.url);
  const agent = new Agent({ keepAlive: true });
  const pairs = { count: SMALL_CALLS, warmUp: SMALL_CALLS / 10 };
  try {
    const small = await pairsOf(pairs, [upstream.url, engine.url], (url) =>
      objectCall(agent, url, 'GET', '/bucket/small'),
    );
    const shares: number[] = [];
    for (const [method, size] of [
      ['GET', 0],
      ['PUT', LARGE],
    ] as const) {
      const large = await pairsOf({ count: LARGE_RUNS, warmUp: 1 }, [upstream.url, engine.url], (url) =>
        objectCall(agent, url, method, '/bucket/large', size),
      );
      shares.push(
        quantile(
          large.map(([alone, through]) => (100 * alone) / through),
          0.5,
        ),
      );
    }
    const [down = 0, up = 0] = shares;
    const { engine: processor } = await processorTime(engine.pid, async () => {
      for (let run = 0; run < LARGE_RUNS; run += 1) {
        await objectCall(agent, engine.url, 'GET', '/bucket/large');
        await objectCall(agent, engine.url, 'PUT', '/bucket/large', LARGE);
      }
    });
    return [
      {
        name: 'a call to an upstream that answers at once, added by the engine, median',
        value: quantile(
          small.map(([alone, through]) => through - alone),
          0.5,
        ),
        unit: 'ms',
        reach: '≤ 1 ms',
      },
      {
        name: '100 MB from an upstream, share of its own throughput',
        value: down,
        unit: '%',
        reach: '≥ 80 %',
      },
      { name: '100 MB to an upstream, share of its own throughput', value: up, unit: '%', reach: '≥ 80 %' },
      {
        name: "the engine's processor time for 100 MB, mean of both ways",
        value: processor / (2 * LARGE_RUNS),
        unit: 'ms',
      },
    ];
  } finally {
    agent.destroy();
  }
}

/** Times the same work at two places in turn, because a shared machine drifts. */
async function pairsOf(
  { count, warmUp }: { count: number; warmUp: number },
  [first, second]: readonly [string, string],
  work: (url: string) => Promise<void>,
): Promise<(readonly [number, number])[]> {
  const pairs: (readonly [number, number])[] = [];
  for (let index = 0; index < count + warmUp; index += 1) {
    const one = await timed(() => work(first));
    const other = await timed(() => work(second));
    if (index >= warmUp) pairs.push([one, other]);
  }
  return pairs;
}
