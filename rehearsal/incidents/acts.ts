import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '../../lib/domain/run';
import type { Place } from '../../lib/plan/deployment';
import { type Ended, ended } from '../backups/stage';
import { waitUntil } from '../engines/wait-until';
import type { NumberedWriter } from '../numbered-writer';
import { minutesPassUntil } from './minutes-pass';
import { seenOf } from './seen-of';
import { act, type Stage } from './stage';

/** Acknowledged by the region that took over before the story goes on. */
const WRITES_AFTERWARDS = 20;
export const PATIENCE_MS = 30_000;
/** A schedule fires every minute; here there is less to wait for. */
const RECONCILED_EVERY_MS = 500;

export const kill = act('Kill the primary region', async ({ world, found, moments }) => {
  found.killedAt = Date.now();
  moments.push({ at: found.killedAt, what: 'killed' });
  await world.losePrimary();
  return 'SIGKILL to its processes; its AWS endpoints answer no more';
});

/**
 * The alarm starts a failover. One that is refused for something that passes is started again by its schedule, until the
 * role has moved.
 */
export const awaitFailover = act('Fail over', async (stage) => {
  const { world, settings } = stage;
  let run = await alarmedRun(stage);
  const deadline = Date.now() + PATIENCE_MS;
  while ((await world.ledger.role()).activeRegion !== settings.plan.regions.recovery) {
    if (Date.now() > deadline) throw new Error(`the failover is ${run.outcome}: ${run.because}`);
    await pause(RECONCILED_EVERY_MS);
    run = (await reconciledRun(stage)) ?? run;
  }
  const { outcome, because, phases = [] } = await runThatMoved(stage);
  if (outcome !== 'done') throw new Error(`the failover is ${outcome}: ${because}`);
  return phases.map(({ name, seconds }) => `${name} ${seconds.toFixed(2)} s`).join(', ');
});

/** The alarm starts a failover, which may also say no. */
export const awaitAnswer = act('Ask for a failover', async (stage) => {
  const { outcome, because } = await alarmedRun(stage);
  return `${outcome}: ${because}`;
});

/** Waits for the alarm, and for the end of the run that it started, whichever that is. */
async function alarmedRun(stage: Stage): Promise<Run> {
  const { alarms, world } = stage;
  await waitUntil(() => alarms.length > 0, {
    withinMs: PATIENCE_MS,
    otherwise: async () =>
      `no alarm rang: two vantage points have to see the region down; ${await seenOf(world)}`,
  });
  const { name, started } = alarms.shift() ?? { name: '' };
  await started;
  return endOf(stage, name);
}

/** What the schedule started, if it started anything. */
async function reconciledRun(stage: Stage): Promise<Run | undefined> {
  const region = stage.world.region('recovery');
  await region.invoke('reconcile-failover').catch(() => undefined);
  const name = [...region.states.executions.keys()].findLast((one) =>
    /^reconcile-(?!.*-switchover$)/.test(one),
  );
  return name === undefined ? undefined : endOf(stage, name);
}

/** Not always the one that was waited for: an alarm that goes out and rings again starts another. */
async function runThatMoved(stage: Stage): Promise<Run> {
  const { lastChange } = await stage.world.ledger.role();
  if (!lastChange) throw new Error('the role has moved, and the ledger does not say by which run');
  return endOf(stage, lastChange.run);
}

async function endOf({ world, found }: Stage, name: string): Promise<Run> {
  const ending = world.region('recovery').states.executions.get(name)?.result;
  await minutesPassUntil(Promise.resolve(ending), world);
  const run = await world.ledger.run(name);
  if (!run) throw new Error(`the ledger has no record of run ${name}`);
  found.run = run;
  return run;
}

/** The alarm starts a failover, which hands the role over instead: the run that counts is the switchover's. */
export const awaitSwitchover = act('Hand the role over', async (stage) => {
  const { outcome, because } = await alarmedRun(stage);
  const switchover = (await stage.world.runs()).findLast(({ workflow }) => workflow === 'switchover');
  if (switchover?.outcome !== 'done') {
    throw new Error(`no switchover was done; the failover is ${outcome}: ${because ?? switchover?.because}`);
  }
  return `${switchover.id} is done`;
});

/** The cool-down ends, as a named person says so. */
export async function acknowledgeChange({ world }: Stage): Promise<void> {
  const { lastChange } = await world.ledger.role();
  await world.region('recovery').invoke('acknowledge-change', { by: 'alex', run: lastChange?.run });
}

/** Starts a runbook as a person does, and goes on only if it is done. */
export async function mustSucceed(stage: Stage, order: ByHand): Promise<void> {
  const end = await startByHand(stage, order);
  if ('failed' in end) throw new Error(`the ${order.workflow} ended ${end.failed}: ${end.because}`);
}

/** Starts a runbook as a person does, and waits for its end, whichever that is. */
export const startByHand = ({ world }: Stage, { place, workflow, name, ...input }: ByHand): Promise<Ended> =>
  ended(world.region(place).start(workflow, name, { run: name, trigger: 'a person', ...input }).result);

interface ByHand {
  readonly place: Place;
  readonly workflow: 'failover' | 'switchover' | 'failback';
  readonly name: string;
  readonly approvedBy?: string;
}

/** Waits until the client writes there, as far as it can tell from the answers that it gets. */
export async function writesIn({ client, world }: Stage, place: Place): Promise<number> {
  const region = world.settings.plan.regions[place];
  const since = Date.now();
  const there = ({ writes }: NumberedWriter) =>
    writes.filter(
      ({ acknowledgedAt, sentAt, region: at }) => acknowledgedAt && at === region && sentAt > since,
    );
  await waitUntil(() => client.writers.every((one) => there(one).length >= WRITES_AFTERWARDS), {
    withinMs: PATIENCE_MS,
    otherwise: () => {
      const seen = client.writers.map((one) => `${there(one).length}${lastFailureOf(one)}`).join(' and ');
      return `fewer than ${WRITES_AFTERWARDS} writes to each store were acknowledged in ${region}: ${seen}`;
    },
  });
  return WRITES_AFTERWARDS;
}

const lastFailureOf = ({ writes }: NumberedWriter): string => {
  const last = writes.findLast(({ failure }) => failure !== undefined);
  return last ? ` (last failure, in ${last.region}: ${last.failure})` : '';
};

export const writeThere = act('Write in the recovery region', async (stage) => {
  const writes = await writesIn(stage, 'recovery');
  return `${writes} writes acknowledged there by each store`;
});

export const pause = (milliseconds: number) => sleep(milliseconds);
