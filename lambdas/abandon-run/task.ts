import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { TerminalState } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import { closed } from '../../lib/domain/role';
import type { contract } from './contract';

interface Deps {
  readonly ledger: Pick<Ledger, 'role' | 'hold' | 'run' | 'writeRun' | 'writeRole'>;
  readonly now: () => Instant;
}

/**
 * State AbandonRun of `failover`, reached while this execution has asked for no promotion. Records why, and gives the run
 * and its lease up, so that UnfenceRegion may undo the fences and a new run may be started. Refused when an earlier
 * execution of the same run has asked for a promotion: going back is not safe then. A second call, after an answer that
 * never arrived, finds the run given up; failing there would leave the fences standing.
 */
export const abandonRun =
  ({ ledger, now }: Deps) =>
  async ({ claim, error }: z.output<typeof contract.input>): Promise<{ abandoned: string }> => {
    const { openRun } = await ledger.role();
    if (openRun?.id !== claim.run) return { abandoned: claim.run };
    if (openRun.promotingSince) {
      throw new TerminalState(
        `run ${claim.run} asked for a promotion at ${openRun.promotingSince} and cannot be abandoned; start it again ` +
          `with run set to ${claim.run} and approvedBy set to a name`,
      );
    }
    const role = await ledger.hold(claim, now());
    const opened = await ledger.run(claim.run);
    const because = `${error.Error}: ${error.Cause}`;
    if (opened) await ledger.writeRun({ ...opened, endedAt: now(), outcome: 'abandoned', because });
    await ledger.writeRole(closed(role));
    return { abandoned: claim.run };
  };
