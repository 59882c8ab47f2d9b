import { Duration } from 'aws-cdk-lib';
import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { contract as checkBackups } from '../../lambdas/check-backups/contract';
import { contract as checkWalArchives } from '../../lambdas/check-wal-archives/contract';
import { contract as judgeWal } from '../../lambdas/judge-wal/contract';
import { contract as sightDatabases } from '../../lambdas/sight-databases/contract';
import { archivesOn } from '../constructs/archive-rules';
import { deploymentVariables, ledgerVariables } from '../constructs/environment';
import type { Site } from '../constructs/site';
import { TaskFunction } from '../constructs/task-function';
import { UtcSchedule } from '../constructs/utc-schedule';
import { Workflow } from '../constructs/workflow';
import { addStorageAlarms } from './storage-alarms';
import { addWalCheckAlarms } from './wal-check-alarms';

/** As often as RDS ships its logs; each check is what the next five minutes of the ledger's windows rest on. */
const EVERY = Duration.minutes(5);

/** The check of the WAL in a serving region, of what lies in that region alone, and what rings because of it. */
export function addWalCheck(site: Site): void {
  const { plan, servingPlace } = site;
  const knowing = deploymentVariables(plan);
  const recording = ledgerVariables(plan);
  const tasks = [
    new TaskFunction(site, { contract: sightDatabases, environment: knowing }),
    new TaskFunction(site, { contract: checkBackups, environment: recording }),
    new TaskFunction(site, {
      contract: checkWalArchives,
      environment: recording,
      archives: archivesOn(plan, servingPlace),
    }),
    new TaskFunction(site, { contract: judgeWal, environment: knowing }),
  ];
  const walCheck = new Workflow(site, { name: 'wal-check', type: StateMachineType.STANDARD, tasks });
  new UtcSchedule(site, 'WalCheckSchedule', {
    description: `The WAL of ${plan.name}, every ${EVERY.toMinutes()} minutes`,
    expression: `rate(${EVERY.toMinutes()} minutes)`,
    starts: { arn: walCheck.machine.stateMachineArn, action: 'states:StartExecution' },
    input: {},
    // A check that is late by its interval is overtaken by the next.
    latestAfterSeconds: EVERY.toSeconds(),
  });
  addWalCheckAlarms(site, walCheck, EVERY);
  addStorageAlarms(site);
}
