import type { Table } from '../page/account';

/** A table without its last column where nothing stands in it. */
export function withoutEmptyEnd({ head, rows, ...table }: Table): Table {
  if (rows.some((cells) => cells.at(-1) !== '')) return { head, rows, ...table };
  return { ...table, head: head.slice(0, -1), rows: rows.map((cells) => cells.slice(0, -1)) };
}
