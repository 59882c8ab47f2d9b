import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { InvalidInput } from '../../lib/domain/errors';
import { snapshotName } from '../../lib/domain/snapshot-name';
import { type Deployment, databaseOf, otherRegion, placeOf } from '../../lib/plan/deployment';
import type { SnapshotJob } from '../runtime/snapshot-shapes';
import type { contract } from './contract';

interface Deps {
  readonly deployment: Deployment;
  readonly region: string;
  readonly ledger: Pick<Ledger, 'role'>;
}

/**
 * State PlanSnapshots, first of `snapshot`, which is deployed in both regions. Changes nothing. In a region that is not
 * the active one there is nothing to do, and it says so.
 */
export const planSnapshots =
  ({ deployment, region, ledger }: Deps) =>
  async ({
    policy: name,
    due,
  }: z.output<typeof contract.input>): Promise<{ jobs: readonly SnapshotJob[]; because?: string }> => {
    const policy = deployment.policies.find((candidate) => candidate.name === name);
    if (!policy) {
      const known = deployment.policies.map((one) => one.name).join(', ');
      throw new InvalidInput(`no policy ${name}; expected one of ${known}`);
    }
    const { activeRegion, epoch } = await ledger.role();
    if (activeRegion !== region) {
      return {
        jobs: [],
        because: `${activeRegion} is the active region in epoch ${epoch}; its own schedule takes them`,
      };
    }
    const to = otherRegion(deployment, region);
    const jobs = policy.databases.map((id) => ({
      database: id,
      policy: name,
      snapshot: snapshotName(deployment.name, id, name, due),
      instance: databaseOf(deployment, id)[placeOf(deployment, region)].instance,
      from: region,
      to,
      targetKeyArn: deployment.keys[placeOf(deployment, to)],
    }));
    return { jobs };
  };
