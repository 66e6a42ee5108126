import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { functionPart } from '../../environment/dev/function-part.ts';
import { watchFolders } from '../../environment/dev/watch-folders.ts';
import type { BenchEnvironment } from '../bench-environment.ts';
import { type Figure, quantile } from '../figure.ts';

const SAVES = 15;
const FILE = 'lambdas/authorizer/authorize.ts';

/**
 * A source of the authorizer is saved, as `make dev` sees it: from before the write until the function answers with the saved code. Each
 * save is in a copy of the sources, and each differs.
 */
export async function dev({ outputs }: BenchEnvironment): Promise<Figure[]> {
  const root = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
  await cp('lambdas', join(root, 'lambdas'), { recursive: true });
  for (const name of ['package-lock.json', 'tsconfig.json']) await cp(name, join(root, name));
  await symlink(join(process.cwd(), 'node_modules'), join(root, 'node_modules'), 'dir');
  const lambda = new LambdaClient({
    endpoint: outputs.endpoint,
    region: outputs.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  try {
    await using part = await functionPart({
      name: 'authorizer',
      functionName: outputs.functions.authorizer,
      root,
      lambda,
      calls: () => undefined,
      signal: new AbortController().signal,
    });
    // Packages are bundled once, when watching begins.
    await part.swap(performance.now());
    let saved: (at: number) => void = () => undefined;
    using _watch = watchFolders([join(root, 'lambdas')], ({ savedAt }) => saved(savedAt));
    const source = await readFile(join(root, FILE), 'utf8');
    const times: number[] = [];
    for (let save = 0; save < SAVES; save += 1) {
      const seen = new Promise<number>((resolve) => {
        saved = resolve;
      });
      const started = performance.now();
      await writeFile(join(root, FILE), source.replace("'refused'", `'refused ${save}'`));
      const swap = await part.swap(await seen);
      times.push(performance.now() - started);
      if (swap.outcome !== 'swapped') throw new Error('The saved code made no difference.');
      // As between two saves in real use: the spare process is back.
      await new Promise((resolve) => setTimeout(resolve, 400));
    }
    const value = quantile(times, 0.5);
    return [{ name: 'make dev, save to first answer, median', value, unit: 'ms', reach: '≤ 150 ms' }];
  } finally {
    lambda.destroy();
    await rm(root, { recursive: true, force: true });
  }
}
