import { caches } from '../../lib/aws/caches';
import { databasePower } from '../../lib/aws/database-power';
import { databases } from '../../lib/aws/databases';
import { ledger } from '../../lib/aws/ledger';
import { defineLambda, live } from '../runtime/define-lambda';
import { writeAccess } from '../runtime/write-access';
import { contract } from './contract';
import { unfenceRegion } from './task';
import { unfence } from './unfence';

export const lambda = defineLambda(contract, ({ env, region, aws }) => {
  const deployment = env.DEPLOYMENT;
  const { release } = writeAccess(deployment, env.WRITE_ACCESS_MACHINES, aws);
  return unfenceRegion({
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment }),
    unfence: (target, beforeChange) => {
      const access = aws(target);
      const verbs = {
        databases: databases(access),
        power: databasePower(access),
        caches: caches(access),
        releaseWrites: () => release(target, 'unfence-region'),
        beforeChange,
      };
      return unfence({ deployment, ...verbs }, target);
    },
  });
});
export const handler = live(lambda);
