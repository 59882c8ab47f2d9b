import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { contract as abandonRun } from '../../lambdas/abandon-run/contract';
import { contract as activateRegion } from '../../lambdas/activate-region/contract';
import { contract as checkCachePromotion } from '../../lambdas/check-cache-promotion/contract';
import { contract as checkPromotion } from '../../lambdas/check-promotion/contract';
import { contract as checkServices } from '../../lambdas/check-services/contract';
import { contract as closeRun } from '../../lambdas/close-run/contract';
import { contract as confirmTraffic } from '../../lambdas/confirm-traffic/contract';
import { contract as fenceRegion } from '../../lambdas/fence-region/contract';
import { contract as gatherEvidence } from '../../lambdas/gather-evidence/contract';
import { contract as promoteCache } from '../../lambdas/promote-cache/contract';
import { contract as promoteDatabase } from '../../lambdas/promote-database/contract';
import { contract as readStandbys } from '../../lambdas/read-standbys/contract';
import { contract as recordFailure } from '../../lambdas/record-failure/contract';
import { contract as restoreSettings } from '../../lambdas/restore-settings/contract';
import { contract as resumeWorkers } from '../../lambdas/resume-workers/contract';
import { contract as scaleServices } from '../../lambdas/scale-services/contract';
import { contract as takeLease } from '../../lambdas/take-lease/contract';
import { contract as verifyWrites } from '../../lambdas/verify-writes/contract';
import {
  deploymentVariables,
  ledgerVariables,
  runbooksVariable,
  writeAccessVariables,
} from '../constructs/environment';
import { PLACES } from '../constructs/plan-arns';
import type { Site } from '../constructs/site';
import { TaskFunction } from '../constructs/task-function';

/** What `failover` and `switchover` do alike: make the region that they stand in the active one. */
export function takeoverTasks(site: Site, bucket: Bucket): readonly TaskFunction[] {
  const knowing = deploymentVariables(site.plan);
  const recording = ledgerVariables(site.plan);
  return [
    new TaskFunction(site, { contract: readStandbys, environment: knowing }),
    // Standbys here, and what RDS tells of the instances that they stand by for.
    new TaskFunction(site, { contract: gatherEvidence, environment: recording, reaches: PLACES }),
    new TaskFunction(site, { contract: takeLease, environment: recording }),
    // Fences stand around the region that is left, by calls into it from here.
    new TaskFunction(site, {
      contract: fenceRegion,
      environment: writeAccessVariables(site.plan),
      reaches: [site.otherPlace],
    }),
    new TaskFunction(site, { contract: promoteDatabase, environment: recording }),
    new TaskFunction(site, { contract: verifyWrites, environment: knowing }),
    new TaskFunction(site, { contract: checkPromotion, environment: recording }),
    new TaskFunction(site, { contract: promoteCache, environment: recording, backupKeys: ['caches/*'] }),
    new TaskFunction(site, { contract: checkCachePromotion, environment: knowing }),
    new TaskFunction(site, { contract: scaleServices, environment: recording }),
    new TaskFunction(site, { contract: checkServices, environment: knowing }),
    new TaskFunction(site, { contract: activateRegion, environment: recording }),
    // The undo of a switchover resumes the workers of the region that is not left after all.
    new TaskFunction(site, { contract: resumeWorkers, environment: recording, reaches: PLACES }),
    new TaskFunction(site, { contract: confirmTraffic, environment: knowing }),
    new TaskFunction(site, { contract: restoreSettings, environment: recording, givesParameters: true }),
    new TaskFunction(site, {
      contract: closeRun,
      environment: { ...recording, EVIDENCE_BUCKET: bucket.bucketName },
      evidenceBucketArn: bucket.bucketArn,
    }),
    new TaskFunction(site, {
      contract: recordFailure,
      environment: { ...recording, ...runbooksVariable(site.plan) },
    }),
    new TaskFunction(site, { contract: abandonRun, environment: recording }),
  ];
}
