import { Aws } from 'aws-cdk-lib';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { contract as serveHealth } from '../../lambdas/serve-health/contract';
import { acknowledgeWildcards } from '../constructs/acknowledge-wildcards';
import type { ConsoleRunbook } from '../constructs/console-runbook';
import { permissionStatement } from '../constructs/permission-statement';
import type { Permission } from '../constructs/permissions';
import type { Site } from '../constructs/site';
import { pascalCase } from '../constructs/task-function';
import { functionName, ledgerTableName } from '../plan/deployed-names';

/**
 * `operator`: what can be undone or harms nobody. `approver`: what moves the active region, deletes an old primary, or answers
 * for it. To be attached to the people of the region; whoever has both may do both.
 */
type Part = 'operator' | 'approver';

/** Lets somebody start these runbooks, and what they start, from the console of either service; see what came of it; read the ledger, and the status page. */
export function addOperatorPolicy(site: Site, part: Part, runbooks: readonly ConsoleRunbook[]): void {
  const { scope, plan, region } = site;
  const permissions = [...starting(site, runbooks), ...watching(site, runbooks), ...looking(site)].filter(
    ({ resources }) => resources.length > 0,
  );
  const policy = new ManagedPolicy(scope, `${pascalCase(part)}Policy`, {
    // Policies have no region.
    managedPolicyName: `${plan.name}-${part}-${region}`,
    description: `What the ${part} of ${plan.name} may do in ${region}`,
    statements: permissions.map((permission) => permissionStatement(permission)),
  });
  acknowledgeWildcards(policy, permissions);
}

const on = (service: string, { region }: Pick<Site, 'region'>, what: string) =>
  `arn:aws:${service}:${region}:${Aws.ACCOUNT_ID}:${what}`;

const started = (runbooks: readonly ConsoleRunbook[], by: ConsoleRunbook['starts']['action']) =>
  runbooks.flatMap(({ starts }) => (starts.action === by ? [starts.arn] : []));

const starting = (site: Site, runbooks: readonly ConsoleRunbook[]): readonly Permission[] => [
  {
    actions: ['ssm:StartAutomationExecution'],
    resources: [
      ...runbooks.flatMap(({ documentName }) => [
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
    resources: runbooks.map(({ roleArn }) => roleArn),
    conditions: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } },
  },
  { actions: ['states:StartExecution'], resources: started(runbooks, 'states:StartExecution') },
  { actions: ['lambda:InvokeFunction'], resources: started(runbooks, 'lambda:InvokeFunction') },
];

/** The status page and whatever else its function tells. Its address asks for both, the second of whoever calls by the address. */
const looking = (site: Site): readonly Permission[] => {
  const resources = [on('lambda', site, `function:${functionName(site.plan, serveHealth.name)}`)];
  return [
    { actions: ['lambda:InvokeFunctionUrl'], resources },
    {
      actions: ['lambda:InvokeFunction'],
      resources,
      conditions: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } },
    },
  ];
};

const watching = (site: Site, runbooks: readonly ConsoleRunbook[]): readonly Permission[] => [
  {
    actions: ['ssm:GetDocument', 'ssm:DescribeDocument'],
    resources: runbooks.map(({ documentName }) => on('ssm', site, `document/${documentName}`)),
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
    resources: started(runbooks, 'states:StartExecution').map(
      (arn) => `${arn.replace(':stateMachine:', ':execution:')}:*`,
    ),
    wildcardBecause: 'each run of a machine names its execution; the machine is named exactly',
  },
  {
    actions: ['states:DescribeStateMachine', 'states:ListExecutions'],
    resources: started(runbooks, 'states:StartExecution'),
  },
  {
    actions: ['dynamodb:GetItem', 'dynamodb:Query'],
    resources: [on('dynamodb', site, `table/${ledgerTableName(site.plan)}`)],
  },
];
