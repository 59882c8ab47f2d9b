import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, type StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { withRunbookLinks } from '../domain/runbook-link';
import { machineName } from '../plan/deployed-names';
import { acknowledgeWildcards } from './acknowledge-wildcards';
import { announcing } from './announcing';
import { permissionStatement } from './permission-statement';
import type { Permission } from './permissions';
import type { Site } from './site';
import { pascalCase, type TaskFunction } from './task-function';
import {
  placeholdersIn,
  unfillableBecause,
  type WorkflowName,
  workflowDefinition,
} from './workflow-definition';

/** The placeholder for the topic of the region that people read. */
const ANNOUNCEMENTS = 'AnnouncementTopic';

export interface WorkflowProps {
  readonly name: WorkflowName;
  readonly type: StateMachineType;
  /** Fill the placeholders of the file by their own names, so that no task can be wired to the state of another. */
  readonly tasks: readonly TaskFunction[];
  /** Machines of the same region that this one runs: `${SwitchoverMachine}` is filled by the one called `switchover`. */
  readonly machines?: readonly Workflow[];
  /**
   * Of machines that go round all day: what a round did right is in the ledger and in figures, and to log it, or to trace it at
   * six rounds a minute, costs dollars. Their functions are `polled`, or each call would be a trace of its own.
   */
  readonly logged?: 'failures';
}

/** One way to make a machine: its file and its tasks. Of runs that end badly the region's rule tells (`run-endings`), or an alarm. */
export class Workflow extends Construct {
  readonly machine: StateMachine;
  readonly name: WorkflowName;

  constructor(site: Site, { name, type, tasks, machines = [], logged }: WorkflowProps) {
    super(site.scope, pascalCase(name));
    this.name = name;
    const definition = withRunbookLinks(workflowDefinition(name), site.plan);
    const announces = placeholdersIn(definition).includes(ANNOUNCEMENTS);
    const fills: Readonly<Record<string, string>> = Object.fromEntries([
      ...tasks.map((task) => [task.placeholder, task.function.functionArn]),
      ...machines.map(({ placeholder, machine }) => [placeholder, machine.stateMachineArn]),
      ...(announces ? [[ANNOUNCEMENTS, site.topic.topicArn]] : []),
    ]);
    const unfillable = unfillableBecause(definition, Object.keys(fills));
    if (unfillable) throw new RangeError(`statemachines/${name}.asl.json: ${unfillable}`);

    const stateMachineName = machineName(site.plan, name);
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName,
      stateMachineType: type,
      comment: `${name} of ${site.plan.name}`,
      definitionBody: DefinitionBody.fromString(definition),
      definitionSubstitutions: fills,
      tracingEnabled: logged !== 'failures',
      logs: {
        // The prefix keeps the delivery out of the account's one resource policy for logs, which has room for about ten.
        destination: new LogGroup(this, 'Logs', {
          logGroupName: `/aws/vendedlogs/states/${stateMachineName}`,
          retention: RetentionDays.THREE_MONTHS,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: logged === 'failures' ? LogLevel.ERROR : LogLevel.ALL,
        // An Express machine keeps no history but this, and what passes between states are names, times and verdicts, no secrets;
        // the token of a task that waits is good only for who may call SendTaskSuccess in this account.
        includeExecutionData: true,
      },
    });
    if (logged === 'failures') {
      const reason =
        'it goes round every few seconds: its failures are logged, and all else that it did is in the ledger and in figures';
      for (const id of ['AwsSolutions-SF1', 'AwsSolutions-SF2'])
        Validations.of(this.machine).acknowledge({ id, reason });
    }
    this.machine.addToRolePolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: tasks.map((task) => task.function.functionArn),
      }),
    );
    for (const permission of announces ? announcing(site.topic) : [])
      this.machine.addToRolePolicy(permissionStatement(permission));
    for (const other of machines) this.#mayRun(other, machineName(site.plan, other.name));
    acknowledgeWildcards(this.machine.role, [
      {
        actions: [],
        resources: ['*'],
        wildcardBecause:
          "Step Functions' log delivery and X-Ray are granted on all resources, as AWS documents",
      },
    ]);
  }

  /** The machine's name as placeholders of other machines spell it. */
  get placeholder(): string {
    return `${this.node.id}Machine`;
  }

  /** What Step Functions needs to run another machine, to wait for its end, and to stop it with the execution. */
  #mayRun({ machine }: Workflow, name: string): void {
    const { region, account } = Stack.of(this);
    const executions = `arn:aws:states:${region}:${account}:execution:${name}:*`;
    const permissions: readonly Permission[] = [
      { actions: ['states:StartExecution'], resources: [machine.stateMachineArn] },
      {
        actions: ['states:DescribeExecution', 'states:StopExecution'],
        resources: [executions],
        wildcardBecause: 'each run of the machine names its execution; the machine is named exactly',
      },
      {
        // The one rule by which Step Functions hears of ends, in every account under this name.
        actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
        resources: [
          `arn:aws:events:${region}:${account}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule`,
        ],
      },
    ];
    for (const permission of permissions) this.machine.addToRolePolicy(permissionStatement(permission));
    acknowledgeWildcards(this.machine.role, permissions);
  }
}
