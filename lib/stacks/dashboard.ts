import { contract as answerRecovery } from '../../lambdas/answer-recovery/contract';
import { contract as judgeWal } from '../../lambdas/judge-wal/contract';
import { contract as recordHeartbeats } from '../../lambdas/record-heartbeats/contract';
import { contract as watchSchedules } from '../../lambdas/watch-schedules/contract';
import { RegionDashboard } from '../constructs/region-dashboard';
import type { Site } from '../constructs/site';
import { apiDown } from './api-alarms';
import { tasksMissing } from './capacity-recorder';
import { figure, graph, objectivesWidget, runWidgets, standingWidget } from './dashboard-widgets';
import { BACKLOG, queueWaiting } from './queue-measurer';

/** What one looks at first, in a serving region. When all its parts, and what watches it from here, are made. */
export function addDashboard(site: Site): void {
  const { plan, place } = site;
  const { rpo } = plan.objectives.region.database;
  const queues = plan.caches.filter(({ queues: own }) => own !== undefined);
  const isRecovery = place === 'recovery';

  new RegionDashboard(site, [
    [standingWidget(site)],
    [
      objectivesWidget(plan),
      graph(
        'Replication: age of the newest heartbeat in seconds',
        [figure(recordHeartbeats.name, 'HeartbeatAge', 'heartbeat')],
        { limits: [['RPO', rpo]] },
      ),
    ],
    [
      graph('What is wrong, counted: there is a figure only while there is something to tell', [
        figure(judgeWal.name, 'WalUnknown', 'windows of recovery that are unknown'),
        figure(recordHeartbeats.name, 'ApplicationKeptOut', 'roles that are kept out'),
        figure(watchSchedules.name, 'SchedulesSilent', 'schedules of other regions: silent'),
        figure(watchSchedules.name, 'SchedulesUnknown', 'schedules of other regions: unknown'),
        ...(isRecovery
          ? (['Missed', 'Unknown', 'Unproven'] as const).map((what) =>
              figure(answerRecovery.name, `Recovery${what}`, `recovery: ${what.toLowerCase()}`),
            )
          : []),
      ]),
      graph(
        'Load: jobs that wait, and tasks that are wanted and do not run',
        [
          ...queues.map(({ id }) => queueWaiting(id).with({ label: `waiting in ${id}` })),
          ...(plan.compute
            ? (['api', 'workers'] as const).map((one) =>
                tasksMissing(one).with({ label: `missing of ${one}` }),
              )
            : []),
          ...(isRecovery ? [apiDown().with({ label: 'API down' })] : []),
        ],
        { limits: queues.length > 0 ? [['backlog', BACKLOG.waiting]] : [] },
      ),
    ],
    runWidgets(site),
  ]);
}
