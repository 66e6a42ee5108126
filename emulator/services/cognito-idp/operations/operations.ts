import type { Service } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { addCustomAttributes } from './add-custom-attributes.ts';
import { adminAddUserToGroup } from './admin-add-user-to-group.ts';
import { adminConfirmSignUp } from './admin-confirm-sign-up.ts';
import { adminCreateUser } from './admin-create-user.ts';
import { adminDeleteUser } from './admin-delete-user.ts';
import { adminDeleteUserAttributes } from './admin-delete-user-attributes.ts';
import { adminDisableUser } from './admin-disable-user.ts';
import { adminEnableUser } from './admin-enable-user.ts';
import { adminGetUser } from './admin-get-user.ts';
import { adminInitiateAuth } from './admin-initiate-auth.ts';
import { adminListGroupsForUser } from './admin-list-groups-for-user.ts';
import { adminRemoveUserFromGroup } from './admin-remove-user-from-group.ts';
import { adminResetUserPassword } from './admin-reset-user-password.ts';
import { adminRespondToAuthChallenge } from './admin-respond-to-auth-challenge.ts';
import { adminSetUserMFAPreference } from './admin-set-user-mfa-preference.ts';
import { adminSetUserPassword } from './admin-set-user-password.ts';
import { adminUpdateUserAttributes } from './admin-update-user-attributes.ts';
import { adminUserGlobalSignOut } from './admin-user-global-sign-out.ts';
import { associateSoftwareToken } from './associate-software-token.ts';
import { changePassword } from './change-password.ts';
import { confirmForgotPassword } from './confirm-forgot-password.ts';
import { confirmSignUp } from './confirm-sign-up.ts';
import { createGroup } from './create-group.ts';
import { createResourceServer } from './create-resource-server.ts';
import { createUserPool } from './create-user-pool.ts';
import { createUserPoolClient } from './create-user-pool-client.ts';
import { createUserPoolDomain } from './create-user-pool-domain.ts';
import { deleteGroup } from './delete-group.ts';
import { deleteResourceServer } from './delete-resource-server.ts';
import { deleteUser } from './delete-user.ts';
import { deleteUserAttributes } from './delete-user-attributes.ts';
import { deleteUserPool } from './delete-user-pool.ts';
import { deleteUserPoolClient } from './delete-user-pool-client.ts';
import { deleteUserPoolDomain } from './delete-user-pool-domain.ts';
import { describeResourceServer } from './describe-resource-server.ts';
import { describeUserPool } from './describe-user-pool.ts';
import { describeUserPoolClient } from './describe-user-pool-client.ts';
import { describeUserPoolDomain } from './describe-user-pool-domain.ts';
import { forgotPassword } from './forgot-password.ts';
import { getGroup } from './get-group.ts';
import { getTokensFromRefreshToken } from './get-tokens-from-refresh-token.ts';
import { getUser } from './get-user.ts';
import { getUserAttributeVerificationCode } from './get-user-attribute-verification-code.ts';
import { getUserAuthFactors } from './get-user-auth-factors.ts';
import { getUserPoolMfaConfig } from './get-user-pool-mfa-config.ts';
import { globalSignOut } from './global-sign-out.ts';
import { initiateAuth } from './initiate-auth.ts';
import { listGroups } from './list-groups.ts';
import { listResourceServers } from './list-resource-servers.ts';
import { listTagsForResource } from './list-tags-for-resource.ts';
import { listUserPoolClients } from './list-user-pool-clients.ts';
import { listUserPools } from './list-user-pools.ts';
import { listUsers } from './list-users.ts';
import { listUsersInGroup } from './list-users-in-group.ts';
import { resendConfirmationCode } from './resend-confirmation-code.ts';
import { respondToAuthChallenge } from './respond-to-auth-challenge.ts';
import { revokeToken } from './revoke-token.ts';
import { setUserMFAPreference } from './set-user-mfa-preference.ts';
import { setUserPoolMfaConfig } from './set-user-pool-mfa-config.ts';
import { signUp } from './sign-up.ts';
import { tagResource } from './tag-resource.ts';
import { untagResource } from './untag-resource.ts';
import { updateGroup } from './update-group.ts';
import { updateResourceServer } from './update-resource-server.ts';
import { updateUserAttributes } from './update-user-attributes.ts';
import { updateUserPool } from './update-user-pool.ts';
import { updateUserPoolClient } from './update-user-pool-client.ts';
import { updateUserPoolDomain } from './update-user-pool-domain.ts';
import { verifySoftwareToken } from './verify-software-token.ts';
import { verifyUserAttribute } from './verify-user-attribute.ts';

