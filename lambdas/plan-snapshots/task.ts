import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { InvalidInput } from '../../lib/domain/errors';
import { freshBecause } from '../../lib/domain/snapshot-freshness';
import { snapshotName } from '../../lib/domain/snapshot-name';
import { type Deployment, databaseOf, otherRegion, placeOf } from '../../lib/plan/deployment';
import type { SnapshotJob } from '../runtime/snapshot-shapes';
import type { contract } from './contract';

interface Deps {
  readonly deployment: Deployment;
  readonly region: string;
  readonly ledger: Pick<Ledger, 'role' | 'recoveryPoints'>;
}

interface PlannedSnapshots {
  readonly jobs: readonly SnapshotJob[];
  /** Databases of the policy that have no turn this time, each with the reason. */
  readonly skipped: readonly { readonly database: string; readonly because: string }[];
  /** Why there is nothing to do at all. */
  readonly because?: string;
}

/**
 * State PlanSnapshots, first of `snapshot`, which is deployed in both regions. Changes nothing. In a region that is not
 * the active one there is nothing to do, and it says so; as it does of a database that has a snapshot which is fresh enough.
 */
export const planSnapshots =
  ({ deployment, region, ledger }: Deps) =>
  async ({ policy: name, due }: z.output<typeof contract.input>): Promise<PlannedSnapshots> => {
    const policy = deployment.policies.find((candidate) => candidate.name === name);
    if (!policy) {
      const known = deployment.policies.map((one) => one.name).join(', ');
      throw new InvalidInput(`no policy ${name}; expected one of ${known}`);
    }
    const { activeRegion, epoch } = await ledger.role();
    if (activeRegion !== region) {
      return {
        jobs: [],
        skipped: [],
        because: `${activeRegion} is the active region in epoch ${epoch}; its own schedule takes them`,
      };
    }
    const to = otherRegion(deployment, region);
    const freshness = { due, freshForSeconds: policy.freshFor };
    const points = policy.freshFor > 0 ? await ledger.recoveryPoints() : [];
    const judged = policy.databases.map((database) => ({
      database,
      because: freshBecause(points, { store: database, policy: name, region }, freshness),
    }));
    const wanted = judged.filter(({ because }) => because === undefined);
    const jobs = wanted.map(({ database: id }) => ({
      database: id,
      policy: name,
      snapshot: snapshotName(deployment.name, id, name, due),
      instance: databaseOf(deployment, id)[placeOf(deployment, region)].instance,
      from: region,
      to,
      targetKeyArn: deployment.keys[placeOf(deployment, to)],
    }));
    const skipped = judged.flatMap(({ database, because }) => (because ? [{ database, because }] : []));
    return { jobs, skipped };
  };
