import { tableSize } from './measures/table-size.ts';

/** Measures a table of a million items, or of as many as are given, beside one of a thousand; takes some minutes, after `make build/.built`. */
async function main(): Promise<void> {
  const figures = await tableSize(Number(process.argv[2] ?? 1_000_000));
  const width = Math.max(...figures.map(({ name }) => name.length));
  for (const { name, value, unit, reach } of figures)
    console.log(
      `  ${name.padEnd(width)}  ${value.toPrecision(4).padStart(8)} ${unit.padEnd(4)} ${reach ? `reach ${reach}` : ''}`.trimEnd(),
    );
}

await main();
