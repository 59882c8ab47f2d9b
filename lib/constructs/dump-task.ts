import { Aws } from 'aws-cdk-lib';
import { DUMP_PREFIX } from '../domain/dump-name';
import { backupBucketName } from '../plan/deployed-names';
import { clusterName, dumpFamily } from '../plan/task-names';
import { acknowledgeWildcards } from './acknowledge-wildcards';
import { ContainerTask } from './container-task';
import { permissionStatement } from './permission-statement';
import type { Permission } from './permissions';
import { arnsOn } from './plan-arns';
import type { Site } from './site';
import type { Workflow } from './workflow';

/** pg_dump works on one processor, compressing; a second one would wait. */
const SIZE = { cpu: 1024, memoryLimitMiB: 2048 };

/** Makes one dump: signs in as the orchestrator's user, dumps, uploads. It cannot read or delete what lies in the bucket. */
export function addDumpTask(site: Site): ContainerTask {
  const { plan, servingPlace: place, region } = site;
  const { databaseUsers } = arnsOn({ plan, account: Aws.ACCOUNT_ID, region, reaches: [place] });
  const bucket = backupBucketName(plan, region, Aws.ACCOUNT_ID);
  return new ContainerTask(site.scope, 'DumpTask', {
    family: dumpFamily(plan),
    region,
    size: SIZE,
    steps: [
      { name: 'sign-in', image: 'aws' },
      { name: 'dump', image: 'postgres' },
      { name: 'upload', image: 'aws' },
    ],
    permissions: [
      {
        actions: ['rds-db:connect'],
        resources: databaseUsers,
        wildcardBecause:
          'the instance is named by its DbiResourceId, which the plan does not have; the user is named exactly',
      },
      {
        actions: ['s3:PutObject', 's3:AbortMultipartUpload'],
        resources: [`arn:aws:s3:::${bucket}/${DUMP_PREFIX}*`],
        wildcardBecause:
          'one object per dump, named by the database, the policy and the moment that it was due',
      },
      {
        // Decrypt for uploads of several parts, each of which S3 reads again to make the whole.
        actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
        resources: [plan.keys[place]],
        conditions: { StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } },
      },
    ],
  });
}

/** What Step Functions needs to run the task of a dump, to wait for its end, and to stop it with the execution. */
export function letRunDumps({ machine }: Workflow, site: Site, { definition }: ContainerTask): void {
  const { plan, region } = site;
  const own = `${region}:${Aws.ACCOUNT_ID}`;
  const { family, taskRole } = definition;
  const passed = [taskRole.roleArn, definition.obtainExecutionRole().roleArn];
  const permissions: readonly Permission[] = [
    {
      actions: ['ecs:RunTask'],
      resources: [`arn:aws:ecs:${own}:task-definition/${family}:*`],
      wildcardBecause: 'each deployment makes a new revision; the family is named exactly',
    },
    {
      actions: ['ecs:StopTask', 'ecs:DescribeTasks'],
      resources: [`arn:aws:ecs:${own}:task/${clusterName(plan)}/*`],
      wildcardBecause:
        'ECS numbers tasks when they are run; only the cluster is known, and it runs nothing else',
    },
    {
      actions: ['iam:PassRole'],
      resources: passed,
      conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    },
    {
      // The one rule by which Step Functions hears of ends, in every account under this name.
      actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
      resources: [`arn:aws:events:${own}:rule/StepFunctionsGetEventsForECSTaskRule`],
    },
  ];
  for (const permission of permissions) machine.addToRolePolicy(permissionStatement(permission));
  acknowledgeWildcards(machine.role, permissions);
}
