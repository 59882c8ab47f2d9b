import { Aws } from 'aws-cdk-lib';
import { contract as serveHealth } from '../../lambdas/serve-health/contract';
import type { ConsoleRunbook } from '../constructs/console-runbook';
import type { Permission } from '../constructs/permissions';
import { PLACES } from '../constructs/plan-arns';
import type { Site } from '../constructs/site';
import type { WorkflowName } from '../constructs/workflow-definition';
import { functionName, machineName } from '../plan/deployed-names';
import { addPolicy, everywhere, on, readingLedger } from './attached-policy';

export interface Started {
  readonly runbooks: readonly ConsoleRunbook[];
  /** Machines that the command starts, and no runbook. */
  readonly alsoStarts: readonly WorkflowName[];
  /** Functions that are called wherever the ledger answers, which may be in any region of the plan. */
  readonly brakes: readonly string[];
}

/**
 * `operator`: what can be undone or harms nobody. `approver`: what moves the active region, deletes an old primary, or answers
 * for it.
 *
 * Lets somebody start these, from the console of either service or by the command; see what came of it; read the ledger wherever
 * it answers, the status page and the dashboards. What the command sends and what is granted here are compared by a test, in both directions.
 */
export function addOperatorPolicy(site: Site, part: 'operator' | 'approver', started: Started): void {
  const { plan, region } = site;
  addPolicy(site, part, {
    description: `What the ${part} of ${plan.name} may do in ${region}`,
    permissions: [...starting(site, started), ...watching(site, started), ...reading(site)],
  });
}

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
  readingLedger(site),
];
