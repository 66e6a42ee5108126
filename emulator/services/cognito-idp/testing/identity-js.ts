/**
 * Cognito's own library for browsers, as an outside client. It chooses its arithmetic by `navigator.appName` when it is loaded. Since
 * Node.js 21 there is a `navigator`; without a browser's name it would call `Math.floor` for each digit, and globals are slow inside a
 * test.
 */
const navigator: unknown = Reflect.get(globalThis, 'navigator');
if (typeof navigator === 'object' && navigator)
  Object.defineProperty(navigator, 'appName', { value: 'Netscape', configurable: true });

export const { AuthenticationDetails, CognitoUser, CognitoUserPool } = await import(
  'amazon-cognito-identity-js'
);
