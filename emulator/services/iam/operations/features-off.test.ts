import {
  CreateLoginProfileCommand,
  CreateUserCommand,
  DeleteAccountPasswordPolicyCommand,
  DeleteLoginProfileCommand,
  GetAccountPasswordPolicyCommand,
  GetLoginProfileCommand,
  IAMClient,
  ListMFADevicesCommand,
  ListOpenIDConnectProvidersCommand,
  ListSAMLProvidersCommand,
  ListServerCertificatesCommand,
  ListServiceSpecificCredentialsCommand,
  ListSigningCertificatesCommand,
  ListSSHPublicKeysCommand,
  ListVirtualMFADevicesCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../../../engine.ts';
import { clientOptions } from '../testing/account.ts';

let engine: Engine;
let iam: IAMClient;

beforeAll(async () => {
  engine = await startEngine();
  iam = new IAMClient(clientOptions(engine));
  await iam.send(new CreateUserCommand({ UserName: 'ci' }));
});
afterAll(async () => {
  iam.destroy();
  await engine[Symbol.asyncDispose]();
});

const ci = { UserName: 'ci' };

test.each([
  ['ListMFADevices', () => iam.send(new ListMFADevicesCommand(ci)), { MFADevices: [] }],
  ['ListSSHPublicKeys', () => iam.send(new ListSSHPublicKeysCommand(ci)), { SSHPublicKeys: [] }],
  ['ListSigningCertificates', () => iam.send(new ListSigningCertificatesCommand(ci)), { Certificates: [] }],
  [
    'ListServiceSpecificCredentials',
    () => iam.send(new ListServiceSpecificCredentialsCommand(ci)),
    { ServiceSpecificCredentials: [] },
  ],
  [
    'ListVirtualMFADevices',
    () => iam.send(new ListVirtualMFADevicesCommand({ AssignmentStatus: 'Any' })),
    { VirtualMFADevices: [] },
  ],
  [
    'ListServerCertificates',
    () => iam.send(new ListServerCertificatesCommand({})),
    { ServerCertificateMetadataList: [] },
  ],
  [
    'ListOpenIDConnectProviders',
    () => iam.send(new ListOpenIDConnectProvidersCommand({})),
    { OpenIDConnectProviderList: [] },
  ],
  ['ListSAMLProviders', () => iam.send(new ListSAMLProvidersCommand({})), { SAMLProviderList: [] }],
] as const)('%s says that there is none', async (_name, call, answer) => {
  expect(await call()).toMatchObject(answer);
});

test.each([
  [
    'a password',
    () => iam.send(new GetLoginProfileCommand(ci)),
    'Login Profile for User ci cannot be found.',
  ],
  [
    'a password to delete',
    () => iam.send(new DeleteLoginProfileCommand(ci)),
    'Login Profile for User ci cannot be found.',
  ],
  [
    'a user',
    () => iam.send(new ListSSHPublicKeysCommand({ UserName: 'nobody' })),
    'The user with name nobody cannot be found.',
  ],
  [
    'rules for passwords',
    () => iam.send(new GetAccountPasswordPolicyCommand({})),
    'The Password Policy with domain name 000000000000 cannot be found.',
  ],
  [
    'rules for passwords to delete',
    () => iam.send(new DeleteAccountPasswordPolicyCommand({})),
    'The account policy with name PasswordPolicy cannot be found.',
  ],
] as const)('finds no such thing: %s', async (_what, call, message) => {
  await expect(call()).rejects.toMatchObject({ name: 'NoSuchEntityException', message });
});

test('refuses to make a password, by name', async () => {
  await expect(
    iam.send(new CreateLoginProfileCommand({ ...ci, Password: 'Correct-horse-7' })),
  ).rejects.toMatchObject({ name: 'NotImplementedException' });
});
