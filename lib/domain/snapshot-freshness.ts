import { durationInWords } from './duration-in-words';
import { type Instant, secondsBetween } from './instant';
import { isSnapshot, type RecoveryPoint } from './recovery-point';

/** What would be snapshotted again. */
export interface Snapshotted {
  readonly store: string;
  readonly policy: string;
  /** The active region: a copy from before it was that is no snapshot of what it serves. */
  readonly region: string;
}

/**
 * The reason why a policy needs no snapshot of a database that is due, or nothing. One that was disproven is none; one that
 * was taken after `due` is this firing's own, by an earlier delivery, and its job finds it by its name.
 */
export function freshBecause(
  points: readonly RecoveryPoint[],
  { store, policy, region }: Snapshotted,
  { due, freshForSeconds }: { due: Instant; freshForSeconds: number },
): string | undefined {
  const fresh = points
    .filter(isSnapshot)
    .filter((point) => point.store === store && point.policy === policy && point.region === region)
    .filter(({ kind, proof }) => kind === 'snapshot' && proof?.outcome !== 'disproven')
    .map((point) => ({ ...point, age: secondsBetween(point.takenAt, due) }))
    .filter(({ age }) => age >= 0 && age < freshForSeconds)
    .toSorted((a, b) => a.age - b.age)
    .at(0);
  return (
    fresh &&
    `${fresh.id} is ${durationInWords(fresh.age)} old, and ${policy} takes none within ${durationInWords(freshForSeconds)}`
  );
}