/** Every operation of Cognito user pools that the engine has, by its name in the model. */
export function createOperations(cognito: Cognito): Service['operations'] {
  return {
    AddCustomAttributes: addCustomAttributes(cognito),
    AdminAddUserToGroup: adminAddUserToGroup(cognito),
    AdminConfirmSignUp: adminConfirmSignUp(cognito),
    AdminCreateUser: adminCreateUser(cognito),
    AdminDeleteUser: adminDeleteUser(cognito),
    AdminDeleteUserAttributes: adminDeleteUserAttributes(cognito),
    AdminDisableUser: adminDisableUser(cognito),
    AdminEnableUser: adminEnableUser(cognito),
    AdminGetUser: adminGetUser(cognito),
    AdminInitiateAuth: adminInitiateAuth(cognito),
    AdminListGroupsForUser: adminListGroupsForUser(cognito),
    AdminRemoveUserFromGroup: adminRemoveUserFromGroup(cognito),
    AdminResetUserPassword: adminResetUserPassword(cognito),
    AdminRespondToAuthChallenge: adminRespondToAuthChallenge(cognito),
    AdminSetUserPassword: adminSetUserPassword(cognito),
    AdminUpdateUserAttributes: adminUpdateUserAttributes(cognito),
    AdminUserGlobalSignOut: adminUserGlobalSignOut(cognito),
    ChangePassword: changePassword(cognito),
    ConfirmForgotPassword: confirmForgotPassword(cognito),
    ConfirmSignUp: confirmSignUp(cognito),
    CreateGroup: createGroup(cognito),
    CreateUserPool: createUserPool(cognito),
    CreateUserPoolClient: createUserPoolClient(cognito),
    DeleteGroup: deleteGroup(cognito),
    DeleteUser: deleteUser(cognito),
    DeleteUserAttributes: deleteUserAttributes(cognito),
    DeleteUserPool: deleteUserPool(cognito),
    DeleteUserPoolClient: deleteUserPoolClient(cognito),
    DescribeUserPool: describeUserPool(cognito),
    DescribeUserPoolClient: describeUserPoolClient(cognito),
    ForgotPassword: forgotPassword(cognito),
    GetGroup: getGroup(cognito),
    GetTokensFromRefreshToken: getTokensFromRefreshToken(cognito),
    GetUser: getUser(cognito),
    GetUserAttributeVerificationCode: getUserAttributeVerificationCode(cognito),
    GetUserAuthFactors: getUserAuthFactors(cognito),
    GetUserPoolMfaConfig: getUserPoolMfaConfig(cognito),
    GlobalSignOut: globalSignOut(cognito),
    InitiateAuth: initiateAuth(cognito),
    ListGroups: listGroups(cognito),
    ListTagsForResource: listTagsForResource(cognito),
    ListUserPoolClients: listUserPoolClients(cognito),
    ListUserPools: listUserPools(cognito),
    ListUsers: listUsers(cognito),
    ListUsersInGroup: listUsersInGroup(cognito),
    ResendConfirmationCode: resendConfirmationCode(cognito),
    RespondToAuthChallenge: respondToAuthChallenge(cognito),
    RevokeToken: revokeToken(cognito),
    SignUp: signUp(cognito),
    TagResource: tagResource(cognito),
    UntagResource: untagResource(cognito),
    UpdateGroup: updateGroup(cognito),
    UpdateUserAttributes: updateUserAttributes(cognito),
    UpdateUserPool: updateUserPool(cognito),
    UpdateUserPoolClient: updateUserPoolClient(cognito),
    AssociateSoftwareToken: associateSoftwareToken(cognito),
    VerifySoftwareToken: verifySoftwareToken(cognito),
    SetUserMFAPreference: setUserMFAPreference(cognito),
    AdminSetUserMFAPreference: adminSetUserMFAPreference(cognito),
    SetUserPoolMfaConfig: setUserPoolMfaConfig(cognito),
    CreateResourceServer: createResourceServer(cognito),
    UpdateResourceServer: updateResourceServer(cognito),
    DescribeResourceServer: describeResourceServer(cognito),
    DeleteResourceServer: deleteResourceServer(cognito),
    ListResourceServers: listResourceServers(cognito),
    CreateUserPoolDomain: createUserPoolDomain(cognito),
    UpdateUserPoolDomain: updateUserPoolDomain(cognito),
    DeleteUserPoolDomain: deleteUserPoolDomain(cognito),
    DescribeUserPoolDomain: describeUserPoolDomain(cognito),
    VerifyUserAttribute: verifyUserAttribute(cognito),
  };
}
