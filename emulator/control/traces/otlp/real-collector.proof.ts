import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { openLambdaBench } from '../../../services/lambda/testing/lambda-bench.ts';

/** The first build fetches the collector's packages and compiles them; later ones take a second. */
const BUILD_WITHIN_MS = 600_000;

const run = promisify(execFile);
const folder = join(import.meta.dirname, 'testing/collector');
const program = join(tmpdir(), `gatehouse-test-collector-${process.getuid?.() ?? 0}`);

/** Builds a collector with the official one's receiver; returns why not, if it cannot be built here. */
async function build(): Promise<string | undefined> {
  const options = { cwd: folder, timeout: BUILD_WITHIN_MS };
  return run('go', ['build', '-o', program, '.'], options).then(
    () => undefined,
    (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' ? 'Go is not installed' : 'it could not be built here',
  );
}

/** Why there is no collector, for the skipped tests' names: Go, or its modules, cannot be had everywhere. */
const reason = await build();
const withCollector = reason === undefined ? test : test.skip;
const about = reason === undefined ? '' : ` (left out: ${reason})`;

/** A free port: the collector cannot choose one itself. */
async function sparePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

interface Understood {
  resourceSpans: {
    resource: { attributes: { key: string; value: { stringValue?: string } }[] };
    scopeSpans: {
      spans: { name: string; kind: number; traceId: string; spanId: string; parentSpanId?: string }[];
    }[];
  }[];
}

withCollector(
  `a real collector takes the spans of a run of a function, as those of a service with the function’s name${about}`,
  async () => {
    const address = `127.0.0.1:${await sparePort()}`;
    const collector: ChildProcess = spawn(program, [address], { stdio: ['ignore', 'pipe', 'pipe'] });
    try {
      const { stdout, stderr } = collector;
      if (!stdout || !stderr) throw new Error('The collector has no output.');
      await once(stderr, 'data');
      const otlp = { url: `http://${address}/v1/traces`, headers: {}, serviceName: 'gatehouse' };
      await using bench = await openLambdaBench({ otlp });
      await bench.create('traced', 'export const handler = async () => process.env._X_AMZN_TRACE_ID;');
      const { payload } = await bench.invoke('traced');
      const [, root = '', segment] =
        /Root=1-([0-9a-f-]+);Parent=([0-9a-f]{16});Sampled=1/.exec(String(payload)) ?? [];
      for await (const line of createInterface({ input: stdout })) {
        const { resourceSpans } = JSON.parse(line) as Understood;
        const services = resourceSpans.map(({ resource, scopeSpans }) => ({
          name: resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue,
          spans: scopeSpans.flatMap(({ spans }) => spans),
        }));
        const ran = services.find(({ name }) => name === 'traced')?.spans[0];
        if (!ran) continue;
        expect(ran).toMatchObject({
          name: 'traced',
          kind: 2,
          traceId: root.replace('-', ''),
          spanId: segment,
        });
        const asked = services
          .flatMap(({ spans }) => spans)
          .find(({ spanId }) => spanId === ran.parentSpanId);
        expect(asked).toMatchObject({ name: 'Lambda.Invoke', kind: 2, traceId: ran.traceId });
        break;
      }
    } finally {
      collector.kill('SIGTERM');
      await once(collector, 'exit');
    }
  },
);
