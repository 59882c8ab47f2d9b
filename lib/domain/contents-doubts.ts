import type { LiveContents, OwnCheckResult, ReadTable, RestoredContents, SchemaObject } from './contents';
import { type Instant, secondsAfter, secondsBetween } from './instant';
import { isMoment, latestOf } from './recovery-point';
import type { RestoreOrder } from './restore-order';

/** What the contents of a restored database are held against. */
export interface Expectations {
  /** The moment that it was recovered to, or a moment that it must have reached. */
  readonly moment: Instant;
  /** Nothing in it may be younger; missing: it was recovered as far as it goes. */
  readonly newestAllowed?: Instant | undefined;
  readonly toleranceSeconds: number;
  /** Archives of servers that the plan does not name as databases get no heartbeat from us. */
  readonly hasHeartbeat: boolean;
  /** A physical copy counts transactions on from the original; a dump's restore begins to count anew. */
  readonly isPhysical: boolean;
}

export function expectationsOf(
  { point, to }: Pick<RestoreOrder, 'point' | 'to'>,
  toleranceSeconds: number,
  hasHeartbeat: boolean,
): Expectations {
  const isPhysical = point.kind !== 'logical-dump' && point.kind !== 'logical-dump-copy';
  const rules = { toleranceSeconds, hasHeartbeat, isPhysical };
  if (isMoment(point)) {
    // A snapshot is dated when it is asked for, and holds what was written until it was taken.
    return { ...rules, moment: point.takenAt, newestAllowed: secondsAfter(point.takenAt, toleranceSeconds) };
  }
  if (to) return { ...rules, moment: to, newestAllowed: to };
  return { ...rules, moment: latestOf(point) ?? point.recordedAt };
}

/**
 * Everything that speaks against the contents of a restored database, a sentence each; none: they are sound as far as they
 * were looked at. Against the live side only loss of structure is judged: what it has and the restored side lacks or has
 * otherwise, unless it was written after the moment recovered to. Numbers of rows are not compared: a restored database is
 * older, and may rightly have fewer or more.
 */
export const contentsDoubtedBecause = (
  restored: RestoredContents,
  live: LiveContents | undefined,
  expected: Expectations,
): readonly string[] => [
  ...heartbeatDoubts(restored, expected),
  ...restored.tables.flatMap(unreadable),
  ...restored.checks.flatMap(failed),
  ...(live ? lossesAgainst(live, restored, expected) : []),
];

function heartbeatDoubts({ heartbeat }: RestoredContents, expected: Expectations): readonly string[] {
  const { moment, newestAllowed, toleranceSeconds, hasHeartbeat } = expected;
  if (!heartbeat) {
    return hasHeartbeat ? ['it has no heartbeat: nothing in it says to which moment it was recovered'] : [];
  }
  const { writtenAt } = heartbeat;
  const behind = secondsBetween(writtenAt, moment);
  const ahead = newestAllowed === undefined ? 0 : secondsBetween(newestAllowed, writtenAt);
  const newest = `its newest heartbeat is of ${writtenAt}`;
  // Not `>`: times that cannot be read compare to nothing, and are no sound contents.
  return [
    ...(behind <= toleranceSeconds
      ? []
      : [
          `${newest}, ${behind} s before ${moment}, to which it was recovered; expected at most ${toleranceSeconds} s`,
        ]),
    ...(ahead <= 0
      ? []
      : [`${newest}, and nothing newer than ${newestAllowed} was to be recovered: it was recovered too far`]),
  ];
}

const unreadable = (one: ReadTable): readonly string[] =>
  one.outcome === 'unreadable' ? [`${one.table} cannot be read: ${one.because}`] : [];

const failed = (one: OwnCheckResult): readonly string[] =>
  one.outcome === 'failed' ? [`the plan's check ${one.name} failed: ${one.because}`] : [];

function lossesAgainst(
  live: LiveContents,
  restored: RestoredContents,
  expected: Expectations,
): readonly string[] {
  const position = expected.isPhysical ? restored.heartbeat?.writtenIn : undefined;
  const isLater = (writtenIn: number | undefined): boolean =>
    position !== undefined && writtenIn !== undefined && writtenIn >= position;
  const there = new Map(restored.objects.map((one) => [one.object, one]));
  const missing = live.objects.filter(
    ({ object, parent, writtenIn }) =>
      !there.has(object) && (parent === undefined || there.has(parent)) && !isLater(writtenIn),
  );
  const otherwise = live.objects.filter((one) => {
    const own = there.get(one.object);
    return own && !isLater(one.writtenIn) && !isAlike(one, own, expected.isPhysical);
  });
  const empty = new Set(
    restored.tables.flatMap((one) => (one.outcome === 'read' && one.rows === 0 ? [one.table] : [])),
  );
  const emptied = live.filled.filter(({ table, writtenIn }) => empty.has(table) && !isLater(writtenIn));
  const unless = position === undefined ? `, unless that was changed after ${expected.moment}` : '';
  const loss = (names: readonly string[], what: string) =>
    names.length === 0 ? [] : [`${named(names)} ${what}${unless}`];
  return [
    ...loss(
      missing.map(({ object }) => object),
      'is missing; the live side has it',
    ),
    ...loss(
      otherwise.map(({ object }) => object),
      'is not as on the live side',
    ),
    ...loss(
      emptied.map(({ table }) => table),
      'is empty; on the live side it is not',
    ),
  ];
}

const isAlike = (one: SchemaObject, other: SchemaObject, isPhysical: boolean): boolean =>
  one.definition === other.definition && (!isPhysical || one.expression === other.expression);

const MOST_NAMED = 5;

/** The first few, and how many more there are. */
export function named(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return names.slice(0, MOST_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
