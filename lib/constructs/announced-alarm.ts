import { Alarm, type AlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { type RunbookAddress, runbookLink } from '../domain/runbook-link';

/** Of a region what an alarm asks for: where it is announced, and where whoever is woken by it reads on. */
export interface AlarmSite {
  readonly topic: ITopic;
  readonly plan: RunbookAddress;
}

export interface AnnouncedAlarmProps extends Omit<AlarmProps, 'alarmDescription' | 'actionsEnabled'> {
  readonly site: AlarmSite;
  /** What is wrong when it rings, for whoever is woken by it. */
  readonly what: string;
  /** The heading of the runbook to act from. */
  readonly runbook: string;
}

/** One way to make an alarm: it says what is wrong and where to read what to do, and tells when it is over. */
export function announcedAlarm(
  scope: Construct,
  id: string,
  { site, what, runbook, ...props }: AnnouncedAlarmProps,
): Alarm {
  const alarm = new Alarm(scope, id, {
    ...props,
    alarmDescription: `${what}. What to do: ${runbookLink(site.plan, runbook)}`,
  });
  alarm.addAlarmAction(new SnsAction(site.topic));
  alarm.addOkAction(new SnsAction(site.topic));
  return alarm;
}
