import { caches } from '../../lib/aws/caches';
import { databasePower } from '../../lib/aws/database-power';
import { databases } from '../../lib/aws/databases';
import { ledger } from '../../lib/aws/ledger';
import { securityGroups } from '../../lib/aws/security-groups';
import { placeOf } from '../../lib/plan/deployment';
import { fence } from '../fence-region/fence';
import { defineLambda, live } from '../runtime/define-lambda';
import { writeAccess } from '../runtime/write-access';
import { unfence } from '../unfence-region/unfence';
import { contract } from './contract';
import { hearLedger } from './hear-ledger';
import { notesOn } from './notes';
import { guardRegion } from './task';
import { wornFences } from './worn-fences';

export const lambda = defineLambda(contract, ({ env, region, aws, now }) => {
  const deployment = env.DEPLOYMENT;
  const access = aws(region);
  const ledgerIn = (one: string) => ledger(aws(one), { table: env.LEDGER_TABLE, deployment });
  const elsewhere = Object.values(deployment.regions).filter((one) => one !== region);
  const [own, others] = [ledgerIn(region), elsewhere.map(ledgerIn)];
  const rds = databases(access);
  const { block, release } = writeAccess(deployment, env.WRITE_ACCESS_MACHINES, aws);
  const verbs = {
    deployment,
    databases: rds,
    power: databasePower(access),
    caches: caches(access),
    securityGroups: securityGroups(access),
    blockWrites: (run: string) => block(region, run),
    releaseWrites: () => release(region, contract.name),
    now,
  };
  const place = placeOf(deployment, region);
  return guardRegion({
    region,
    isolation: deployment.failover.isolation,
    hear: () => hearLedger(own, others),
    notes: notesOn(
      rds,
      deployment.databases.map(({ [place]: side }) => side.instance),
    ),
    fence: (fencedFor, beforeChange) =>
      fence({ ...verbs, beforeChange }, region, { fencedFor, patience: 'left' }),
    unfence: (beforeChange) => unfence({ ...verbs, beforeChange }, region),
    worn: wornFences(verbs, region),
    now,
  });
});
export const handler = live(lambda);
