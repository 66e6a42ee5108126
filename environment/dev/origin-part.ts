import { rename, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { type BuildOptions, context } from 'esbuild';
import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import { birthOf } from '../processes/birth.ts';
import { endProcess, fingerprintOf, type Program, running } from '../processes/program.ts';
import { type ProcessRecord, writeRecord } from '../processes/record.ts';
import { PROGRAM_OPTIONS, PROGRAMS } from '../programs.mjs';
import { lap, type Part } from './part.ts';

export interface OriginPartOptions {
  /** The project's folder. */
  root: string;
  /** The program as `up` starts it. */
  program: Program;
  /** Sends the signal that asks the process to hand over, and returns its successor's id, or undefined without one. */
  handOver(pid: number): Promise<number | undefined>;
}

/** Like a build of `up`, so that its next run finds nothing to replace. */
const OPTIONS = {
  ...PROGRAM_OPTIONS,
  entryPoints: { origin: PROGRAMS.origin },
  metafile: true,
  write: false,
  logLevel: 'silent',
} as const satisfies BuildOptions;

/**
 * The origin, watched as a process. Its program is built where `up` builds it; then the running process hands its socket to a new one,
 * which replaces it in the records.
 */
export async function originPart({ root, program, handOver }: OriginPartOptions): Promise<Part> {
  const { stateDir } = program;
  const bundler = await context({ ...OPTIONS, absWorkingDir: root });
  const predecessors: ProcessRecord[] = [];
  let inputs: ReadonlySet<string> | undefined;

  return {
    name: 'origin',
    concerns: (path) => inputs?.has(path) ?? true,
    async swap(savedAt) {
      const from = performance.now();
      inputs = undefined;
      const { outputFiles, metafile } = await bundler.rebuild();
      inputs = new Set(Object.keys(metafile.inputs).map((path) => join(root, path)));
      for (const { path, contents } of outputFiles) {
        await writeFile(`${path}.draft`, contents);
        await rename(`${path}.draft`, path);
      }
      const [builtMs, built] = lap(from);
      const record = await running(stateDir, 'origin');
      if (!record?.url) throw new ReaderError('It is not running: make up starts it.');
      const fingerprint = await fingerprintOf(program);
      if (record.fingerprint === fingerprint) return { outcome: 'same' };
      const pid = await handOver(record.pid);
      const birth = pid === undefined ? undefined : await birthOf(pid);
      if (pid === undefined || birth === undefined)
        throw new ReaderError('Its new program did not come up; what it said stands above.');
      await writeRecord(stateDir, 'origin', { ...record, pid, birth, fingerprint });
      predecessors.push(record);
      const [startedMs, started] = lap(built);
      await healthy(record.url);
      const [answeredMs, answered] = lap(started);
      return {
        outcome: 'swapped',
        firstAnswerMs: answered - savedAt,
        steps: [
          ['built', builtMs],
          ['started', startedMs],
          ['answered', answeredMs],
        ],
      };
    },
    async [Symbol.asyncDispose]() {
      // They end by themselves when the gateway closes its last connection to them; now they need not wait for it.
      await Promise.all([bundler.dispose(), ...predecessors.map((record) => endProcess(record))]);
    },
  };

  /** Uses a new connection, because only the new process accepts any. */
  function healthy(url: string): Promise<void> {
    return new Promise((resolve, reject) => {
      get(`${url}/health`, { agent: false }, (answer) => {
        answer.resume().once('end', () => {
          if (answer.statusCode === 200) resolve();
          else reject(new ReaderError(`Its new program answers ${answer.statusCode} to /health.`));
        });
      }).once('error', reject);
    });
  }
}
