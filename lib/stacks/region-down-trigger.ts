import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import { announcedAlarm } from '../constructs/announced-alarm';
import type { Site } from '../constructs/site';
import type { Workflow } from '../constructs/workflow';
import { regionDown } from './prober';

/**
 * The alarm that starts a failover. It is a trigger and no judge: the figure is already a verdict over several vantage
 * points and consecutive probes, and the machine judges again, so one point of 10 s is enough, and anything longer would be
 * added to every recovery time.
 */
export function addRegionDownTrigger(site: Site, failover: Workflow): void {
  const alarm = announcedAlarm(site.scope, 'RegionDownAlarm', {
    site,
    metric: regionDown(Duration.seconds(10), 'Maximum'),
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    // A period without a probe is no news. Breaching would fail over because the prober fell silent; missing and not-breaching
    // would end the alarm at every gap between two probes, and the next probe would start yet another run.
    treatMissingData: TreatMissingData.IGNORE,
    what: `${site.plan.regions.primary} is down as seen from outside; a failover run was started and decides`,
    runbook: 'failover',
  });
  new Rule(site.scope, 'RegionDownRule', {
    description: `Starts ${failover.machine.node.path} when the alarm rings`,
    eventPattern: {
      source: ['aws.cloudwatch'],
      detailType: ['CloudWatch Alarm State Change'],
      resources: [alarm.alarmArn],
      detail: { state: { value: ['ALARM'] } },
    },
    targets: [
      new SfnStateMachine(failover.machine, {
        // The event's id names the run: a second delivery of the same event is the same run, and finds it begun.
        input: RuleTargetInput.fromObject({
          run: EventField.eventId,
          trigger: `alarm ${EventField.fromPath('$.detail.alarmName')}`,
        }),
        deadLetterQueue: site.undelivered,
        // Two hours are what a run may take; a start that comes later than that belongs to a person.
        maxEventAge: Duration.hours(2),
        retryAttempts: 185,
      }),
    ],
  });
}
