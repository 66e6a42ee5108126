import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { useLinkKeys } from './link-keys.ts';
import { useWindow } from './window.ts';

export interface Column<Row> {
  readonly name: string;
  /** A CSS width; columns without one share the rest. */
  readonly width?: string;
  /** Hidden on narrow screens. */
  readonly minor?: boolean;
  readonly end?: boolean;
  readonly cell: (row: Row) => ComponentChildren;
}

interface Props<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Where a row leads; the first column has the link. */
  readonly href?: (row: Row) => string;
  readonly chosen?: string | undefined;
  /** Called near the end: there may be more. */
  readonly onEnd?: (() => void) | undefined;
}

/** Each row's height, in CSS pixels; style/table.css has the same. */
const ROW = 34;

/** A table with only the visible rows in the page, so that it stays fast with a hundred thousand rows. */
export function Table<Row>({ label, columns, rows, keyOf, href, chosen, onEnd }: Props<Row>) {
  const scroller = useRef<HTMLDivElement>(null);
  const { first, last } = useWindow(scroller, rows.length, ROW, onEnd);
  useLinkKeys(scroller, rows.length, ROW);
  return (
    <section class="scroller" ref={scroller} tabIndex={href ? undefined : 0} aria-label={label}>
      <table aria-rowcount={rows.length + 1} aria-label={label}>
        <colgroup>
          {columns.map(({ name, width, minor }) => (
            <col
              key={name}
              class={minor ? 'minor' : undefined}
              style={width ? { '--width': width } : undefined}
            />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map(({ name, minor, end }) => (
              <th key={name} scope="col" class={classes(minor, end)}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {first > 0 && <Space height={first * ROW} columns={columns.length} />}
          {rows.slice(first, last).map((row, offset) => {
            const key = keyOf(row);
            return (
              <tr key={key} aria-rowindex={first + offset + 2} class={key === chosen ? 'chosen' : undefined}>
                {columns.map(({ name, cell, minor, end }, index) => (
                  <td key={name} class={classes(minor, end)}>
                    {href && index === 0 ? (
                      <a
                        class="row-link"
                        href={href(row)}
                        data-index={first + offset}
                        aria-current={key === chosen ? 'true' : undefined}
                      >
                        {cell(row)}
                      </a>
                    ) : (
                      cell(row)
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
          {last < rows.length && <Space height={(rows.length - last) * ROW} columns={columns.length} />}
        </tbody>
      </table>
    </section>
  );
}

function Space({ height, columns }: { height: number; columns: number }) {
  return (
    <tr class="space">
      <td colSpan={columns} style={{ height: `${height}px` }} />
    </tr>
  );
}

function classes(minor?: boolean, end?: boolean): string | undefined {
  return [minor && 'minor', end && 'end'].filter(Boolean).join(' ') || undefined;
}
