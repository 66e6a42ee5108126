import { benchEnvironment } from './bench-environment.ts';
import { cognitoScale } from './measures/cognito-scale.ts';
import { cognitoSignIns } from './measures/cognito-sign-ins.ts';

/**
 * Measures Cognito alone: sign-up, sign-in, lookup by e-mail and paging with 100,000 people beside 1,000, and what fifty simultaneous
 * sign-ins cost a request at the gate. `node --import tsx bench/cognito.ts`, after `make build/.built`.
 */
async function main(): Promise<void> {
  const figures = await cognitoScale();
  {
    await using environment = await benchEnvironment();
    figures.push(...(await cognitoSignIns(environment)));
  }
  const width = Math.max(...figures.map(({ name }) => name.length));
  for (const { name, value, unit, reach } of figures) {
    console.log(
      `  ${name.padEnd(width)}  ${value.toPrecision(3).padStart(8)} ${unit.padEnd(5)} ${reach ? `reach ${reach}` : ''}`.trimEnd(),
    );
  }
}

await main();
