import type * as z from 'zod';
import type { Databases } from '../../lib/aws/databases';
import type { Ledger } from '../../lib/aws/ledger';
import { NotReady, TerminalState } from '../../lib/domain/errors';
import { hopelessBecause } from '../../lib/domain/instance-status';
import type { Instant } from '../../lib/domain/instant';
import { type Deployment, databaseOf, placeOf } from '../../lib/plan/deployment';
import { notePromotion } from '../runtime/note-promotion';
import type { contract } from './contract';

interface Deps {
  readonly deployment: Deployment;
  readonly ledger: Pick<Ledger, 'hold' | 'writeRole'>;
  readonly databases: Pick<Databases, 'instance' | 'promote' | 'region'>;
  readonly now: () => Instant;
}

/**
 * State PromoteDatabase of `failover` and `switchover`. Promotes the standby of its own region, which cannot be taken back. Describes before it acts, so a
 * second call, or one after an answer that never arrived, finds the promotion accepted and leaves it alone. The ledger is
 * told before RDS is asked, so that nobody abandons a run whose promotion is only on its way, and of one that was promoted
 * before, which clients may have written to. Refused when
 * the instance is not in the region that the run is for.
 */
export const promoteDatabase =
  ({ deployment, ledger, databases, now }: Deps) =>
  async ({
    claim,
    database: id,
  }: z.output<typeof contract.input>): Promise<{ outcome: 'accepted' | 'already'; at: Instant }> => {
    const { [placeOf(deployment, databases.region)]: own, ...declared } = databaseOf(deployment, id);
    const instance = await databases.instance(own.instance);
    const hopeless = hopelessBecause(instance.id, instance.status);
    if (hopeless) throw new TerminalState(hopeless);
    const region = instance.arn.split(':')[3];
    if (region !== databases.region) {
      throw new TerminalState(
        `${instance.arn} lies in ${region}, expected ${databases.region}; correct the plan`,
      );
    }
    const isReplica = instance.replicaSource !== undefined;
    if (isReplica && instance.status !== 'available') {
      throw new NotReady(
        `${instance.id} is ${instance.status}; a replica is promoted only while it is available`,
      );
    }
    await notePromotion(ledger, claim, now());
    if (!isReplica) return { outcome: 'already', at: now() };
    await databases.promote(instance.id, {
      retentionDays: declared.backupRetentionDays,
      window: declared.backupWindow,
    });
    return { outcome: 'accepted', at: now() };
  };
