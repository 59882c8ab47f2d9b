import type * as z from 'zod';
import type { Databases } from '../../lib/aws/databases';
import type { Ledger } from '../../lib/aws/ledger';
import { TerminalState } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import { closed } from '../../lib/domain/role';
import type { Deployment } from '../../lib/plan/deployment';
import type { contract } from './contract';

interface Deps {
  readonly deployment: Deployment;
  readonly ledger: Pick<Ledger, 'role' | 'hold' | 'run' | 'writeRun' | 'writeRole'>;
  readonly databases: Pick<Databases, 'instance'>;
  readonly now: () => Instant;
}

/**
 * State AbandonRun of `failover`, reached while this execution has asked for no promotion. Records why, and gives the run
 * and its lease up, so that UnfenceRegion may undo the fences and a new run may be started. Refused when an earlier
 * execution of the same run has promoted: going back is not safe then. A second call, after an answer that never arrived,
 * finds the run given up; failing there would leave the fences standing.
 */
export const abandonRun =
  ({ deployment, ledger, databases, now }: Deps) =>
  async ({ claim, error }: z.output<typeof contract.input>): Promise<{ abandoned: string }> => {
    if ((await ledger.role()).openRun?.id !== claim.run) return { abandoned: claim.run };
    for (const { id, recovery } of deployment.databases) {
      const { status, replicaSource } = await databases.instance(recovery.instance);
      if (replicaSource === undefined || status === 'modifying') {
        throw new TerminalState(
          `the standby of ${id} was promoted by an earlier execution; redrive that one`,
        );
      }
    }
    const role = await ledger.hold(claim, now());
    const opened = await ledger.run(claim.run);
    const because = `${error.Error}: ${error.Cause}`;
    if (opened) await ledger.writeRun({ ...opened, endedAt: now(), outcome: 'abandoned', because });
    await ledger.writeRole(closed(role));
    return { abandoned: claim.run };
  };
