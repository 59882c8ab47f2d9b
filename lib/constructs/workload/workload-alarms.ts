import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { SCALING_TRIGGERS } from '../../plan/sizing';
import { cacheName, instanceName, serviceName, workloadCluster } from '../../plan/workload-names';
import { announcedAlarm } from '../announced-alarm';
import type { LoadBalancer } from './load-balancer';
import type { WorkloadSite } from './workload-site';

const { cpuPercent, cpuMinutes, memoryPercent, responseMilliseconds } = SCALING_TRIGGERS;
const EVERY = Duration.minutes(1);

/**
 * The guide's scaling triggers where nothing scales by itself: a database and a cache get larger by the plan's `size`, tasks more
 * memory too, and a slow answer is for a person to look into.
 */
export function addWorkloadAlarms(site: WorkloadSite, { loadBalancer }: LoadBalancer): void {
  const scope = new Construct(site.scope, 'Load');
  const { plan, place } = site;
  const isHigh = {
    site,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: cpuMinutes,
    // A store that is gone and a service that is at nothing have other alarms.
    treatMissingData: TreatMissingData.MISSING,
    runbook: 'workload-load',
  };
  const instance = instanceName(plan, place);
  announcedAlarm(scope, 'DatabaseCpuAlarm', {
    ...isHigh,
    metric: figure('AWS/RDS', 'CPUUtilization', { DBInstanceIdentifier: instance }),
    threshold: cpuPercent,
    what: `${instance} has used more than ${cpuPercent} % of its processor for ${cpuMinutes} minutes`,
  });
  const cache = cacheName(plan, site.cache.id, place);
  announcedAlarm(scope, 'CacheMemoryAlarm', {
    ...isHigh,
    metric: figure('AWS/ElastiCache', 'DatabaseMemoryUsagePercentage', { ReplicationGroupId: cache }),
    threshold: memoryPercent,
    what: `${cache} has used more than ${memoryPercent} % of its memory for ${cpuMinutes} minutes`,
  });
  for (const component of ['api', 'workers'] as const) {
    const name = serviceName(plan, component);
    announcedAlarm(scope, component === 'api' ? 'ApiMemoryAlarm' : 'WorkersMemoryAlarm', {
      ...isHigh,
      metric: figure('AWS/ECS', 'MemoryUtilization', {
        ClusterName: workloadCluster(plan),
        ServiceName: name,
      }),
      threshold: memoryPercent,
      what: `tasks of ${name} have used more than ${memoryPercent} % of their memory for ${cpuMinutes} minutes`,
    });
  }
  announcedAlarm(scope, 'SlowAnswersAlarm', {
    ...isHigh,
    // In seconds. One request in twenty: an average hides those who wait behind those who do not.
    metric: loadBalancer.metrics.targetResponseTime({ statistic: Stats.percentile(95), period: EVERY }),
    threshold: responseMilliseconds / 1000,
    what: `one request in twenty has taken longer than ${responseMilliseconds} ms for ${cpuMinutes} minutes`,
    runbook: 'workload-latency',
  });
}

const figure = (namespace: string, metricName: string, dimensionsMap: Record<string, string>): Metric =>
  new Metric({ namespace, metricName, dimensionsMap, period: EVERY, statistic: Stats.AVERAGE });
