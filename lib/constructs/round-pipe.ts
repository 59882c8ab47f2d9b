import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnPipe } from 'aws-cdk-lib/aws-pipes';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { machineName } from '../plan/deployed-names';
import { permissionStatement } from './permission-statement';
import type { Site } from './site';
import type { Workflow } from './workflow';

/**
 * Starts a machine for each message of its queue, and does not wait for its end: a round that fails is not tried again, and of rounds
 * that go on failing rings what they are for, which falls silent. One message at a time and no window to gather them in, in which
 * Pipes would wait for up to 20 s. From the L1, because aws-cdk-lib has no other. It has the name of the machine, by which its role
 * knows it.
 *
 * Pipes disables a pipe by itself that fails all the time, for want of a permission above all: then the rounds stop, and what
 * watches for silence rings.
 */
export class RoundPipe extends Construct {
  constructor(site: Site, workflow: Workflow, queue: Queue) {
    super(workflow, 'Pipe');
    const name = machineName(site.plan, workflow.name);
    const target = workflow.machine.stateMachineArn;
    const logs = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/vendedlogs/pipes/${name}`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('pipes.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': Aws.ACCOUNT_ID,
            'aws:SourceArn': `arn:aws:pipes:${site.region}:${Aws.ACCOUNT_ID}:pipe/${name}`,
          },
        },
      }),
      inlinePolicies: {
        Start: new PolicyDocument({
          statements: [
            {
              actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
              resources: [queue.queueArn],
            },
            { actions: ['states:StartExecution'], resources: [target] },
            { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logs.logGroupArn] },
          ].map((permission) => permissionStatement(permission)),
        }),
      },
    });
    new CfnPipe(this, 'Pipe', {
      name,
      description: `Starts ${workflow.machine.node.path} for each of its rounds`,
      roleArn: role.roleArn,
      source: queue.queueArn,
      sourceParameters: { sqsQueueParameters: { batchSize: 1 } },
      target,
      targetParameters: { stepFunctionStateMachineParameters: { invocationType: 'FIRE_AND_FORGET' } },
      logConfiguration: { level: 'ERROR', cloudwatchLogsLogDestination: { logGroupArn: logs.logGroupArn } },
    });
  }
}
