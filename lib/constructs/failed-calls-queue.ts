import { Duration, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { alarmOnMessages } from './alarm-on-messages';
import type { Site } from './site';

/**
 * Where Lambda puts a call by the clock that failed in every try, with the function's name, the error and what it was called with. One
 * alarm for all of them, which costs what each of theirs would; the words are in the queue. While one function goes on failing,
 * another one that begins to rings no second time: whoever looks finds both. What must not wait for that has an alarm of its own.
 */
export class FailedCallsQueue extends Construct {
  readonly queue: Queue;

  constructor(site: Pick<Site, 'scope' | 'plan' | 'topic' | 'region'>) {
    super(site.scope, 'FailedCalls');
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // What goes on failing leaves a newer message; an hour after the last one the alarm is over by itself. The log has them all.
      retentionPeriod: Duration.hours(1),
    });
    Validations.of(this.queue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'this queue is where calls go that failed; nothing consumes it',
    });
    alarmOnMessages(this, 'Alarm', {
      site,
      queue: this.queue,
      what: `a function that is called by the clock in ${site.region} failed in all of its three tries; the queue says which, and why`,
      runbook: 'failed-calls',
    });
  }
}
