import { Aws } from 'aws-cdk-lib';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { contract as serveHealth } from '../../lambdas/serve-health/contract';
import { acknowledgeWildcards } from '../constructs/acknowledge-wildcards';
import type { ConsoleRunbook } from '../constructs/console-runbook';
import { permissionStatement } from '../constructs/permission-statement';
import { type Permission, permissionsFor } from '../constructs/permissions';
import { PLACES } from '../constructs/plan-arns';
import type { Site } from '../constructs/site';
import { pascalCase } from '../constructs/task-function';
import type { WorkflowName } from '../constructs/workflow-definition';
import { runbookKey } from '../domain/runbook-document';
import { backupBucketName, functionName, ledgerTableName, machineName } from '../plan/deployed-names';

/**
 * `operator`: what can be undone or harms nobody. `approver`: what moves the active region, deletes an old primary, or answers
 * for it. To be attached to the people of the region; whoever has both may do both.
 */
type Part = 'operator' | 'approver';

export interface Started {
  readonly runbooks: readonly ConsoleRunbook[];
  /** Machines that the command starts, and no runbook. */
  readonly alsoStarts: readonly WorkflowName[];
  /** Functions that are called wherever the ledger answers, which may be in any region of the plan. */
  readonly brakes: readonly string[];
}

/**
 * Lets somebody start these, from the console of either service or by the command; see what came of it; read the ledger wherever
 * it answers, the status page and the dashboards. What the command sends and what is granted here are compared by a test, in both directions.
 */
export function addOperatorPolicy(site: Site, part: Part, started: Started): void {
  const { plan, region } = site;
  addPolicy(site, part, {
    description: `What the ${part} of ${plan.name} may do in ${region}`,
    permissions: [...starting(site, started), ...watching(site, started), ...reading(site)],
  });
}

/**
 * Lets an operator look at what the doctor looks at, and change nothing. Of its own, because IAM takes 6,144 characters of a managed
 * policy: the operator's has 4,400 of the example plan, and this one a line more for each database and cache of the plan.
 */
export function addDoctorPolicy(site: Site): void {
  const { plan, region } = site;
  addPolicy(site, 'doctor', {
    description: `What an operator of ${plan.name} needs beside for firebackup doctor in ${region}`,
    permissions: looking(site),
  });
}

interface Attached {
  readonly description: string;
  readonly permissions: readonly Permission[];
}

function addPolicy({ scope, plan, region }: Site, part: Part | 'doctor', attached: Attached): void {
  const permissions = attached.permissions.filter(({ resources }) => resources.length > 0);
  const policy = new ManagedPolicy(scope, `${pascalCase(part)}Policy`, {
    // Policies have no region.
    managedPolicyName: `${plan.name}-${part}-${region}`,
    description: attached.description,
    statements: permissions.map((permission) => permissionStatement(permission)),
  });
  acknowledgeWildcards(policy, permissions);
}

const on = (service: string, { region }: Pick<Site, 'region'>, what: string) =>
  `arn:aws:${service}:${region}:${Aws.ACCOUNT_ID}:${what}`;

const everywhere = ({ plan }: Pick<Site, 'plan'>, service: string, what: string) =>
  Object.values(plan.regions).map((region) => on(service, { region }, what));

const startedBy = (runbooks: readonly ConsoleRunbook[], by: ConsoleRunbook['starts']['action']) =>
  runbooks.flatMap(({ starts }) => (starts.action === by ? [starts.arn] : []));

const machinesOf = (site: Site, { runbooks, alsoStarts }: Started): readonly string[] => [
  ...startedBy(runbooks, 'states:StartExecution'),
  ...alsoStarts.map((name) => on('states', site, `stateMachine:${machineName(site.plan, name)}`)),
];

