import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { messageOf } from '../../provision/reconcile/reader-error.ts';
import { isLoopback } from '../../provision/variables/endpoint.ts';
import { engineUp } from '../engine-up.ts';
import { localClient } from '../local-client.ts';
import type { Examination, Finding } from './finding.ts';

const GROUP = 'account';
const LOCAL_ACCOUNT = '000000000000';

/** Whether anything here could lead to the wrong account: endpoints, credentials, and who answers. */
export async function checkAccount(examination: Examination): Promise<Finding[]> {
  return [...endpoints(examination), ...credentials(examination), ...(await whoAnswers(examination))];
}

function endpoints({ env }: Examination): Finding[] {
  const given = Object.keys(env).filter((name) => name.startsWith('AWS_ENDPOINT_URL') && env[name]);
  const abroad = given.filter((name) => !isLocal(env[name] ?? ''));
  const finding = { group: GROUP, check: 'endpoint' };
  if (env['TARGET'] === 'aws' && given.length > 0) {
    return [
      {
        ...finding,
        status: 'fail',
        detail: `TARGET=aws, and ${given.join(', ')} is set`,
        fix: `unset ${given.join(' ')}`,
      },
    ];
  }
  if (abroad.length > 0) {
    return [
      {
        ...finding,
        status: 'warn',
        detail: `${abroad.join(', ')} names another machine; make commands do not heed it, other tools do`,
        fix: `unset ${abroad.join(' ')}`,
      },
    ];
  }
  return [
    { ...finding, status: 'ok', detail: given.length > 0 ? `${given.join(', ')} stays here` : 'none given' },
  ];
}

function isLocal(url: string): boolean {
  return URL.canParse(url) && isLoopback(new URL(url).hostname);
}

function credentials({ env }: Examination): Finding[] {
  const given = ['AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_WEB_IDENTITY_TOKEN_FILE'].filter(
    (name) => env[name],
  );
  const finding = { group: GROUP, check: 'credentials' };
  if (env['TARGET'] === 'aws') {
    return [
      env['EXPECTED_ACCOUNT']
        ? { ...finding, status: 'ok', detail: `EXPECTED_ACCOUNT is ${env['EXPECTED_ACCOUNT']}` }
        : {
            ...finding,
            status: 'warn',
            detail: 'TARGET=aws, and EXPECTED_ACCOUNT is not set',
            fix: 'Set EXPECTED_ACCOUNT to the 12 digits of the account that is meant.',
          },
    ];
  }
  return [
    given.length > 0
      ? { ...finding, status: 'note', detail: `${given.join(', ')} is set; local commands never use it` }
      : { ...finding, status: 'ok', detail: 'none set' },
  ];
}

async function whoAnswers({ settings }: Examination): Promise<Finding[]> {
  const endpoint = await engineUp(settings).catch(() => undefined);
  if (!endpoint) return [];
  const finding = { group: GROUP, check: 'who answers' };
  const sts = new STSClient({ ...localClient(endpoint, 'us-east-1'), maxAttempts: 1 });
  try {
    const { Account } = await sts.send(new GetCallerIdentityCommand({}));
    if (Account === LOCAL_ACCOUNT)
      return [{ ...finding, status: 'ok', detail: `${endpoint} is account ${Account}` }];
    return [
      {
        ...finding,
        status: 'fail',
        detail: `${endpoint} answers as account ${Account}: it is no local engine, or forwards to a real account`,
        fix: 'make down, and start the engine with make up.',
      },
    ];
  } catch (error) {
    return [
      {
        ...finding,
        status: 'warn',
        detail: `${endpoint} did not say which account it is: ${messageOf(error)}`,
        fix: 'make up starts the engine again where it is out of date.',
      },
    ];
  } finally {
    sts.destroy();
  }
}
