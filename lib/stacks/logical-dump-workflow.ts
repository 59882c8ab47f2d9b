import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { contract as checkDump } from '../../lambdas/check-dump/contract';
import { contract as checkDumpCopy } from '../../lambdas/check-dump-copy/contract';
import { contract as judgeDumps } from '../../lambdas/judge-dumps/contract';
import { contract as lockDump } from '../../lambdas/lock-dump/contract';
import { contract as planDumps } from '../../lambdas/plan-dumps/contract';
import { contract as recordDump } from '../../lambdas/record-dump/contract';
import { bucketVariables } from '../constructs/backup-bucket';
import { addDumpTask, letRunDumps } from '../constructs/dump-task';
import { deploymentVariables, ledgerVariables } from '../constructs/environment';
import { PLACES } from '../constructs/plan-arns';
import type { Site } from '../constructs/site';
import { pascalCase, TaskFunction } from '../constructs/task-function';
import { DUE, UtcSchedule } from '../constructs/utc-schedule';
import { Workflow } from '../constructs/workflow';
import { DUMP_PREFIX } from '../domain/dump-name';
import { pruneObjectsFunction } from './prune-objects-function';

/** An hour late a dump is still worth making, and its name says when it was due. */
const LATEST_AFTER_SECONDS = 3600;
const DUMPS = [`${DUMP_PREFIX}*`];

/** The machine for dumps and one schedule per policy, in both regions: only the active one finds anything to do. */
export function addDumps(site: Site): void {
  const { plan } = site;
  if (plan.dumps.length === 0) return;
  const knowing = deploymentVariables(plan);
  const recording = ledgerVariables(plan);
  const tasks = [
    new TaskFunction(site, {
      contract: planDumps,
      environment: { ...recording, ...bucketVariables(plan) },
      backupKeys: DUMPS,
    }),
    new TaskFunction(site, { contract: checkDump, environment: knowing, backupKeys: DUMPS }),
    new TaskFunction(site, { contract: lockDump, environment: knowing, reaches: PLACES, backupKeys: DUMPS }),
    new TaskFunction(site, { contract: recordDump, environment: recording }),
    new TaskFunction(site, {
      contract: checkDumpCopy,
      environment: knowing,
      reaches: PLACES,
      backupKeys: DUMPS,
    }),
    new TaskFunction(site, { contract: judgeDumps, environment: {} }),
    pruneObjectsFunction(site),
  ];
  const workflow = new Workflow(site, { name: 'logical-dump', type: StateMachineType.STANDARD, tasks });
  letRunDumps(workflow, site, addDumpTask(site));
  for (const { name, schedule } of plan.dumps) {
    new UtcSchedule(site, `Dump${pascalCase(name)}`, {
      description: `Dumps of policy ${name}`,
      expression: schedule,
      starts: { arn: workflow.machine.stateMachineArn, action: 'states:StartExecution' },
      input: { policy: name, due: DUE },
      latestAfterSeconds: LATEST_AFTER_SECONDS,
    });
  }
}