const starting = (site: Site, started: Started): readonly Permission[] => [
  {
    actions: ['ssm:StartAutomationExecution'],
    resources: [
      ...started.runbooks.flatMap(({ documentName }) => [
        on('ssm', site, `document/${documentName}`),
        on('ssm', site, `automation-definition/${documentName}:*`),
      ]),
      on('ssm', site, 'automation-execution/*'),
    ],
    wildcardBecause:
      'each deployment makes a new version, and each automation gets a number; the document is named exactly',
  },
  {
    actions: ['iam:PassRole'],
    resources: started.runbooks.map(({ roleArn }) => roleArn),
    conditions: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } },
  },
  {
    actions: ['states:StartExecution', 'states:DescribeStateMachine', 'states:ListExecutions'],
    resources: machinesOf(site, started),
  },
  {
    actions: ['lambda:InvokeFunction'],
    resources: [
      ...new Set([
        ...startedBy(started.runbooks, 'lambda:InvokeFunction'),
        ...started.brakes.flatMap((name) =>
          everywhere(site, 'lambda', `function:${functionName(site.plan, name)}`),
        ),
      ]),
    ],
  },
];

/** The status page, by its address, which asks for both of the first; and the dashboards, of which one part is told by the same function. */
const reading = (site: Site): readonly Permission[] => [
  {
    actions: ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'],
    resources: [on('lambda', site, `function:${functionName(site.plan, serveHealth.name)}`)],
  },
  {
    actions: ['cloudwatch:GetDashboard'],
    resources: PLACES.map(
      (place) => `arn:aws:cloudwatch::${Aws.ACCOUNT_ID}:dashboard/${site.plan.name}-${place}`,
    ),
  },
  {
    actions: ['cloudwatch:DescribeAlarms'],
    resources: [on('cloudwatch', site, 'alarm:*')],
    wildcardBecause: 'CloudFormation names most alarms',
  },
  {
    actions: ['cloudwatch:GetMetricData', 'cloudwatch:ListDashboards'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:RequestedRegion': site.region } },
    wildcardBecause:
      'IAM has no resource types for figures of AWS services, nor for the list; they are bound to the region',
  },
];

const watching = (site: Site, started: Started): readonly Permission[] => [
  {
    actions: ['ssm:GetDocument', 'ssm:DescribeDocument'],
    resources: started.runbooks.map(({ documentName }) => on('ssm', site, `document/${documentName}`)),
  },
  {
    actions: ['ssm:GetAutomationExecution', 'ssm:DescribeAutomationStepExecutions'],
    resources: [on('ssm', site, 'automation-execution/*')],
    wildcardBecause: 'Systems Manager numbers automations when they are started',
  },
  {
    // What the lists of the two consoles are made of: names, of others too.
    actions: ['ssm:ListDocuments', 'ssm:DescribeAutomationExecutions', 'states:ListStateMachines'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:RequestedRegion': site.region } },
    wildcardBecause: 'IAM has no resource types for these actions; they are bound to the region',
  },
  {
    actions: ['states:DescribeExecution', 'states:GetExecutionHistory'],
    resources: machinesOf(site, started).map((arn) => `${arn.replace(':stateMachine:', ':execution:')}:*`),
    wildcardBecause: 'each run of a machine names its execution; the machine is named exactly',
  },
  {
    actions: ['dynamodb:GetItem', 'dynamodb:Query'],
    resources: everywhere(site, 'dynamodb', `table/${ledgerTableName(site.plan)}`),
  },
];

/** What the doctor asks of this region, by the rules that functions get it by. */
const DOCTORS = [
  'rds:DescribeDBInstances',
  'rds:DescribeAccountAttributes',
  'elasticache:DescribeGlobalReplicationGroups',
  'ec2:DescribeSecurityGroupRules',
];

function looking(site: Site): readonly Permission[] {
  const { plan, region, servingPlace: place } = site;
  const account = Aws.ACCOUNT_ID;
  const bucket = backupBucketName(plan, region, account);
  return [
    ...permissionsFor(DOCTORS, { plan, account, region, reaches: [place] }),
    {
      actions: ['ec2:DescribeSubnets'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:RequestedRegion': region } },
      wildcardBecause: 'EC2 has no resource types for this action; it is bound to the region',
    },
    { actions: ['kms:DescribeKey'], resources: [plan.keys[place]] },
    {
      actions: ['lambda:GetFunctionConfiguration'],
      resources: everywhere(site, 'lambda', `function:${functionName(plan, 'pause-failover')}`),
    },
    // For the runbook as it was stored: no more of a bucket than that.
    { actions: ['s3:GetObject'], resources: [`arn:aws:s3:::${bucket}/${runbookKey(plan)}`] },
    {
      actions: ['kms:Decrypt'],
      resources: [plan.keys[place]],
      conditions: { StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } },
    },
  ];
}
