import type { Deployment, Place } from '../lib/plan/deployment';
import { packedDeployment } from '../lib/plan/packed-deployment';
import type { Plan } from '../lib/plan/plan';
import { backupBucketIn, EVIDENCE_BUCKET } from './cloud/cloud';
import { HEALTH_CHECK_ID } from './cloud/route53';
import { machineArn } from './region';

export const LEDGER_TABLE = 'ledger';

/** What the functions of a region find in their environment: on AWS, the stacks put it there. */
export function regionEnvironment(
  place: Place | 'witness',
  { name, regions: { primary, recovery }, notify }: Plan,
  deployment: Deployment,
): Readonly<Record<string, string>> {
  return {
    DEPLOYMENT: packedDeployment(deployment),
    LEDGER_TABLE,
    EVIDENCE_BUCKET,
    BACKUP_BUCKETS: JSON.stringify({
      primary: backupBucketIn(primary),
      recovery: backupBucketIn(recovery),
    }),
    WRITE_ACCESS_MACHINES: JSON.stringify({
      primary: machineArn(primary, name, 'write-access'),
      recovery: machineArn(recovery, name, 'write-access'),
    }),
    NOTIFY: notify,
    VANTAGE_POINT: place,
    ...(place === 'recovery' && { HEALTH_CHECK_ID }),
    FAILOVER_MACHINE_ARN: machineArn(recovery, name, 'failover'),
  };
}
