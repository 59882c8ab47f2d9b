import { Duration, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { alarmOnMessages } from './alarm-on-messages';
import type { Site } from './site';

/**
 * Keeps what a schedule, a rule or a pipe could not deliver, and says so: a backup that never started makes no other noise. In the
 * witness region nothing is started but the prober, and its silence rings in the recovery region.
 */
export class UndeliveredQueue extends Construct {
  readonly queue: Queue;

  constructor(site: Pick<Site, 'scope' | 'plan' | 'place' | 'topic'>) {
    super(site.scope, 'Undelivered');
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // The longest that SQS keeps a message: two weeks of absence lose nothing.
      retentionPeriod: Duration.days(14),
    });
    Validations.of(this.queue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason:
        'this queue is the dead-letter queue of the schedules, rules and pipes of its region; nothing consumes it',
    });
    if (site.place === 'witness') return;
    alarmOnMessages(this, 'UndeliveredAlarm', {
      site,
      queue: this.queue,
      what: 'a schedule, a rule or a pipe could not start what it was to start',
      runbook: 'undelivered',
    });
  }
}
