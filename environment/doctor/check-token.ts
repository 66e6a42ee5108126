import type { Examination, Finding } from './finding.ts';

/** LocalStack's token: whether there is one where one is needed. It never shows the text. */
export async function checkToken({ settings, engine, env }: Examination): Promise<Finding[]> {
  const { localStackToken: token } = settings;
  const finding = { group: 'LocalStack', check: 'token' };
  if (!token) {
    return [
      env['ENGINE'] === 'localstack'
        ? {
            ...finding,
            status: 'fail',
            detail: 'ENGINE=localstack, and LOCALSTACK_AUTH_TOKEN is not set',
            fix: 'Get a token at https://app.localstack.cloud/settings/auth-tokens (plan Base or more), or use ENGINE=embedded.',
          }
        : {
            ...finding,
            status: 'note',
            detail: 'not set: make up uses the embedded engine, which needs none',
          },
    ];
  }
  if (/\s/.test(token)) {
    return [
      {
        ...finding,
        status: 'fail',
        detail: 'LOCALSTACK_AUTH_TOKEN has white space in it',
        fix: 'Set LOCALSTACK_AUTH_TOKEN again, without quotes and line ends.',
      },
    ];
  }
  return [
    {
      ...finding,
      status: 'ok',
      detail: `set${engine === 'localstack' ? '' : `, and not used: ENGINE=${engine}`}`,
    },
  ];
}
