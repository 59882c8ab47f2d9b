import type * as z from 'zod';
import type { DatabaseRebuild } from '../../lib/aws/database-rebuild';
import type { Ledger } from '../../lib/aws/ledger';
import { FailbackBlocked } from '../../lib/domain/errors';
import { deletionBlockedBecause } from '../../lib/domain/old-primary';
import type { Deployment } from '../../lib/plan/deployment';
import { liveNames } from '../../lib/plan/live-names';
import { keptInstance } from '../runtime/kept-instance';
import { sidesOf } from '../runtime/sides';
import type { contract } from './contract';

interface Deps {
  readonly deployment: Deployment;
  readonly ledger: Pick<Ledger, 'role'>;
  readonly rebuild: (region: string) => Pick<DatabaseRebuild, 'standing' | 'unprotect' | 'deleteKeeping'>;
}

interface Deleted {
  readonly outcome: 'asked' | 'going' | 'gone';
  readonly finalSnapshot: string;
}

/**
 * State DeleteOldPrimary of `failback`, the last of its changes, and only for the ARN that a person has typed. Looks at the
 * instance and the ledger again, just before. Never without a last snapshot, and its automated backups stay. A second call
 * finds it going or gone.
 */
export const deleteOldPrimary =
  ({ deployment, ledger, rebuild }: Deps) =>
  async ({ run, region, database, typed }: z.output<typeof contract.input>): Promise<Deleted> => {
    const id = keptInstance(sidesOf(deployment, database, region).own.instance, run);
    const finalSnapshot = `${deployment.name}-final-${id}`;
    const kept = await rebuild(region).standing(id);
    if (!kept) return { outcome: 'gone', finalSnapshot };
    const because = deletionBlockedBecause(kept, { typed, run, liveNames: liveNames(deployment) });
    if (because) throw new FailbackBlocked(`${id} is not deleted: ${because}`);
    if (kept.status === 'deleting') return { outcome: 'going', finalSnapshot };
    const { openRun, activeRegion } = await ledger.role();
    if (openRun)
      throw new FailbackBlocked(
        `${id} is not deleted while run ${openRun.id} moves the role from ${activeRegion}`,
      );
    if (kept.deletionProtection) await rebuild(region).unprotect(id);
    await rebuild(region).deleteKeeping(id, finalSnapshot);
    return { outcome: 'asked', finalSnapshot };
  };
