import type { CheckedContents, LiveContents, ReadTable, RestoredContents } from './contents';
import {
  contentsDoubtedBecause,
  contentsUnknownBecause,
  expectationsOf,
  notFoundOut,
} from './contents-doubts';
import { latest } from './instant';
import type { RestoreOrder } from './restore-order';

interface Rules {
  readonly order: Pick<RestoreOrder, 'point' | 'to'>;
  readonly toleranceSeconds: number;
  readonly hasHeartbeat: boolean;
}

/** The answer is carried from state to state, where 256 KB is the most: the largest tables of each database stand for all. */
const TABLES_TOLD = 50;

/**
 * The verdict on a restored server's databases, by their names.
 *
 * @param live what the live side has; why it could not be read; nothing where the plan knows of none
 */
export function checkedContents(
  restored: Readonly<Record<string, RestoredContents>>,
  live: LiveContents | string | undefined,
  { order, toleranceSeconds, hasHeartbeat }: Rules,
): CheckedContents {
  const expected = expectationsOf(order, toleranceSeconds, hasHeartbeat);
  const side = typeof live === 'string' ? undefined : live;
  const databases = Object.entries(restored);
  const inEach = (judge: (contents: RestoredContents) => readonly string[]): readonly string[] =>
    databases.flatMap(([name, contents]) =>
      judge(contents).map((said) => (databases.length === 1 ? said : `in ${name}, ${said}`)),
    );
  const doubts = [
    ...(databases.length === 0 ? ['its server has no database'] : []),
    ...inEach((contents) => contentsDoubtedBecause(contents, side, expected)),
  ];
  const blind = inEach((contents) => {
    const because = contentsUnknownBecause(contents);
    return because ? [because] : [];
  });
  const unseen = side?.unseen ?? [];
  const unknowns = [
    ...blind,
    ...inEach(notFoundOut),
    ...(typeof live === 'string'
      ? [`it was not held against the live side, which gave no answer: ${live}`]
      : []),
    ...unseen.map((table) => `whether ${table} has rows on the live side could not be seen`),
  ];
  const all = databases.map(([, contents]) => contents);
  const moments = all.flatMap(({ heartbeat, lastCommitAt }) => heartbeat?.writtenAt ?? lastCommitAt ?? []);
  return {
    outcome: doubts.length > 0 ? 'doubted' : blind.length > 0 ? 'unknown' : 'sound',
    doubts,
    unknowns,
    recoveredTo: latest(moments),
    evidence: {
      ...(side && { liveSchemaHash: side.schemaHash }),
      databases: Object.fromEntries(databases.map(([name, contents]) => [name, evidenceOf(contents)])),
    },
  };
}

function evidenceOf({ tables, schemaHash, extensions, heartbeat, checks }: RestoredContents) {
  const counted = tables.flatMap((one): { table: string; rows: number }[] =>
    one.outcome === 'read' ? [{ table: one.table, rows: one.rows }] : [],
  );
  const largest = counted.toSorted((a, b) => b.rows - a.rows).slice(0, TABLES_TOLD);
  return {
    schemaHash,
    extensions,
    heartbeat: heartbeat && { writtenAt: heartbeat.writtenAt, epoch: heartbeat.epoch },
    tables: tables.length,
    tablesRead: counted.length,
    rowsRead: counted.reduce((sum, { rows }) => sum + rows, 0),
    rows: Object.fromEntries(largest.map(({ table, rows }) => [table, rows])),
    notRead: tables.filter((one: ReadTable) => one.outcome !== 'read').slice(0, TABLES_TOLD),
    checks,
  };
}
