import { caches } from '../../lib/aws/caches';
import { databasePower } from '../../lib/aws/database-power';
import { databases } from '../../lib/aws/databases';
import { ledger } from '../../lib/aws/ledger';
import { securityGroups } from '../../lib/aws/security-groups';
import { defineLambda, live } from '../runtime/define-lambda';
import { writeAccess } from '../runtime/write-access';
import { contract } from './contract';
import { fence } from './fence';
import { fenceRegion } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, now }) => {
  const deployment = env.DEPLOYMENT;
  const truth = ledger(aws(region), { table: env.LEDGER_TABLE, deployment });
  const { block } = writeAccess(deployment, env.WRITE_ACCESS_MACHINES, aws);
  return fenceRegion({
    ledger: truth,
    fence: (target, claim, patience) => {
      const access = aws(target);
      const verbs = {
        databases: databases(access),
        power: databasePower(access),
        caches: caches(access),
        securityGroups: securityGroups(access),
        blockWrites: (run: string) => block(target, run),
        beforeChange: async () => void (await truth.hold(claim, now())),
        now,
      };
      return fence({ deployment, ...verbs }, target, { fencedFor: claim.run, patience });
    },
    whenUnfenced: deployment.failover.whenUnfenced,
    now,
  });
});
export const handler = live(lambda);
