import type { CheckedContents, LiveContents, OwnCheckResult, ReadTable, RestoredContents } from './contents';
import { contentsDoubtedBecause, expectationsOf } from './contents-doubts';
import { contentsUnknownBecause } from './contents-unknowns';
import { latest } from './instant';
import type { RestoreOrder } from './restore-order';

interface Rules {
  readonly order: Pick<RestoreOrder, 'point' | 'to'>;
  readonly toleranceSeconds: number;
  readonly hasHeartbeat: boolean;
}

/**
 * The answer is carried from state to state, where 256 KB is the most, and a drill carries several: the first sentences, the
 * first databases and the largest tables stand for all. Nothing is judged by what is told.
 */
const SENTENCES_TOLD = 20;
const SENTENCE_LENGTH = 500;
const DATABASES_TOLD = 10;
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
  const blind = inEach((contents) => contentsUnknownBecause(contents, expected));
  const unseen = side?.unseen ?? [];
  const unknowns = [
    ...blind,
    ...(typeof live === 'string'
      ? [`it was not held against the live side, which gave no answer: ${live}`]
      : []),
    ...unseen.map((table) => `whether ${table} has rows on the live side could not be seen`),
  ];
  const all = databases.map(([, contents]) => contents);
  const moments = all.flatMap(({ heartbeat, lastCommitAt }) => heartbeat?.writtenAt ?? lastCommitAt ?? []);
  const told = databases.slice(0, DATABASES_TOLD);
  const untold = databases.length - told.length;
  const tablesTold = Math.floor(TABLES_TOLD / Math.max(1, told.length));
  return {
    outcome: doubts.length > 0 ? 'doubted' : blind.length > 0 ? 'unknown' : 'sound',
    doubts: firstOf(doubts),
    unknowns: firstOf(unknowns),
    recoveredTo: latest(moments),
    evidence: {
      ...(side && { liveSchemaHash: side.schemaHash }),
      ...(untold > 0 && { databasesNotTold: untold }),
      databases: Object.fromEntries(told.map(([name, contents]) => [name, evidenceOf(contents, tablesTold)])),
    },
  };
}

/** The first sentences, and how many more there are. */
function firstOf(sentences: readonly string[]): readonly string[] {
  const more = sentences.length - SENTENCES_TOLD;
  return [...sentences.slice(0, SENTENCES_TOLD).map(clipped), ...(more > 0 ? [`and ${more} more`] : [])];
}

/** A reason may quote a whole row of somebody's data. */
const clipped = (sentence: string): string =>
  sentence.length > SENTENCE_LENGTH ? `${sentence.slice(0, SENTENCE_LENGTH)}…` : sentence;

const withClipped = <One extends ReadTable | OwnCheckResult>(one: One): One =>
  'because' in one ? { ...one, because: clipped(one.because) } : one;

function evidenceOf(contents: RestoredContents, tablesTold: number) {
  const { tables, schemaHash, extensions, heartbeat, lastCommitAt, checks } = contents;
  const counted = tables.flatMap((one): { table: string; rows: number }[] =>
    one.outcome === 'read' ? [{ table: one.table, rows: one.rows }] : [],
  );
  const largest = counted.toSorted((a, b) => b.rows - a.rows).slice(0, tablesTold);
  const notRead = tables.filter((one: ReadTable) => one.outcome !== 'read').slice(0, tablesTold);
  return {
    schemaHash,
    extensions,
    heartbeat: heartbeat && { writtenAt: heartbeat.writtenAt, epoch: heartbeat.epoch },
    ...(lastCommitAt && { lastCommitAt }),
    tables: tables.length,
    tablesRead: counted.length,
    rowsRead: counted.reduce((sum, { rows }) => sum + rows, 0),
    rows: Object.fromEntries(largest.map(({ table, rows }) => [table, rows])),
    notRead: notRead.map(withClipped),
    checks: checks.slice(0, SENTENCES_TOLD).map(withClipped),
  };
}
