import { engineProcess } from '../engine-process.ts';
import { type Figure, quantile } from '../figure.ts';

const RUNS = 7;

/** The engine as a process, from spawn to its first healthy answer, each time on an empty state folder. */
export async function start(): Promise<Figure[]> {
  const samples: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await using engine = await engineProcess();
    samples.push(engine.startMs);
  }
  return [
    {
      name: 'engine, start to healthy, median',
      value: quantile(samples, 0.5),
      unit: 'ms',
      reach: '≤ 300 ms',
    },
  ];
}
