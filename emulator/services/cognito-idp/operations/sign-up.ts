import type { SignUpRequest, SignUpResponse } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import { signUpAddress } from '../codes/delivery.ts';
import { issueCode } from '../codes/issue-code.ts';
import type { Cognito } from '../cognito.ts';
import { checkPassword } from '../passwords/policy.ts';
import { checkSecretHash } from '../passwords/secret-hash.ts';
import { makeVerifier } from '../passwords/srp.ts';
import { claimAliases } from '../people/aliases.ts';
import { checkWritable } from '../people/attribute-access.ts';
import { type Attributes, attributeRecord, checkAttributes, unverified } from '../people/attributes.ts';
import { findPersonForAdmin } from '../people/find-person.ts';
import { newIdentity, refuseTaken } from '../people/new-identity.ts';
import { findClient, findPool } from '../pool/find-pool.ts';
import { allowsEmailCode } from '../sign-in/choice/available-challenges.ts';
import { invalidParameter, notAuthorized } from '../sign-in/errors.ts';
import { runPostConfirmation } from '../triggers/post-confirmation.ts';
import { runPreSignUp } from '../triggers/pre-sign-up.ts';

/**
 * Adds a person who signs up: UNCONFIRMED with a code on the way, or CONFIRMED if the PreSignUp function says so. `UserContextData` and
 * `AnalyticsMetadata` are for threat protection and Pinpoint; AWS ignores them while those are off.
 */
export function signUp(cognito: Omit<Cognito, 'signingKeys'>) {
  return operation<SignUpRequest, SignUpResponse>({
    honours: {
      ClientId: true,
      SecretHash: true,
      Username: true,
      Password: true,
      UserAttributes: true,
      ValidationData: true,
      ClientMetadata: true,
      AnalyticsMetadata: true,
      UserContextData: true,
    },
    async run(input, call) {
      const { pool, client } = findClient(cognito.store.state, input.ClientId);
      const name = input.Username ?? '';
      checkSecretHash(client, [name], input.SecretHash);
      if (pool.settings.AdminCreateUserConfig?.AllowAdminCreateUserOnly) {
        throw notAuthorized('SignUp is not permitted for this user pool');
      }
      // Without a password only if people can sign in without one (API reference, SignUp).
      if (!input.Password && !allowsEmailCode(pool)) {
        throw invalidParameter('Password is required for this user pool.');
      }
      const written = attributeRecord(input.UserAttributes);
      const attributes = { ...written };
      const identity = newIdentity(cognito.random, pool, name, attributes);
      call.about({ userPoolId: pool.id, userName: identity.username, name });
      checkAttributes(pool.settings, attributes, 'sign-up');
      checkWritable(client.settings, written);
      if (input.Password) checkPassword(pool.settings, input.Password);
      refuseTaken(pool, identity, attributes, 'User already exists');

      const clientMetadata = input.ClientMetadata;
      const { confirm, verified } = await runPreSignUp(cognito, call, {
        pool,
        userName: identity.username,
        clientId: client.id,
        source: 'PreSignUp_SignUp',
        attributes,
        validationData: input.ValidationData && attributeRecord(input.ValidationData),
        clientMetadata,
      });
      const whom = { poolId: pool.id, username: identity.username };
      const verifier = input.Password ? await makeVerifier(cognito, whom, input.Password) : undefined;
      // Meanwhile others may have signed up, and the pool may be gone.
      const current = findPool(cognito.store.state, pool.id);
      const complete: Attributes = {
        ...attributes,
        ...unverified(pool.settings, attributes),
        ...verified,
        sub: identity.sub,
      };
      refuseTaken(current, identity, attributes, 'User already exists');
      claimAliases(cognito, current, undefined, complete);
      cognito.store.commit.addPerson({
        ...whom,
        sub: identity.sub,
        attributes: complete,
        status: confirm ? 'CONFIRMED' : 'UNCONFIRMED',
        ...(verifier && { verifier }),
        at: cognito.clock.now(),
      });
      const person = findPersonForAdmin(current, identity.sub);
      const answer = { UserConfirmed: confirm, UserSub: identity.sub };
      const about = { pool, person, clientId: client.id, clientMetadata };
      if (confirm) {
        await runPostConfirmation(cognito, call, { ...about, source: 'PostConfirmation_ConfirmSignUp' });
        return answer;
      }
      const attribute = signUpAddress(pool.settings, person);
      if (!attribute) return answer;
      const CodeDeliveryDetails = await issueCode(cognito, call, {
        ...about,
        purpose: 'SignUp',
        attribute,
        destination: complete[attribute] ?? '',
        message: 'SignUp',
      });
      return { ...answer, CodeDeliveryDetails };
    },
  });
}
