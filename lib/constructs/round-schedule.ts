import type { Site } from './site';
import { UtcSchedule } from './utc-schedule';
import type { Workflow } from './workflow';

const MINUTE = 60;

/**
 * Starts a machine every minute, Scheduler's finest rate, with as many rounds as fit into the minute. A start that is a
 * minute late is overtaken by the next and must not run beside it: 60 s is also the least that Scheduler takes.
 */
export function everyMinuteInRounds(site: Site, id: string, workflow: Workflow): UtcSchedule {
  const { interval } = site.plan.probe;
  return new UtcSchedule(site, id, {
    description: `${workflow.machine.node.path}: every ${interval} s, minute by minute`,
    expression: 'rate(1 minute)',
    starts: { arn: workflow.machine.stateMachineArn, action: 'states:StartExecution' },
    input: { remaining: Math.ceil(MINUTE / interval), intervalSeconds: interval },
    latestAfterSeconds: MINUTE,
  });
}
