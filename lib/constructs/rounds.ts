import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { machineName } from '../plan/deployed-names';
import { roundsOfAMinute } from '../plan/rounds';
import { RoundPipe } from './round-pipe';
import type { Site } from './site';
import { DUE, UtcSchedule } from './utc-schedule';
import type { Workflow } from './workflow';

const MINUTE = 60;
/** A start takes milliseconds: who has had no answer for so long tries again. */
const START_SECONDS = 15;
const STARTS_TRIED = 3;

/**
 * Starts a machine once per interval. Scheduler's finest rate is a minute, so once a minute it puts the rounds of that minute into
 * a queue, each with the delay after which it begins, and a pipe starts the machine for each. A machine that loops through the
 * minute itself would need neither, but its waits are billed like work: at 10 s it costs 2.42 USD a month, this way 0.98, of which
 * 0.48 are what the queue is asked.
 *
 * SQS and Scheduler deliver at least once: a round that is started twice has to be harmless. A batch that SQS takes in part
 * counts as sent for Scheduler; what is missing is made up for by the next round, like any round that is lost.
 */
export function goesRound(site: Site, id: string, workflow: Workflow): void {
  const { interval } = site.plan.probe;
  const queue = roundQueue(site, workflow);
  new RoundPipe(site, workflow, queue);
  const starts = machineName(site.plan, workflow.name);
  new UtcSchedule(site, id, {
    description: `${workflow.machine.node.path}: every ${interval} s, minute by minute`,
    expression: 'rate(1 minute)',
    starts: {
      arn: 'arn:aws:scheduler:::aws-sdk:sqs:sendMessageBatch',
      action: 'sqs:SendMessage',
      on: queue.queueArn,
    },
    input: {
      QueueUrl: queue.queueUrl,
      Entries: roundsOfAMinute(interval).map((after) => ({
        Id: `after-${after}`,
        DelaySeconds: after,
        // For who reads it where starts go that failed; the machine asks for nothing of it.
        MessageBody: JSON.stringify({ starts, due: DUE, after }),
      })),
    },
    // Rounds that are a minute late are overtaken by the next; it is also the least that Scheduler takes.
    latestAfterSeconds: MINUTE,
  });
}

/**
 * Rounds that nobody takes vanish, so that a pipe that was stopped does not begin with all that it missed. Two minutes,
 * counted from the sending: so the last round, up to 59 s delayed, has a minute left for its three tries of 15 s. The least that SQS
 * takes, 60 s, might leave it none. What could not be started goes where the starts of schedules go that failed.
 */
const roundQueue = (site: Site, workflow: Workflow): Queue =>
  new Queue(workflow, 'Rounds', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.seconds(2 * MINUTE),
    visibilityTimeout: Duration.seconds(START_SECONDS),
    deadLetterQueue: { queue: site.undelivered, maxReceiveCount: STARTS_TRIED },
  });
