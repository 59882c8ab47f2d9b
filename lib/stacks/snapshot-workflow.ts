import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { contract as checkSnapshot } from '../../lambdas/check-snapshot/contract';
import { contract as copySnapshot } from '../../lambdas/copy-snapshot/contract';
import { contract as createSnapshot } from '../../lambdas/create-snapshot/contract';
import { contract as judgeSnapshots } from '../../lambdas/judge-snapshots/contract';
import { contract as planSnapshots } from '../../lambdas/plan-snapshots/contract';
import { contract as pruneSnapshots } from '../../lambdas/prune-snapshots/contract';
import { contract as recordRecoveryPoint } from '../../lambdas/record-recovery-point/contract';
import { deploymentVariables, ledgerVariables } from '../constructs/environment';
import { PLACES } from '../constructs/plan-arns';
import type { Site } from '../constructs/site';
import { pascalCase, TaskFunction } from '../constructs/task-function';
import { DUE, UtcSchedule } from '../constructs/utc-schedule';
import { Workflow } from '../constructs/workflow';

/** An hour late a snapshot is still worth taking, and its name says when it was due. */
const LATEST_AFTER_SECONDS = 3600;

/** The snapshot machine and one schedule per policy, in both regions: only the active one finds anything to do. */
export function addSnapshots(site: Site): void {
  const { plan } = site;
  const knowing = deploymentVariables(plan);
  const recording = ledgerVariables(plan);
  const tasks = [
    new TaskFunction(site, { contract: planSnapshots, environment: recording }),
    new TaskFunction(site, { contract: createSnapshot, environment: knowing }),
    new TaskFunction(site, { contract: checkSnapshot, environment: knowing, reaches: PLACES }),
    new TaskFunction(site, { contract: copySnapshot, environment: knowing, reaches: [site.otherPlace] }),
    new TaskFunction(site, { contract: recordRecoveryPoint, environment: recording }),
    new TaskFunction(site, { contract: judgeSnapshots, environment: {} }),
    new TaskFunction(site, { contract: pruneSnapshots, environment: recording, reaches: PLACES }),
  ];
  const snapshot = new Workflow(site, { name: 'snapshot', type: StateMachineType.STANDARD, tasks });
  for (const { name, schedule } of plan.policies) {
    new UtcSchedule(site, `Snapshot${pascalCase(name)}`, {
      description: `Snapshots of policy ${name}`,
      expression: schedule,
      starts: { arn: snapshot.machine.stateMachineArn, action: 'states:StartExecution' },
      input: { policy: name, due: DUE },
      latestAfterSeconds: LATEST_AFTER_SECONDS,
    });
  }
}
