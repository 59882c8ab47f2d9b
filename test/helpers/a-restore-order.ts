import type { RestoreOrder } from '../../lib/domain/restore-order';
import { restoreTarget } from '../../lib/domain/restore-target';
import { aReachableCopy } from './a-recovery-point';

/** Of a drill in the recovery region, from a snapshot's copy. */
export const aRestoreOrder = (overrides: Partial<RestoreOrder> = {}): RestoreOrder => {
  const purpose = overrides.purpose ?? 'drill';
  return {
    run: 'run-1',
    purpose,
    point: aReachableCopy(),
    region: 'us-west-2',
    target: restoreTarget('firebackup', purpose, '0123456789'),
    ...overrides,
  };
};

/** What CheckContents says of a database that is as it has to be. */
export const soundContents = {
  outcome: 'sound' as const,
  doubts: [],
  unknowns: [],
  recoveredTo: '2026-03-01T11:59:55.000Z',
  evidence: {},
};
