import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, type StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { acknowledgeWildcards } from './acknowledge-wildcards';
import { announcedAlarm } from './announced-alarm';
import { machineName } from './plan-arns';
import type { Site } from './site';
import { pascalCase, type TaskFunction } from './task-function';
import { unfillableBecause, type WorkflowName, workflowDefinition } from './workflow-definition';

export interface WorkflowProps {
  readonly name: WorkflowName;
  readonly type: StateMachineType;
  /** Fill the placeholders of the file by their own names, so that no task can be wired to the state of another. */
  readonly tasks: readonly TaskFunction[];
}

/** One way to make a machine: its file, its tasks, and an alarm on runs that failed and on runs that timed out. */
export class Workflow extends Construct {
  readonly machine: StateMachine;

  constructor(site: Site, { name, type, tasks }: WorkflowProps) {
    super(site.scope, pascalCase(name));
    const definition = workflowDefinition(name);
    const unfillable = unfillableBecause(
      definition,
      tasks.map(({ placeholder }) => placeholder),
    );
    if (unfillable) throw new RangeError(`statemachines/${name}.asl.json: ${unfillable}`);

    const stateMachineName = machineName(site.plan, name);
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName,
      stateMachineType: type,
      comment: `${name} of ${site.plan.name}`,
      definitionBody: DefinitionBody.fromString(definition),
      definitionSubstitutions: Object.fromEntries(
        tasks.map((task) => [task.placeholder, task.function.functionArn]),
      ),
      tracingEnabled: true,
      logs: {
        // The prefix keeps the delivery out of the account's one resource policy for logs, which has room for about ten.
        destination: new LogGroup(this, 'Logs', {
          logGroupName: `/aws/vendedlogs/states/${stateMachineName}`,
          retention: RetentionDays.THREE_MONTHS,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ALL,
        // An Express machine keeps no history but this, and what passes between states are names, times and verdicts, no secrets.
        includeExecutionData: true,
      },
    });
    this.machine.addToRolePolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: tasks.map((task) => task.function.functionArn),
      }),
    );
    acknowledgeWildcards(this.machine.role, [
      {
        actions: [],
        resources: ['*'],
        wildcardBecause:
          "Step Functions' log delivery and X-Ray are granted on all resources, as AWS documents",
      },
    ]);
    const period = Duration.minutes(1);
    const endings = {
      failed: this.machine.metricFailed({ period }),
      'timed out': this.machine.metricTimedOut({ period }),
    };
    for (const [ending, metric] of Object.entries(endings)) {
      announcedAlarm(this, `${pascalCase(ending.replace(' ', '-'))}Alarm`, {
        topic: site.topic,
        metric,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        threshold: 1,
        evaluationPeriods: 1,
        // Without a run there is no figure and nothing has failed; that runs happen at all is watched where they matter.
        treatMissingData: TreatMissingData.NOT_BREACHING,
        what: `a run of ${name} ${ending} in ${site.region}`,
        runbook: name,
      });
    }
  }
}
