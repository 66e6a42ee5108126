import type { Service } from '../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { adminConfirmSignUp } from './admin-confirm-sign-up.ts';
import { adminCreateUser } from './admin-create-user.ts';
import { adminDeleteUser } from './admin-delete-user.ts';
import { adminDisableUser } from './admin-disable-user.ts';
import { adminEnableUser } from './admin-enable-user.ts';
import { adminGetUser } from './admin-get-user.ts';
import { confirmForgotPassword } from './confirm-forgot-password.ts';
import { confirmSignUp } from './confirm-sign-up.ts';
import { createUserPool } from './create-user-pool.ts';
import { createUserPoolClient } from './create-user-pool-client.ts';
import { deleteUserPool } from './delete-user-pool.ts';
import { deleteUserPoolClient } from './delete-user-pool-client.ts';
import { describeUserPool } from './describe-user-pool.ts';
import { describeUserPoolClient } from './describe-user-pool-client.ts';
import { forgotPassword } from './forgot-password.ts';
import { getUser } from './get-user.ts';
import { initiateAuth } from './initiate-auth.ts';
import { listTagsForResource } from './list-tags-for-resource.ts';
import { listUserPoolClients } from './list-user-pool-clients.ts';
import { listUserPools } from './list-user-pools.ts';
import { listUsers } from './list-users.ts';
import { resendConfirmationCode } from './resend-confirmation-code.ts';
import { respondToAuthChallenge } from './respond-to-auth-challenge.ts';
import { signUp } from './sign-up.ts';
import { tagResource } from './tag-resource.ts';
import { untagResource } from './untag-resource.ts';
import { updateUserPool } from './update-user-pool.ts';
import { updateUserPoolClient } from './update-user-pool-client.ts';

/** Every operation of Cognito user pools that is there, by its name in the model. */
export function createOperations(cognito: Cognito): Service['operations'] {
  return {
    AdminConfirmSignUp: adminConfirmSignUp(cognito),
    AdminCreateUser: adminCreateUser(cognito),
    AdminDeleteUser: adminDeleteUser(cognito),
    AdminDisableUser: adminDisableUser(cognito),
    AdminEnableUser: adminEnableUser(cognito),
    AdminGetUser: adminGetUser(cognito),
    ConfirmForgotPassword: confirmForgotPassword(cognito),
    ConfirmSignUp: confirmSignUp(cognito),
    CreateUserPool: createUserPool(cognito),
    CreateUserPoolClient: createUserPoolClient(cognito),
    DeleteUserPool: deleteUserPool(cognito),
    DeleteUserPoolClient: deleteUserPoolClient(cognito),
    DescribeUserPool: describeUserPool(cognito),
    DescribeUserPoolClient: describeUserPoolClient(cognito),
    ForgotPassword: forgotPassword(cognito),
    GetUser: getUser(cognito),
    InitiateAuth: initiateAuth(cognito),
    ListTagsForResource: listTagsForResource(cognito),
    ListUserPoolClients: listUserPoolClients(cognito),
    ListUserPools: listUserPools(cognito),
    ListUsers: listUsers(cognito),
    ResendConfirmationCode: resendConfirmationCode(cognito),
    RespondToAuthChallenge: respondToAuthChallenge(cognito),
    SignUp: signUp(cognito),
    TagResource: tagResource(cognito),
    UntagResource: untagResource(cognito),
    UpdateUserPool: updateUserPool(cognito),
    UpdateUserPoolClient: updateUserPoolClient(cognito),
  };
}
