import { caches } from '../../lib/aws/caches';
import { databases } from '../../lib/aws/databases';
import { ledger } from '../../lib/aws/ledger';
import { securityGroups } from '../../lib/aws/security-groups';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { fence } from './fence';
import { fenceRegion } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, now }) => {
  const deployment = env.DEPLOYMENT;
  const truth = ledger(aws(region), { table: env.LEDGER_TABLE, deployment });
  return fenceRegion({
    ledger: truth,
    fence: (target, claim, patience) => {
      const access = aws(target);
      const verbs = {
        databases: databases(access),
        caches: caches(access),
        securityGroups: securityGroups(access),
        beforeChange: async () => void (await truth.hold(claim, now())),
      };
      return fence({ deployment, ...verbs }, target, { fencedFor: claim.run, patience });
    },
    whenUnfenced: deployment.failover.whenUnfenced,
    now,
  });
});
export const handler = live(lambda);
