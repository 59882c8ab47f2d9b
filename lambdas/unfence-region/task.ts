import type * as z from 'zod';
import type { Caches } from '../../lib/aws/caches';
import type { Databases } from '../../lib/aws/databases';
import type { Ledger } from '../../lib/aws/ledger';
import { LeaseLost } from '../../lib/domain/errors';
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
 * groups as the plan names them. Every component has its turn before one that gave no answer fails the task. The role is
 * read again before each change; refused for a region that the ledger says must not serve.
 */
export const unfenceRegion =
  ({ deployment, ledger, databases, caches }: Deps) =>
  async ({ region }: z.output<typeof contract.input>): Promise<{ unfenced: readonly string[] }> => {
    const mayServe = async () => {
      const because = mustFenceBecause(await ledger.role(), region);
      if (because) throw new LeaseLost(`${region} stays fenced: ${because}`);
    };
    await mayServe();
    const place = placeOf(deployment, region);
    const [rds, elasticache] = [databases(region), caches(region)];
    const outcomes = await Promise.allSettled([
      ...deployment.databases.map(async ({ [place]: side }) => {
        const { securityGroups } = await rds.instance(side.instance);
        if (!isFenced(securityGroups, side.fenceSecurityGroup)) return [];
        await mayServe();
        await rds.setSecurityGroups(side.instance, side.securityGroups);
        return [side.instance];
      }),
      ...deployment.caches.map(async ({ [place]: side }) => {
        const securityGroups = await elasticache.securityGroups(side.replicationGroup);
        if (!isFenced(securityGroups, side.fenceSecurityGroup)) return [];
        await mayServe();
        await elasticache.setSecurityGroups(side.replicationGroup, side.securityGroups);
        return [side.replicationGroup];
      }),
    ]);
    return {
      unfenced: outcomes.flatMap((outcome) => {
        if (outcome.status === 'rejected') throw outcome.reason;
        return outcome.value;
      }),
    };
  };

/** A fence on its way counts: it would come into force after the run that wanted it is gone. */
const isFenced = (current: readonly { readonly id: string }[], fenceGroup: string): boolean =>
  current.some(({ id }) => id === fenceGroup);
