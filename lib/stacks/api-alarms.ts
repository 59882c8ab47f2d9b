import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { contract } from '../../lambdas/probe-components/contract';
import { announcedAlarm } from '../constructs/announced-alarm';
import type { Site } from '../constructs/site';

/**
 * FireBackup's own rules, by their own names: down for a minute; more than 0.1 answers a second with a 5xx status, for five minutes.
 */
const DOWN_MINUTES = 1;
const ERRORS = { perSecond: 0.1, minutes: 5 };

/** 1: the API of the region that serves gave no good answer to a probe. */
export const apiDown = (): Metric =>
  new Metric({
    namespace: 'FireBackup',
    metricName: 'ApiDown',
    dimensionsMap: { service: contract.name },
    period: Duration.minutes(1),
    // Of all the probes in that minute the best one.
    statistic: Stats.MINIMUM,
  });

/** In the recovery region, whose prober asks from outside and is still there when the API's region is lost. */
export function addApiDownAlarm(site: Site): void {
  const { scope, plan } = site;
  announcedAlarm(scope, 'ApiDownAlarm', {
    alarmName: `${plan.name}-FireBackupAPIDown`,
    site,
    metric: apiDown(),
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    evaluationPeriods: DOWN_MINUTES,
    // Without a probe nobody knows; a prober that fell silent has its own alarm, and must not be taken for a dead API.
    treatMissingData: TreatMissingData.MISSING,
    what: `critical: the API of the region that serves has been down for ${DOWN_MINUTES} minute, as the recovery region sees it`,
    runbook: 'api-down',
  });
}

/**
 * Answers of the API with a 5xx status, which is what it counts itself by the rule that this follows. Each minute by itself, where
 * that takes a rolling average: a single burst rings there for as long as it is in the window, and not at all here. What a load
 * balancer answers in its stead is left out: that is for ApiDown, and a sum of two figures that are there only when they are
 * more than nothing might be nothing.
 *
 * @param loadBalancer its full name, `app/<name>/<id>`
 */
export function addErrorRateAlarm(site: Site, loadBalancer: string): void {
  const { scope, plan, region } = site;
  announcedAlarm(scope, 'HighErrorRateAlarm', {
    alarmName: `${plan.name}-FireBackupHighErrorRate`,
    site,
    metric: new Metric({
      namespace: 'AWS/ApplicationELB',
      metricName: 'HTTPCode_Target_5XX_Count',
      dimensionsMap: { LoadBalancer: loadBalancer },
      period: Duration.minutes(1),
      statistic: Stats.SUM,
    }),
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: ERRORS.perSecond * 60,
    evaluationPeriods: ERRORS.minutes,
    // A load balancer counts errors only where there are any. That the API does not answer at all, its own alarm says.
    treatMissingData: TreatMissingData.NOT_BREACHING,
    what: `warning: for ${ERRORS.minutes} minutes the API in ${region} has answered more than ${ERRORS.perSecond} requests a second with a 5xx status`,
    runbook: 'high-error-rate',
  });
}

/** Only where the plan names the load balancer. */
export function addPlannedErrorRateAlarm(site: Site): void {
  const loadBalancer = site.plan.api.loadBalancers?.[site.servingPlace];
  if (loadBalancer !== undefined) addErrorRateAlarm(site, loadBalancer);
}
