import { Pool } from 'undici';
import type { BenchEnvironment } from '../bench-environment.ts';
import { post } from '../cognito-call.ts';
import { type Figure, quantile, timed } from '../figure.ts';
import { newCredential } from '../new-credential.ts';

const AT_ONCE = 50;
const BURSTS = 20;
const PASSWORD = 'Bench-1-password';

/** What fifty simultaneous sign-ins by password cost a request at the gate, beside the same request without them. */
export async function cognitoSignIns({ outputs }: BenchEnvironment): Promise<Figure[]> {
  const credential = await newCredential(outputs);
  const { origin, pathname } = new URL(outputs.apiUrl);
  const gate = new Pool(origin, { connections: 1 });
  const gated = async () => {
    const { statusCode, body } = await gate.request({
      method: 'GET',
      path: `${pathname}/users?count=0`,
      headers: { authorization: `Basic ${credential}` },
    });
    await body.text();
    if (statusCode !== 200) throw new Error(`The gate answered ${statusCode}.`);
  };
  const cognito = new Pool(outputs.endpoint, { connections: AT_ONCE });
  const { host } = new URL(outputs.endpoint);
  const email = `bench-${process.hrtime.bigint()}@example.com`;
  const ClientId = outputs.userPoolClientId;
  await post(cognito, host, 'SignUp', {
    ClientId,
    Username: email,
    Password: PASSWORD,
    UserAttributes: [{ Name: 'email', Value: email }],
  });
  await post(cognito, host, 'AdminConfirmSignUp', { UserPoolId: outputs.userPoolId, Username: email });
  const signIn = () =>
    post(cognito, host, 'InitiateAuth', {
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: email, PASSWORD },
    });

  await signIn();
  const quiet: number[] = [];
  for (let sample = 0; sample < 500; sample += 1) quiet.push(await timed(gated));
  const busy: number[] = [];
  const bursts: number[] = [];
  for (let burst = 0; burst < BURSTS; burst += 1) {
    let open = true;
    const all = timed(() => Promise.all(Array.from({ length: AT_ONCE }, signIn))).then((took) => {
      bursts.push(took);
      open = false;
    });
    while (open) busy.push(await timed(gated));
    await all;
  }
  await Promise.all([gate.close(), cognito.close()]);
  return [
    { name: 'gated request, all quiet, 99th percentile', value: quantile(quiet, 0.99), unit: 'ms' },
    {
      name: `gated request during ${AT_ONCE} sign-ins at once, 99th percentile`,
      value: quantile(busy, 0.99),
      unit: 'ms',
      reach: '≤ 50 ms',
    },
    { name: `${AT_ONCE} sign-ins at once, all answered, median`, value: quantile(bursts, 0.5), unit: 'ms' },
  ];
}
