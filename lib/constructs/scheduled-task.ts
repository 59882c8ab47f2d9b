import { Duration } from 'aws-cdk-lib';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type * as z from 'zod';
import type { Site } from './site';
import { TaskFunction, type TaskFunctionProps } from './task-function';
import { UtcSchedule } from './utc-schedule';

export interface Clock {
  /** Of the schedule, by which those know it who watch it. */
  readonly id: string;
  /** `rate(…)` or `cron(…)`. */
  readonly expression: string;
  /** How long a call may be late. */
  readonly latestAfter: Duration;
}

/** Lambda tries a failed call again after one minute and after two more; the rest is for the calls themselves, and for throttled ones. */
const TRIES_TAKE = Duration.minutes(10);

/**
 * One way to have a function called by the clock. Scheduler leaves the call to Lambda and is done, so what became of it only Lambda can
 * tell: after three failures within some minutes it leaves the call in the queue that an alarm watches. One throttled read, or one cold
 * region, wakes nobody.
 */
export function scheduledTask<Env extends z.ZodType>(
  site: Site,
  clock: Clock,
  props: TaskFunctionProps<Env>,
): TaskFunction<Env> {
  const task = new TaskFunction(site, { ...props, untraced: true, failedCalls: site.failedCalls });
  task.function.configureAsyncInvoke({
    retryAttempts: 2,
    maxEventAge: TRIES_TAKE,
    onFailure: new SqsDestination(site.failedCalls),
  });
  callByTheClock(site, clock, task);
  return task;
}

/**
 * The same of a function by the minute whose failing has an alarm of its own, which counts minutes: the next minute is the retry.
 */
export function scheduledByTheMinute<Env extends z.ZodType>(
  site: Site,
  id: string,
  props: TaskFunctionProps<Env>,
): TaskFunction<Env> {
  const latestAfter = Duration.minutes(1);
  const task = new TaskFunction(site, { ...props, untraced: true });
  task.function.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: latestAfter });
  callByTheClock(site, { id, expression: 'rate(1 minute)', latestAfter }, task);
  return task;
}

const callByTheClock = (site: Site, { id, expression, latestAfter }: Clock, task: TaskFunction<z.ZodType>) =>
  new UtcSchedule(site, id, {
    description: `${task.contract.name}: ${expression}`,
    expression,
    starts: { arn: task.function.functionArn, action: 'lambda:InvokeFunction' },
    input: {},
    latestAfterSeconds: latestAfter.toSeconds(),
  });
