import {
  Alarm,
  ComparisonOperator,
  MathExpression,
  type Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SCALING_TRIGGERS } from '../../plan/sizing';
import { ScaledService } from './scaled-service';
import { cpuOf, tasksOf, waitingIn } from './workload-metrics';
import type { WorkloadService } from './workload-service';
import type { WorkloadSite } from './workload-site';

const CPU_PERCENT = 60;
const WAITING_PER_TASK = 5;
const SCALE_OUT_COOLDOWN_SECONDS = 15;
/** Twice as many, as often as the guide allows it. */
const UP_PERCENT = 100;
const DOWN_PERCENT = -10;
const DOWN_EVERY_SECONDS = 60;
const CALM_MINUTES = 5;

/**
 * The guide's autoscaler of workers: 60 % of the processor and five waiting messages per task, between 2 and 20 or 50 tasks. Either
 * figure adds tasks; only both together take any away, slowly: 10 % a minute, after 300 s in which one task fewer would
 * have done all the time.
 *
 * What Application Auto Scaling has not: a look every 15 s, since its figures come by the minute, so twice as many come at most
 * every minute and not every 15 s, though the pause between two steps is the guide's 15 s; a bound of 100 % on what tracking adds,
 * which goes straight to the number that it finds right; and KEDA's own look into the list, for which the orchestrator's figure
 * stands. Of nothing that runs there is no figure per task: workers that a switchover sent away stay away until they are resumed.
 */
export function scaleWorkers(site: WorkloadSite, workers: WorkloadService): void {
  const scaled = new ScaledService(site, 'workers', site.size.workers, workers);
  const cooldowns = { disableScaleIn: true, scaleOutCooldown: SCALE_OUT_COOLDOWN_SECONDS };
  const cpu = cpuOf(site, 'workers');
  const tasks = tasksOf(site, 'workers');
  const waiting = waitingIn(site);

  scaled.track('cpu', CPU_PERCENT, {
    ...cooldowns,
    predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
  });
  scaled.track('queue-per-task', WAITING_PER_TASK, {
    ...cooldowns,
    customizedMetricSpecification: {
      metrics: [
        { id: 'waiting', metricStat: statOf(waiting), returnData: false },
        { id: 'tasks', metricStat: statOf(tasks), returnData: false },
        {
          id: 'pertask',
          expression: 'waiting / tasks',
          label: 'waiting messages per task',
          returnData: true,
        },
      ],
    },
  });

  const { queueLength } = SCALING_TRIGGERS;
  scalingAlarm(scaled, 'LongQueue', {
    // A policy that adds to nothing begins with the least there may be: where workers were sent away, a long queue calls nobody.
    metric: new MathExpression({
      expression: 'IF(tasks > 0, waiting, 0)',
      usingMetrics: { tasks, waiting },
      period: waiting.period,
      label: 'waiting messages, where workers run',
    }),
    threshold: queueLength,
    evaluationPeriods: 1,
    calls: scaled.step('long-queue', UP_PERCENT, SCALE_OUT_COOLDOWN_SECONDS),
    what: `more than ${queueLength} messages wait: twice as many workers`,
  });
  scalingAlarm(scaled, 'SpareWorkers', {
    // How many tasks are more than both figures ask for. Where either of them is missing there is no answer, and all stay.
    metric: new MathExpression({
      expression: `tasks - tasks * IF(cpu / ${CPU_PERCENT} > waiting / tasks / ${WAITING_PER_TASK}, cpu / ${CPU_PERCENT}, waiting / tasks / ${WAITING_PER_TASK})`,
      usingMetrics: { tasks, cpu, waiting },
      period: cpu.period,
      label: 'tasks to spare',
    }),
    // The alarm rings above its threshold: at one task to spare, and a hair for the arithmetic of averages.
    threshold: 0.999,
    evaluationPeriods: CALM_MINUTES,
    calls: scaled.step('spare-workers', DOWN_PERCENT, DOWN_EVERY_SECONDS),
    what: `for ${CALM_MINUTES} minutes one worker fewer would have done: a tenth of them goes`,
  });
}

interface ScalingAlarmProps {
  readonly metric: MathExpression;
  readonly threshold: number;
  readonly evaluationPeriods: number;
  /** The policy that it sets off. */
  readonly calls: string;
  readonly what: string;
}

/** An alarm that tells a policy and no person: it rings on ordinary days. */
function scalingAlarm(scope: ScaledService, id: string, { calls, what, ...props }: ScalingAlarmProps): void {
  new Alarm(scope, id, {
    ...props,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    // Unknown is neither too many nor too few.
    treatMissingData: TreatMissingData.MISSING,
    alarmDescription: `${what}. Nobody has to do anything`,
  }).addAlarmAction({ bind: () => ({ alarmActionArn: calls }) });
}

/** A metric as a scaling policy spells it. */
const statOf = (metric: Metric) => ({
  metric: {
    namespace: metric.namespace,
    metricName: metric.metricName,
    dimensions: Object.entries(metric.dimensions ?? {}).map(([name, value]) => ({
      name,
      value: String(value),
    })),
  },
  stat: metric.statistic,
});
