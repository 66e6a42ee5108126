import { AwsError } from '../../../edge/aws-error.ts';
import { type Operation, operation } from '../../../edge/operation.ts';
import type { IamDependencies } from './identities.ts';
import { aboutUser, meantUser } from './users.ts';

/** What reads of these features may say: whom they are about, and where a page begins. */
interface Asked {
  UserName?: string;
  Marker?: string;
  MaxItems?: number;
}

/** Lists of what a user may have elsewhere, by operation. */
const OF_USER: Readonly<Record<string, string>> = {
  ListMFADevices: 'MFADevices',
  ListSSHPublicKeys: 'SSHPublicKeys',
  ListSigningCertificates: 'Certificates',
};

/** Lists of what an account may have elsewhere. */
const OF_ACCOUNT: Readonly<Record<string, string>> = {
  ListServerCertificates: 'ServerCertificateMetadataList',
  ListVirtualMFADevices: 'VirtualMFADevices',
};

/**
 * Reads about what nobody has here: devices, certificates, passwords. Each says that there is none, as IAM does for a new user and account.
 * Tools ask before they delete a user (Terraform with `force_destroy`). Making one is refused by name.
 */
export function featuresOff(dependencies: IamDependencies): Record<string, Operation<object, object>> {
  const { store, accountId } = dependencies;
  const about = aboutUser(dependencies);
  const honours = { UserName: true, Marker: true, MaxItems: true } as const;
  const none = (message: string) => new AwsError('NoSuchEntityException', message);
  const ofUser = (list: string) =>
    operation<Asked, object>({
      honours,
      ...about,
      run({ UserName }, call) {
        if (UserName !== undefined) meantUser(store, UserName, call);
        return { [list]: [], IsTruncated: false };
      },
    });
  const loginProfile = operation<Asked, object>({
    honours: { UserName: true },
    ...about,
    run({ UserName }, call) {
      const { name } = meantUser(store, UserName, call);
      throw none(`Login Profile for User ${name} cannot be found.`);
    },
  });
  const account = (run: () => object) =>
    operation<object, object>({ honours: { '*': true } as Operation<object, object>['honours'], run });
  return {
    ...Object.fromEntries(Object.entries(OF_USER).map(([name, list]) => [name, ofUser(list)])),
    ...Object.fromEntries(
      Object.entries(OF_ACCOUNT).map(([name, list]) => [
        name,
        account(() => ({ [list]: [], IsTruncated: false })),
      ]),
    ),
    ListServiceSpecificCredentials: operation<Asked & { ServiceName?: string }, object>({
      honours: { ...honours, ServiceName: true },
      ...about,
      run({ UserName }, call) {
        if (UserName !== undefined) meantUser(store, UserName, call);
        return { ServiceSpecificCredentials: [] };
      },
    }),
    GetLoginProfile: loginProfile,
    DeleteLoginProfile: loginProfile,
    ListOpenIDConnectProviders: account(() => ({ OpenIDConnectProviderList: [] })),
    ListSAMLProviders: account(() => ({ SAMLProviderList: [] })),
    GetAccountPasswordPolicy: account(() => {
      throw none(`The Password Policy with domain name ${accountId} cannot be found.`);
    }),
    DeleteAccountPasswordPolicy: account(() => {
      throw none('The account policy with name PasswordPolicy cannot be found.');
    }),
  };
}
