import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { contract as awaitReplica } from '../../lambdas/await-replica/contract';
import { contract as buildReplica } from '../../lambdas/build-replica/contract';
import { contract as checkReplica } from '../../lambdas/check-replica/contract';
import { contract as deleteOldPrimary } from '../../lambdas/delete-old-primary/contract';
import { contract as keepOldPrimary } from '../../lambdas/keep-old-primary/contract';
import { contract as planFailback } from '../../lambdas/plan-failback/contract';
import { contract as recordFailback } from '../../lambdas/record-failback/contract';
import { contract as recordFailure } from '../../lambdas/record-failure/contract';
import { contract as rejoinCache } from '../../lambdas/rejoin-cache/contract';
import { contract as reportLostWrites } from '../../lambdas/report-lost-writes/contract';
import { deploymentVariables, ledgerVariables } from '../constructs/environment';
import { PLACES } from '../constructs/plan-arns';
import type { Site } from '../constructs/site';
import { TaskFunction } from '../constructs/task-function';
import { Workflow } from '../constructs/workflow';

interface Shared {
  /** What the machines of the region have in common; a failback ends early as they do. */
  readonly shared: readonly TaskFunction[];
  readonly switchover: Workflow;
  readonly evidence: Bucket;
}

/** The way home stands at home: in the plan's primary region, which has to be back for it anyway. */
export function addFailback(site: Site, { shared, switchover, evidence }: Shared): void {
  const knowing = deploymentVariables(site.plan);
  const recording = ledgerVariables(site.plan);
  // What is rebuilt here is built from there, and the other way round afterwards.
  const both = { reaches: PLACES };
  new Workflow(site, {
    name: 'failback',
    type: StateMachineType.STANDARD,
    tasks: [
      new TaskFunction(site, { contract: planFailback, environment: recording, ...both }),
      new TaskFunction(site, { contract: rejoinCache, environment: knowing }),
      new TaskFunction(site, { contract: reportLostWrites, environment: knowing }),
      new TaskFunction(site, {
        contract: keepOldPrimary,
        environment: recording,
        oldPrimaries: 'put aside',
        ...both,
      }),
      new TaskFunction(site, { contract: buildReplica, environment: recording, ...both }),
      new TaskFunction(site, { contract: checkReplica, environment: knowing, ...both }),
      new TaskFunction(site, { contract: awaitReplica, environment: knowing }),
      new TaskFunction(site, {
        contract: deleteOldPrimary,
        environment: recording,
        oldPrimaries: 'deleted',
        ...both,
      }),
      new TaskFunction(site, {
        contract: recordFailback,
        environment: { ...recording, EVIDENCE_BUCKET: evidence.bucketName },
        evidenceBucketArn: evidence.bucketArn,
      }),
      ...shared.filter(({ contract }) => contract.name === recordFailure.name),
    ],
    machines: [switchover],
  });
}
