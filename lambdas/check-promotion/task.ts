import type * as z from 'zod';
import type { Databases } from '../../lib/aws/databases';
import type { Ledger } from '../../lib/aws/ledger';
import { NotReady, TerminalState } from '../../lib/domain/errors';
import { hopelessBecause } from '../../lib/domain/instance-status';
import type { Instant } from '../../lib/domain/instant';
import { promotionIncompleteBecause } from '../../lib/domain/promotion';
import { type Deployment, databaseOf, placeOf } from '../../lib/plan/deployment';
import type { contract } from './contract';

interface Deps {
  readonly deployment: Deployment;
  readonly ledger: Pick<Ledger, 'hold'>;
  readonly databases: Pick<Databases, 'region' | 'instance'>;
  readonly now: () => Instant;
}

/**
 * State CheckPromotion of `failover` and `switchover`, retried by the machine until the promotion is complete. Changes nothing but the
 * lease, which it renews so that a promotion of many minutes keeps its run.
 */
export const checkPromotion =
  ({ deployment, ledger, databases, now }: Deps) =>
  async ({
    claim,
    database,
    written,
  }: z.output<typeof contract.input>): Promise<{ database: string; at: Instant }> => {
    await ledger.hold(claim, now());
    const { [placeOf(deployment, databases.region)]: own } = databaseOf(deployment, database);
    const instance = await databases.instance(own.instance);
    const hopeless = hopelessBecause(instance.id, instance.status);
    if (hopeless) throw new TerminalState(hopeless);
    const acceptedWrite = written && written.epoch > claim.epoch;
    const incomplete = promotionIncompleteBecause({ ...instance, acceptedWrite });
    if (incomplete) throw new NotReady(`${instance.id} is not promoted: ${incomplete}`);
    return { database, at: now() };
  };
