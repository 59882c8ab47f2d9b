import { Aws } from 'aws-cdk-lib';
import {
  type AutomationParameter,
  branchStep,
  type InputFields,
  invokeStep,
  startStep,
} from '../constructs/automation-document';
import { ConsoleRunbook } from '../constructs/console-runbook';
import type { Site } from '../constructs/site';
import type { WorkflowName } from '../constructs/workflow-definition';
import { runbookLink } from '../domain/runbook-link';
import { machineName } from '../plan/deployed-names';
import {
  ANSWER,
  DRY_RUN,
  FAILBACK_RUN,
  KNOWN_RUN,
  MOMENT,
  NEW_RUN,
  NOTHING,
  OLD_PRIMARY,
  PERSON,
  REASON,
  REQUEST_HASH,
  RUN_TO_TAKE_UP,
} from './console-parameters';
import { addDoctorPolicy } from './doctor-policy';
import { addOperatorPolicy } from './operator-policies';

type Parameters = Readonly<Record<string, AutomationParameter>>;

/** A field that is only given where its parameter has another value than this one. */
interface Optional {
  readonly field: string;
  readonly parameter: string;
  readonly unless: string;
}

/** What a person can start from Systems Manager in a serving region, and the policies by which they may, and by which the command does the same. */
export function addConsole(site: Site): void {
  const { databases, caches, walArchives } = site.plan;
  const stores = [...databases, ...caches, ...walArchives].map(({ id }) => id);
  const approved = { approvedBy: 'ApprovedBy', trigger: 'Trigger' };
  const approving = { ApprovedBy: PERSON, Trigger: REASON };
  const takingUp = { field: 'run', parameter: 'Run', unless: NEW_RUN };

  const operating = [
    machine(site, 'drill', { Trigger: REASON }, { trigger: 'Trigger' }),
    machine(
      site,
      'restore',
      {
        Store: { description: 'The database, cache or WAL archive of the plan.', allowedValues: stores },
        To: MOMENT,
        Trigger: REASON,
      },
      { store: 'Store', to: 'To', trigger: 'Trigger' },
    ),
    brake(site, { name: 'pause', calls: 'pause-failover' }, { By: PERSON, Because: REASON }),
    brake(site, { name: 'resume', calls: 'resume-failover' }, { By: PERSON }),
    brake(site, { name: 'acknowledge', calls: 'acknowledge-change' }, { By: PERSON, Run: KNOWN_RUN }),
  ];
  addOperatorPolicy(site, 'operator', {
    runbooks: operating,
    alsoStarts: ['snapshot', 'logical-dump', 'cache-backup', 'wal-check'],
    brakes: ['pause-failover', 'resume-failover', 'acknowledge-change'],
  });
  addDoctorPolicy(site);

  const takeover = (name: WorkflowName) =>
    machine(
      site,
      name,
      { DryRun: DRY_RUN, ...approving, Run: RUN_TO_TAKE_UP },
      { dryRun: { asItIs: 'DryRun' }, ...approved },
      takingUp,
    );
  const approvingRunbooks = [
    takeover('switchover'),
    ...(site.place === 'recovery'
      ? [
          takeover('failover'),
          brake(
            site,
            { name: 'approve', calls: 'answer-approval' },
            { By: PERSON, Run: KNOWN_RUN, Hash: REQUEST_HASH, Answer: ANSWER },
          ),
        ]
      : [
          machine(
            site,
            'failback',
            { DryRun: DRY_RUN, Run: FAILBACK_RUN, ...approving, DeleteOldPrimary: OLD_PRIMARY },
            { dryRun: { asItIs: 'DryRun' }, run: 'Run', ...approved },
            { field: 'deleteOldPrimary', parameter: 'DeleteOldPrimary', unless: NOTHING },
          ),
        ]),
  ];
  addOperatorPolicy(site, 'approver', { runbooks: approvingRunbooks, alsoStarts: [], brakes: [] });
}

function machine(
  site: Site,
  name: WorkflowName,
  parameters: Parameters,
  fields: InputFields,
  optional?: Optional,
): ConsoleRunbook {
  const { plan, region } = site;
  const arn = `arn:aws:states:${region}:${Aws.ACCOUNT_ID}:stateMachine:${machineName(plan, name)}`;
  const page = `https://${region}.console.aws.amazon.com/states/home?region=${region}#/statemachines/view/${arn}`;
  const steps = optional
    ? [
        branchStep(optional.parameter, optional.unless, ['Start', 'StartWithIt']),
        startStep('Start', arn, fields),
        startStep('StartWithIt', arn, { ...fields, [optional.field]: optional.parameter }),
      ]
    : [startStep('Start', arn, fields)];
  return new ConsoleRunbook(site, {
    name,
    description: `Starts \`${name}\` in ${region}. What it promises and what to do about each end: ${shownLink(plan, name)}. Its executions: [${name}](${page}).`,
    parameters,
    steps,
    starts: { action: 'states:StartExecution', arn },
  });
}

/** In Markdown, which makes no link of what stands as code. */
function shownLink(plan: Site['plan'], heading: string): string {
  const link = runbookLink(plan, heading);
  return plan.runbooks === undefined ? `\`${link}\`` : `[${heading}](${link})`;
}

/** Parameters are named like the function's fields, with a capital. */
function brake(
  site: Site,
  { name, calls }: { readonly name: string; readonly calls: string },
  parameters: Parameters,
): ConsoleRunbook {
  const { plan, region } = site;
  const arn = `arn:aws:lambda:${region}:${Aws.ACCOUNT_ID}:function:${plan.name}-${calls}`;
  const fields = Object.fromEntries(Object.keys(parameters).map((one) => [one.toLowerCase(), one]));
  return new ConsoleRunbook(site, {
    name,
    description: `Calls \`${calls}\` in ${region} and shows its answer; a \`FunctionError\` beside it means that it was refused or failed. What it promises: ${shownLink(plan, 'brakes')}.`,
    parameters,
    steps: [invokeStep(arn, fields)],
    starts: { action: 'lambda:InvokeFunction', arn },
  });
}
