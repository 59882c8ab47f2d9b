import type * as z from 'zod';
import type { DatabaseRebuild } from '../../lib/aws/database-rebuild';
import type { Ledger } from '../../lib/aws/ledger';
import { FailbackBlocked, NotReady } from '../../lib/domain/errors';
import { DEPLOYMENT_TAG } from '../../lib/domain/snapshot-name';
import type { Deployment } from '../../lib/plan/deployment';
import { demandThatItServesNobody, sidesOf, sourceIn } from '../runtime/sides';
import type { contract } from './contract';

interface Deps {
  readonly deployment: Deployment;
  readonly ledger: Pick<Ledger, 'role'>;
  readonly rebuild: (region: string) => Pick<DatabaseRebuild, 'standing' | 'buildReplica'>;
}

/**
 * States BuildReplica and BuildReplicaThere of `failback`. Makes the instance that the plan names, with the groups that it
 * serves with: a replica takes no writes, and after its promotion nobody has to remember them. A second call finds it there
 * and of the right source. Refused when something else has the name, or in a region that may serve.
 */
export const buildReplica =
  ({ deployment, ledger, rebuild }: Deps) =>
  async ({
    region,
    database: id,
  }: z.output<typeof contract.input>): Promise<{ outcome: 'accepted' | 'already' }> => {
    await demandThatItServesNobody(ledger, region);
    const { database, place, own, source, sourceRegion } = sidesOf(deployment, id, region);
    const { arn: sourceArn } = await sourceIn(rebuild(sourceRegion), source.instance);
    const found = await rebuild(region).standing(own.instance);
    if (found?.replicaSource === sourceArn) return { outcome: 'already' };
    if (found) {
      const what = found.replicaSource ? `a replica of ${found.replicaSource}` : 'no replica';
      throw new FailbackBlocked(
        `${own.instance} is ${what}; expected nothing of that name, or a replica of ${sourceArn}`,
      );
    }
    const asked = await rebuild(region).buildReplica({
      id: own.instance,
      sourceArn,
      keyArn: deployment.keys[place],
      instanceClass: database.instanceClass,
      multiAz: database.multiAz,
      port: own.port,
      subnetGroup: own.subnetGroup,
      parameterGroup: own.parameterGroup,
      securityGroups: own.securityGroups,
      tags: { [DEPLOYMENT_TAG]: deployment.name },
    });
    if (asked === 'there') throw new NotReady(`${own.instance} is there already and cannot be seen yet`);
    return { outcome: 'accepted' };
  };
