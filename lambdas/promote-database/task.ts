import type * as z from 'zod';
import type { Databases } from '../../lib/aws/databases';
import type { Ledger } from '../../lib/aws/ledger';
import { NotReady, TerminalState } from '../../lib/domain/errors';
import { hopelessBecause } from '../../lib/domain/instance-status';
import type { Instant } from '../../lib/domain/instant';
import { promoting } from '../../lib/domain/role';
import { type Deployment, databaseOf } from '../../lib/plan/deployment';
import type { contract } from './contract';

interface Deps {
  readonly deployment: Deployment;
  readonly ledger: Pick<Ledger, 'hold' | 'writeRole'>;
  readonly databases: Pick<Databases, 'instance' | 'promote' | 'region'>;
  readonly now: () => Instant;
}

/**
 * State PromoteDatabase of `failover`. Promotes the standby, which cannot be taken back. Describes before it acts, so a
 * second call, or one after an answer that never arrived, finds the promotion accepted and leaves it alone. The ledger is
 * told before RDS is asked, so that nobody abandons a run whose promotion is only on its way. Refused when
 * the instance is not in the region that the run is for.
 */
export const promoteDatabase =
  ({ deployment, ledger, databases, now }: Deps) =>
  async ({
    claim,
    database: id,
  }: z.output<typeof contract.input>): Promise<{ outcome: 'accepted' | 'already'; at: Instant }> => {
    const { recovery, backupRetentionDays, backupWindow } = databaseOf(deployment, id);
    const instance = await databases.instance(recovery.instance);
    const hopeless = hopelessBecause(instance.id, instance.status);
    if (hopeless) throw new TerminalState(hopeless);
    const region = instance.arn.split(':')[3];
    if (region !== databases.region) {
      throw new TerminalState(
        `${instance.arn} lies in ${region}, expected ${databases.region}; correct the plan`,
      );
    }
    if (instance.replicaSource === undefined) return { outcome: 'already', at: now() };
    if (instance.status !== 'available') {
      throw new NotReady(
        `${instance.id} is ${instance.status}; a replica is promoted only while it is available`,
      );
    }
    const role = await ledger.hold(claim, now());
    const noted = promoting(role, now());
    if (noted !== role) await ledger.writeRole(noted);
    await databases.promote(instance.id, { retentionDays: backupRetentionDays, window: backupWindow });
    return { outcome: 'accepted', at: now() };
  };
