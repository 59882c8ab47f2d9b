import { deploymentOf } from '../../lib/plan/deployment';
import { readStatus, type Status } from '../../lib/status/read-status';
import type { Desk } from '../command/desk';
import { type Heard, readLedger } from '../command/read-ledger';

/** The status as it is seen from this desk: read in whichever region answers first. */
export const readNow = (
  desk: Pick<Desk, 'aws' | 'plan' | 'wait' | 'now'>,
): Promise<{ readonly found: Status; readonly heard: Heard }> =>
  readLedger(desk, (truth) =>
    readStatus(truth, { ...deploymentOf(desk.plan), notify: desk.plan.notify }, desk.now),
  );
