import type { Instant } from '../domain/instant';
import type { PhaseName } from '../domain/run';
import type { Status } from './read-status';

/** A part of an open run. Without an end it goes on; without a start it lies ahead, or nobody wrote down when it began. */
export interface StepSoFar {
  readonly name:
    | Extract<PhaseName, 'detect' | 'decide' | 'approve' | 'fence' | 'promote' | 'traffic'>
    | 'undo';
  readonly state: 'over' | 'now' | 'ahead';
  readonly startedAt?: Instant | undefined;
  readonly endedAt?: Instant | undefined;
}

/**
 * How far the open run is, by what it has written down so far: its phases are all measured only when it is closed. `promote`
 * lasts until the role has moved, so verifying and scaling are in it; whatever comes after that is `traffic`.
 */
export function stepsSoFar({
  role,
  openRun: record,
}: Pick<Status, 'role' | 'openRun'>): readonly StepSoFar[] {
  const { openRun: open, lastChange } = role;
  if (!open) return [];
  const began = record?.downSince ?? record?.detectedAt;
  const ends: readonly (readonly [StepSoFar['name'], Instant | undefined])[] = [
    ['detect', record?.detectedAt],
    ['decide', record?.decidedAt ?? open.openedAt],
    ...(record?.approvedAt === undefined ? [] : [['approve', record.approvedAt] as const]),
    ['fence', open.promotingSince],
    ['promote', lastChange?.run === open.id ? lastChange.at : undefined],
    ['traffic', undefined],
  ];
  const isLater = (index: number) => ends.slice(index).some(([, end]) => end !== undefined);
  const current = ends.findIndex((_, index) => !isLater(index));
  const steps = ends.map(([name, endedAt], index): StepSoFar => {
    const startedAt = index === 0 ? began : ends[index - 1]?.[1];
    if (index < current) return { name, state: 'over', startedAt, endedAt };
    return index === current ? { name, state: 'now', startedAt } : { name, state: 'ahead' };
  });
  if (!open.undoingSince) return steps;
  return [
    ...steps.filter(({ state }) => state === 'over'),
    { name: 'undo', state: 'now', startedAt: open.undoingSince },
  ];
}
