import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { contract as abandonRun } from '../../lambdas/abandon-run/contract';
import { contract as activateRegion } from '../../lambdas/activate-region/contract';
import { contract as checkCachePromotion } from '../../lambdas/check-cache-promotion/contract';
import { contract as checkPromotion } from '../../lambdas/check-promotion/contract';
import { contract as closeRun } from '../../lambdas/close-run/contract';
import { contract as confirmTraffic } from '../../lambdas/confirm-traffic/contract';
import { contract as decideFailover } from '../../lambdas/decide-failover/contract';
import { contract as fenceRegion } from '../../lambdas/fence-region/contract';
import { contract as gatherEvidence } from '../../lambdas/gather-evidence/contract';
import { contract as promoteCache } from '../../lambdas/promote-cache/contract';
import { contract as promoteDatabase } from '../../lambdas/promote-database/contract';
import { contract as readStandbys } from '../../lambdas/read-standbys/contract';
import { contract as recordFailure } from '../../lambdas/record-failure/contract';
import { contract as takeLease } from '../../lambdas/take-lease/contract';
import { contract as unfenceRegion } from '../../lambdas/unfence-region/contract';
import { contract as verifyWrites } from '../../lambdas/verify-writes/contract';
import { deploymentVariables, ledgerVariables } from '../constructs/environment';
import { EvidenceBucket } from '../constructs/evidence-bucket';
import type { Site } from '../constructs/site';
import { TaskFunction } from '../constructs/task-function';
import { Workflow } from '../constructs/workflow';

/** The failover machine stands in the region that takes over: nothing on its way needs the region that was lost. */
export function addFailover(site: Site): Workflow {
  const { bucket } = new EvidenceBucket(site.scope, 'Evidence');
  const knowing = deploymentVariables(site.plan);
  const recording = ledgerVariables(site.plan);
  // Fences stand around the region that is left, by calls into it from here.
  const oldRegion = { reaches: [site.otherPlace] };

  const tasks = [
    new TaskFunction(site, { contract: readStandbys, environment: knowing }),
    new TaskFunction(site, { contract: gatherEvidence, environment: recording }),
    new TaskFunction(site, { contract: decideFailover, environment: knowing }),
    new TaskFunction(site, { contract: takeLease, environment: recording }),
    new TaskFunction(site, { contract: fenceRegion, environment: recording, ...oldRegion }),
    new TaskFunction(site, { contract: promoteDatabase, environment: recording }),
    new TaskFunction(site, { contract: verifyWrites, environment: knowing }),
    new TaskFunction(site, { contract: checkPromotion, environment: recording }),
    new TaskFunction(site, { contract: promoteCache, environment: recording, backupKeys: ['caches/*'] }),
    new TaskFunction(site, { contract: checkCachePromotion, environment: knowing }),
    new TaskFunction(site, { contract: activateRegion, environment: recording }),
    new TaskFunction(site, { contract: confirmTraffic, environment: knowing }),
    new TaskFunction(site, {
      contract: closeRun,
      environment: { ...recording, EVIDENCE_BUCKET: bucket.bucketName },
      evidenceBucketArn: bucket.bucketArn,
    }),
    new TaskFunction(site, { contract: recordFailure, environment: recording }),
    new TaskFunction(site, { contract: abandonRun, environment: recording }),
    new TaskFunction(site, { contract: unfenceRegion, environment: recording, ...oldRegion }),
  ];
  return new Workflow(site, { name: 'failover', type: StateMachineType.STANDARD, tasks });
}
