/** The issuer of a pool's tokens. The same as on AWS, so that verifiers made for Cognito accept them unchanged. */
export function issuerOf(region: string, poolId: string): string {
  return `https://cognito-idp.${region}.amazonaws.com/${poolId}`;
}
