import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { contract } from '../../lambdas/watch-schedules/contract';
import { announcedAlarm } from '../constructs/announced-alarm';
import { ledgerVariables } from '../constructs/environment';
import { scheduleGroupName } from '../constructs/plan-arns';
import { scheduledTask } from '../constructs/scheduled-task';
import type { Schedule, Site } from '../constructs/site';
import type { TaskFunction } from '../constructs/task-function';
import { silentAfterSeconds } from '../domain/schedule-watch';
import { scheduleGroupPrefix } from '../plan/deployed-names';
import type { Plan } from '../plan/plan';
import { longestGapSeconds } from '../plan/schedule-gap';

/**
 * A request to CloudWatch costs 0.01 USD per 1,000, beyond the million that an account has for nothing: some 30 schedules every quarter of
 * an hour are 30 x 2,880 a month, 0.86 USD. Every five minutes would be 2.60, to notice in 20 minutes instead of 30 what was not noticed at all before.
 */
const EVERY = Duration.minutes(15);
const EXPRESSION = `rate(${EVERY.toMinutes()} minutes)`;
const ID = 'WatchSchedule';

/**
 * The dead man's switch: a region that is lost cannot ring there, and a schedule that is switched off rings nowhere. So this
 * region asks the others' CloudWatch when each of their schedules fired last, and rings here. Asked for, because the alarms of
 * CloudWatch see their own region alone, and because the emitters need not do anything: what a schedule starts, inside a VPC
 * or not, leaves no trace in the ledger that says which schedule it was. To be called when all sites have their schedules.
 */
export function addScheduleWatch(site: Site, others: readonly Site[]): void {
  const watchSchedules = scheduledTask(
    site,
    { id: ID, expression: EXPRESSION, latestAfter: EVERY },
    {
      contract,
      environment: {
        ...ledgerVariables(site.plan),
        WATCHED_SCHEDULES: JSON.stringify(
          Object.fromEntries(others.map((other) => [other.region, silences(site.plan, watchedIn(other))])),
        ),
      },
      reaches: [],
    },
  );
  addAlarms(site, watchSchedules, others.map(({ region }) => region).join(' and '));
}

/** The watches of both serving regions watch each other, and one of them is made before the other. */
function watchedIn({ plan, place, schedules }: Site): readonly Schedule[] {
  const watch = { group: scheduleGroupName(plan, ID), expression: EXPRESSION };
  const isThere = schedules.some(({ group }) => group === watch.group);
  return place === 'witness' || isThere ? schedules : [...schedules, watch];
}

/** Groups without what they all begin with: with it they would not go into the variables of a function where the plan's name is long. */
const silences = (plan: Plan, schedules: readonly Schedule[]) =>
  Object.fromEntries(
    schedules.map(({ group, expression }) => [
      group.slice(scheduleGroupPrefix(plan).length),
      silentAfterSeconds(longestGapSeconds(expression)),
    ]),
  );

function addAlarms(site: Site, task: TaskFunction, regions: string): void {
  const figure = (metricName: string) =>
    new Metric({
      namespace: 'FireBackup',
      metricName,
      dimensionsMap: { service: contract.name },
      period: EVERY,
      statistic: Stats.MAXIMUM,
    });
  const rings = {
    site,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
  };
  announcedAlarm(task, 'SilentAlarm', {
    ...rings,
    metric: figure('SchedulesSilent'),
    // Once: the judgement has waited a quarter of an hour itself.
    evaluationPeriods: 1,
    // Published only when one is. That nobody judges any more the queue of failed calls tells, and the region that watches this one.
    treatMissingData: TreatMissingData.NOT_BREACHING,
    what: `a schedule of ${regions} has fallen silent`,
    runbook: 'schedule-silent',
  });
  announcedAlarm(task, 'UnknownAlarm', {
    ...rings,
    metric: figure('SchedulesUnknown'),
    // Two rounds: one throttled or slow answer is no lost region, and that a region is lost the probers say much sooner. They may lie
    // in quarters of an hour that do not touch.
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    // Published only when one is, as above.
    treatMissingData: TreatMissingData.NOT_BREACHING,
    what: `for half an hour it could not be told whether the schedules of ${regions} fire: it may be lost`,
    runbook: 'schedule-unknown',
  });
}
