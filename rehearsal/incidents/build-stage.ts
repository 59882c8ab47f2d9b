import type { Plan } from '../../lib/plan/plan';
import { Client, WRITE_EVERY_MS } from '../client';
import { ReplicationWatch } from '../course/replication-watch';
import { SeenProbes } from '../course/seen-probes';
import type { Progress } from '../progress';
import type { ScenarioSettings } from '../scenario';
import { Schedules } from '../schedules';
import { SplitBrainChecker } from '../split-brain-checker';
import { surroundingsOf } from '../surroundings';
import { World } from '../world';
import { calm } from './calm';
import type { Stage } from './stage';

/** How long the client writes at least before anything goes wrong. */
const CALM_MS = 1_500;
const STARTED = { primary: ['heartbeat'], witness: ['probe'], recovery: ['heartbeat', 'probe'] } as const;
/** The runbooks whose tasks are shown, and can be stepped into. */
const RUNBOOKS: readonly string[] = ['failover', 'switchover', 'failback'];

/** A world and whoever tries both of its sides from the first second on; nothing goes on in it yet. */
export async function buildStage(settings: ScenarioSettings, plan: Plan, progress: Progress): Promise<Stage> {
  let stage: Stage | undefined;
  const world = await World.build({
    plan,
    compression: settings.compression,
    onAlarm: () => {
      if (!stage) return;
      const at = Date.now();
      const name = `alarm-${at}`;
      stage.moments.push({ at, what: 'alarm' });
      const started = stage.world.startFailover(name, 'alarm RegionDown');
      // Whoever waits for the failover hears of it.
      started.catch(() => undefined);
      stage.alarms.push({ name, started });
    },
    around: async (task, run) => {
      if (task.workflow === 'probe') return run().finally(() => void lookAtProbes(stage));
      if (!RUNBOOKS.includes(task.workflow)) return run();
      progress.say(`${task.workflow}: ${task.state}`);
      await stage?.onTask(task);
      return run();
    },
  });
  stage = {
    settings: { ...settings, plan },
    startedAt: Date.now(),
    world,
    client: new Client(world),
    checker: await SplitBrainChecker.start(world),
    schedules: (['primary', 'witness', 'recovery'] as const).map(
      (place) => new Schedules(world.region(place), settings.compression),
    ),
    say: progress.say,
    surroundings: await surroundingsOf(world),
    replication: new ReplicationWatch(world.engines.databases),
    probes: new SeenProbes(),
    steps: progress.done,
    moments: [],
    alarms: [],
    checks: [],
    found: {},
    onTask: () => undefined,
  };
  return stage;
}

/** What the ledger shows of probes by now; no probe waits for it. A look that fails shows nothing: the next one shows it all. */
async function lookAtProbes(stage: Stage | undefined): Promise<void> {
  const evidence = await stage?.world.ledger.evidence().catch(() => []);
  stage?.probes.add(evidence ?? []);
}

/** What goes on in every deployment: probes, heartbeats, guards, and a client that writes. */
export async function startAll({ world, schedules, client, settings }: Stage): Promise<string> {
  const { interval } = world.deployment.probe;
  for (const [index, place] of (['primary', 'witness', 'recovery'] as const).entries()) {
    for (const workflow of STARTED[place]) schedules[index]?.everyInterval(workflow, interval);
    if (place !== 'witness') schedules[index]?.functionEveryMinute('guard-region', () => undefined);
  }
  client.start();
  await Promise.all([calm(world), new Promise((resume) => setTimeout(resume, CALM_MS))]);
  const cache = world.engines.caches ? ' and Redis' : '';
  const { primary, recovery } = settings.plan.regions;
  return `PostgreSQL${cache} in ${primary} and ${recovery}, ${1000 / WRITE_EVERY_MS} writes a second`;
}

export async function endStage({ world, client, checker, schedules, replication }: Stage): Promise<void> {
  for (const schedule of schedules) schedule.stop();
  checker.stop();
  replication.stop();
  await client.stop();
  await world.end();
}
