import { Aws } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { scheduleGroupName } from './plan-arns';
import type { Site } from './site';

export interface UtcScheduleProps {
  readonly description: string;
  /** `rate(…)` or `cron(…)`. */
  readonly expression: string;
  readonly starts: {
    readonly arn: string;
    readonly action: 'states:StartExecution' | 'lambda:InvokeFunction' | 'sqs:SendMessage';
    /** What is acted on, where the target is a call of AWS and its input says what to call it with. */
    readonly on?: string;
  };
  readonly input: Readonly<Record<string, unknown>>;
  /** How long a start may be late before it goes to the dead-letter queue instead. */
  readonly latestAfterSeconds: number;
}

/** What Scheduler puts in place of this is the time that a firing was due, the same however often it is delivered. */
export const DUE = '<aws.scheduler.scheduled-time>';

/**
 * One way to make a schedule. In UTC, because local zones skip an hour in spring; to the minute, without a flexible window,
 * because probes and backups are judged by their times. From the L1, because its targets want a role that may invoke every
 * version of a function. In a group of its own, because Scheduler counts firings by groups: only so one can tell from
 * elsewhere that this one fell silent.
 */
export class UtcSchedule extends Construct {
  constructor(
    site: Site,
    id: string,
    { description, expression, starts, input, latestAfterSeconds }: UtcScheduleProps,
  ) {
    super(site.scope, id);
    const group = scheduleGroupName(site.plan, id);
    site.schedules.push({ group, expression });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': Aws.ACCOUNT_ID,
            'aws:SourceArn': `arn:aws:scheduler:${site.region}:${Aws.ACCOUNT_ID}:schedule-group/${group}`,
          },
        },
      }),
      inlinePolicies: {
        Start: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions: [starts.action], resources: [starts.on ?? starts.arn] }),
            new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [site.undelivered.queueArn] }),
          ],
        }),
      },
    });
    new CfnSchedule(this, 'Schedule', {
      description,
      groupName: new CfnScheduleGroup(this, 'Group', { name: group }).ref,
      scheduleExpression: expression,
      scheduleExpressionTimezone: 'UTC',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: starts.arn,
        roleArn: role.roleArn,
        input: JSON.stringify(input),
        // Attempts back off exponentially; the age ends them long before 185, which is the most that there can be.
        retryPolicy: { maximumEventAgeInSeconds: latestAfterSeconds, maximumRetryAttempts: 185 },
        deadLetterConfig: { arn: site.undelivered.queueArn },
      },
    });
  }
}
