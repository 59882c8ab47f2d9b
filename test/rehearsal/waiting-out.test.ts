import type { Fence } from '../../lib/domain/fence';
import { SELF_FENCED_SECONDS } from '../../lib/domain/isolation';
import { databaseStore } from '../../rehearsal/database-pair';
import { minutesPassUntil } from '../../rehearsal/incidents/minutes-pass';
import { APPLICATION_DOOR } from '../../rehearsal/local-engines';
import type { World } from '../../rehearsal/world';
import { aWorld, probeUntilDeclared, replicated } from './a-world';

let world: World;
let tries: number;
/** Called when a task of the failover is about to run. */
let onTask: (state: string) => void | Promise<void>;
beforeEach(async () => {
  tries = 0;
  onTask = () => undefined;
  world = await aWorld(
    async ({ state }, run) => {
      if (state === 'FenceRegion') tries += 1;
      await onTask(state);
      return run();
    },
    { whenUnfenced: 'wait', isolation: 'fence' },
  );
  await replicated(world);
  world.network.partition();
  await probeUntilDeclared(world);
});
afterEach(() => world.end());

/** What a new client near the primary is told. */
async function write(): Promise<string> {
  const { primary, databaseName } = world.engines.databases;
  try {
    const store = await databaseStore(primary.gate.port(APPLICATION_DOOR), databaseName);
    await store.write(1).finally(() => store.close());
    return 'written';
  } catch {
    return 'refused';
  }
}

const fail = async (execution = 'cut-off') => {
  await world.startFailover('cut-off', 'test', execution);
  return world.region('recovery').states.executions.get(execution);
};

const waiting = async () => {
  const before = tries;
  while (tries < before + 3) await new Promise((resume) => setTimeout(resume, 10));
};

const fencesOf = async (run: string) => {
  const { evidence } = (await world.ledger.run(run)) ?? {};
  return (evidence as { steps: { fence: { fences: readonly Fence[] } } }).steps.fence.fences;
};

test('a region that gives no answer has closed itself before anything is promoted beside it', async () => {
  let toldAtPromotion = 'nothing was promoted';
  onTask = async (state) => {
    if (state === 'PromoteDatabase') toldAtPromotion = await write();
  };
  const execution = await fail();
  await waiting();
  expect(await write()).toBe('written');

  await minutesPassUntil(Promise.resolve(execution?.result), world);
  expect(toldAtPromotion).toBe('refused');
  expect(await world.ledger.run('cut-off')).toMatchObject({ outcome: 'done' });
  expect(await fencesOf('cut-off')).toMatchObject([
    { outcome: 'unfenced', silent: true, because: expect.stringContaining('it was waited for until') },
    { outcome: 'unfenced', silent: true },
  ]);
});

test('a region that answers meanwhile is fenced, and waited for no longer', async () => {
  const execution = await fail();
  await waiting();
  world.network.heal();

  await execution?.result;
  expect(await fencesOf('cut-off')).toMatchObject([{ outcome: 'held' }, { outcome: 'held' }]);
  expect(await write()).toBe('refused');
});

test('an execution that takes a crashed one over waits for what is left, and not anew', async () => {
  const first = await fail();
  first?.result.catch(() => undefined);
  await waiting();
  first?.abort();
  world.clock.advance(SELF_FENCED_SECONDS);

  const second = await fail('second');
  const before = tries;
  await second?.result;
  expect(tries).toBe(before + 1);
});
