import { running } from '../processes/program.ts';
import { aboutUpstream } from '../upstream/about-upstream.ts';
import { findPython } from '../upstream/install-localstack.ts';
import type { Examination, Finding } from './finding.ts';

/** The upstream: whether one is asked for, can be started, and answers. */
export async function checkUpstream({ settings, run }: Examination): Promise<Finding[]> {
  const { upstream, stateDir, childEnv } = settings;
  const finding = { group: 'LocalStack', check: 'upstream' };
  const engine = await running(stateDir, 'engine');
  const about = engine?.url ? await aboutUpstream(engine.url) : undefined;
  if (about) {
    const detail = `${about.url}: ${about.words}`;
    return about.reachable
      ? [{ ...finding, status: 'ok', detail }]
      : [
          {
            ...finding,
            status: 'warn',
            detail,
            fix: 'Start LocalStack there; the engine uses it as soon as it answers. make up UPSTREAM=localstack starts one.',
          },
        ];
  }
  if (!upstream)
    return [
      {
        ...finding,
        status: 'note',
        detail: 'off: S3, SQS and others are refused; UPSTREAM=localstack adds them',
      },
    ];
  if (upstream !== 'localstack')
    return [{ ...finding, status: 'note', detail: `${upstream}, once make up has started the engine` }];
  const docker = await run('docker', ['version', '--format', '{{.Server.Version}}'], { env: childEnv });
  const python = docker?.code === 0 ? undefined : await findPython(run, childEnv);
  if (docker?.code === 0 || python)
    return [
      {
        ...finding,
        status: 'ok',
        detail: `make up starts it ${python ? `with ${python}` : 'in a container'}`,
      },
    ];
  return [
    {
      ...finding,
      status: 'fail',
      detail: 'UPSTREAM=localstack needs Docker, or Python 3.12 or 3.13',
      fix: 'Install one of them (PYTHON names an interpreter), or unset UPSTREAM.',
    },
  ];
}
