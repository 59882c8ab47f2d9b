import type * as z from 'zod';
import type { Caches } from '../../lib/aws/caches';
import type { Databases } from '../../lib/aws/databases';
import type { Ledger } from '../../lib/aws/ledger';
import { LeaseLost, Unreachable } from '../../lib/domain/errors';
import { mustFenceBecause } from '../../lib/domain/role';
import { type Deployment, placeOf } from '../../lib/plan/deployment';
import type { contract } from './contract';

interface Deps {
  readonly deployment: Deployment;
  readonly ledger: Pick<Ledger, 'role'>;
  readonly databases: (region: string) => Pick<Databases, 'instance' | 'setSecurityGroups'>;
  readonly caches: (region: string) => Pick<Caches, 'securityGroups' | 'setSecurityGroups'>;
}

/**
 * State UnfenceRegion of `failover`, after AbandonRun has closed the run. Undoes FenceRegion; a second call finds the
 * groups as the plan names them. A region that gives no answer could not be fenced either, and is passed over. Refused
 * for a region that the ledger says must not serve.
 */
export const unfenceRegion =
  ({ deployment, ledger, databases, caches }: Deps) =>
  async ({ region }: z.output<typeof contract.input>): Promise<{ unfenced: readonly string[] }> => {
    const because = mustFenceBecause(await ledger.role(), region);
    if (because) throw new LeaseLost(`${region} stays fenced: ${because}`);
    const place = placeOf(deployment, region);
    const unfenced: string[] = [];
    for (const { [place]: side } of deployment.databases) {
      await unlessUnreachable(async () => {
        const { securityGroups } = await databases(region).instance(side.instance);
        if (!isFenced(securityGroups, side.fenceSecurityGroup)) return;
        await databases(region).setSecurityGroups(side.instance, side.securityGroups);
        unfenced.push(side.instance);
      });
    }
    for (const { [place]: side } of deployment.caches) {
      await unlessUnreachable(async () => {
        const securityGroups = await caches(region).securityGroups(side.replicationGroup);
        if (!isFenced(securityGroups, side.fenceSecurityGroup)) return;
        await caches(region).setSecurityGroups(side.replicationGroup, side.securityGroups);
        unfenced.push(side.replicationGroup);
      });
    }
    return { unfenced };
  };

/** A fence on its way counts: it would come into force after the run that wanted it is gone. */
const isFenced = (current: readonly { readonly id: string }[], fenceGroup: string): boolean =>
  current.some(({ id }) => id === fenceGroup);

async function unlessUnreachable(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
  }
}
