import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { contract as measureQueues } from '../../../lambdas/measure-queues/contract';
import { serviceName, workloadCluster } from '../../plan/workload-names';
import type { WorkloadSite } from './workload-site';

const EVERY = Duration.minutes(1);

const dimensionsOf = ({ plan }: WorkloadSite, component: 'api' | 'workers') => ({
  ClusterName: workloadCluster(plan),
  ServiceName: serviceName(plan, component),
});

/** What AWS and the orchestrator measure of a service, each minute. */
export const cpuOf = (site: WorkloadSite, component: 'api' | 'workers'): Metric =>
  new Metric({
    namespace: 'AWS/ECS',
    metricName: 'CPUUtilization',
    dimensionsMap: dimensionsOf(site, component),
    statistic: Stats.AVERAGE,
    period: EVERY,
  });

export const tasksOf = (site: WorkloadSite, component: 'api' | 'workers'): Metric =>
  new Metric({
    namespace: 'ECS/ContainerInsights',
    metricName: 'RunningTaskCount',
    dimensionsMap: dimensionsOf(site, component),
    statistic: Stats.AVERAGE,
    period: EVERY,
  });

export const waitingIn = ({ cache }: WorkloadSite): Metric =>
  new Metric({
    namespace: 'FireBackup',
    metricName: 'QueueWaiting',
    dimensionsMap: { service: measureQueues.name, cache: cache.id },
    statistic: Stats.MAXIMUM,
    period: EVERY,
  });
