import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { contract as answerRecovery } from '../../lambdas/answer-recovery/contract';
import { contract as judgeWal } from '../../lambdas/judge-wal/contract';
import { contract as recordHeartbeats } from '../../lambdas/record-heartbeats/contract';
import { contract as watchSchedules } from '../../lambdas/watch-schedules/contract';
import { RegionDashboard } from '../constructs/region-dashboard';
import type { Site } from '../constructs/site';
import { AGE_METRICS, UNKNOWN_METRIC } from '../domain/wal-metrics';
import { PROVEN_WITHIN_SECONDS } from './answerer';
import { apiDown } from './api-alarms';
import { tasksMissing } from './capacity-recorder';
import { figure, graph, objectivesWidget, roleWidget, runWidgets } from './dashboard-widgets';
import { BACKLOG, queueWaiting } from './queue-measurer';

/** What one looks at first, in a serving region. When all its parts, and what watches it from here, are made. */
export function addDashboard(site: Site): void {
  const { plan, region, place } = site;
  const answer = (metricName: string, label: string) => figure(answerRecovery.name, metricName, label);
  const { rpo } = plan.objectives.region.database;
  const queues = plan.caches.filter(({ queues: own }) => own !== undefined);
  const wal = [
    ...Object.entries(AGE_METRICS).filter(([kind]) => kind !== 'wal-archive' || plan.walArchives.length > 0),
  ];

  new RegionDashboard(site, [
    [objectivesWidget(plan), roleWidget(region)],
    [
      graph(
        'What would be lost if it had to be recovered now, in seconds; and how many objectives are missed or unknown',
        [answer('RecoveryLossSeconds', 'loss of the worst store')],
        {
          right: [answer('RecoveryMissed', 'missed'), answer('RecoveryUnknown', 'unknown')],
          limits: [['RPO of the database', rpo]],
        },
      ),
      graph(
        'Age of the oldest proof, in seconds; and what was never proven',
        [answer('ProofAgeSeconds', 'age')],
        {
          right: [answer('NeverProven', 'never proven')],
          limits: [['8 days', PROVEN_WITHIN_SECONDS]],
        },
      ),
    ],
    [
      graph(
        'Replication: age of the newest heartbeat in seconds, WAL left to replay in bytes',
        [figure(recordHeartbeats.name, 'HeartbeatAge', 'heartbeat')],
        {
          right: [figure(recordHeartbeats.name, 'ReplayLagBytes', 'left to replay')],
          limits: [['RPO', rpo]],
        },
      ),
      graph(
        'How far behind now each kind can be recovered to, in seconds; and what nobody knows',
        wal.map(([kind, metricName]) => figure(judgeWal.name, metricName, kind)),
        { right: [figure(judgeWal.name, UNKNOWN_METRIC, 'unknown')], limits: [['RPO of the database', rpo]] },
      ),
    ],
    runWidgets(site),
    [
      graph(
        'Load: jobs that wait, and tasks that are wanted and do not run',
        [
          ...queues.map(({ id }) => queueWaiting(id).with({ label: `waiting in ${id}` })),
          ...(plan.compute
            ? (['api', 'workers'] as const).map((one) =>
                tasksMissing(one).with({ label: `missing of ${one}` }),
              )
            : []),
          ...(place === 'recovery' ? [apiDown().with({ label: 'API down' })] : []),
        ],
        { limits: queues.length > 0 ? [['backlog', BACKLOG.waiting]] : [] },
      ),
      graph('Schedules of the other regions: silent ones by name, and those of which nobody can tell', [
        figure(watchSchedules.name, 'SchedulesUnknown', 'unknown'),
        figure(watchSchedules.name, 'SchedulesSilent', 'silent'),
        new MathExpression({
          expression: `SEARCH('{FireBackup,schedule,service} MetricName="ScheduleSilent"', 'Maximum', 900)`,
          usingMetrics: {},
          label: '',
          period: Duration.minutes(15),
        }),
      ]),
    ],
  ]);
}
