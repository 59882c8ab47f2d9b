import { databaseStore } from '../../rehearsal/database-pair';
import { APPLICATION_DOOR } from '../../rehearsal/local-engines';
import { World } from '../../rehearsal/world';
import { beat, examplePlan } from './a-world';

let world: World;
afterEach(() => world?.end());

async function aWorldThat(isolation: 'fence' | 'keep'): Promise<void> {
  const plan = examplePlan();
  const failover = { ...plan.failover, isolation };
  world = await World.build({ plan: { ...plan, failover }, compression: 1000 });
  await beat(world);
}

let number = 0;
const port = () => world.engines.databases.primary.gate.port(APPLICATION_DOOR);

/** What a new client of the primary is told. */
async function write(): Promise<string> {
  try {
    const store = await databaseStore(port(), world.engines.databases.databaseName);
    number += 1;
    await store.write(number).finally(() => store.close());
    return 'written';
  } catch {
    return 'refused';
  }
}

const guard = () => world.region('primary').invoke('guard-region');

/** A reboot takes as long as a fast shutdown may: 5 s where a standby behind a partition does not answer. */
const CONTENT_WITHIN_MS = 30_000;

/** Firings of the guard, until one is content. */
async function guardUntil(isContent: (message: string) => boolean): Promise<string> {
  let message = '';
  for (const since = Date.now(); Date.now() - since < CONTENT_WITHIN_MS; ) {
    message = await guard().then(
      (answer) => JSON.stringify(answer),
      (error: Error) => error.message,
    );
    if (isContent(message)) return message;
    await new Promise((resume) => setTimeout(resume, 50));
  }
  throw new Error(`the guard was never content: ${message}`);
}

describe('an isolated region', () => {
  test('that is to keep serving does so', async () => {
    await isolateFor('keep');
    await expect(guard()).rejects.toThrow('it keeps serving, as the plan says');
    expect(await write()).toBe('written');
  });

  test('that is to fence itself takes no write any more, and opens again by itself', async () => {
    await isolateFor('fence');
    const store = await databaseStore(port(), world.engines.databases.databaseName);
    await guardUntil((message) => message.includes('main held'));
    await expect(store.write(-1)).rejects.toThrow();
    expect(await write()).toBe('refused');

    world.network.heal();
    await guardUntil((message) => message.includes('"lifted":["'));
    await guardUntil((message) => message.includes('"lifted":[]'));
    expect(await write()).toBe('written');
  });

  async function isolateFor(isolation: 'fence' | 'keep'): Promise<void> {
    await aWorldThat(isolation);
    world.network.partition();
    await expect(guard()).rejects.toThrow('nothing was changed yet');
    world.clock.advance(121);
  }
});

describe('a region that is not active any more', () => {
  test('acknowledges no write that a frozen primary had been sent before it was let go again', async () => {
    await aWorldThat('keep');
    const { primary, databaseName } = world.engines.databases;
    const store = await databaseStore(port(), databaseName);
    await store.write(-1);
    primary.server.freeze();
    const sent = store.write(-2).then(
      () => 'acknowledged',
      () => 'refused',
    );
    await moveTheRole();
    await guardUntil((message) => message.includes('its sessions were ended by a reboot'));
    primary.server.thaw();
    expect(await sent).toBe('refused');
    expect(await write()).toBe('refused');
  });

  test('whose fence group lets clients in has the logins of its application blocked, and says why', async () => {
    await aWorldThat('keep');
    leak();
    const store = await databaseStore(port(), world.engines.databases.databaseName);
    await moveTheRole();
    const answer = await guardUntil((message) => message.includes('"how":"roles"'));
    expect(answer).toContain('application may not log in to');
    expect(answer).toContain(`is no fence: it admits ${APPLICATION_DOOR}`);
    await expect(store.write(-3)).rejects.toThrow();
    expect(await write()).toBe('refused');
  });

  async function moveTheRole(): Promise<void> {
    const role = await world.ledger.role();
    const { recovery: activeRegion } = world.deployment.regions;
    await world.ledger.writeRole({ ...role, activeRegion, epoch: role.epoch + 1, version: role.version + 1 });
  }

  /** As somebody who adds a rule to the fence's group by hand. */
  function leak(): void {
    const { deployment, cloud } = world;
    const [{ primary } = { primary: undefined }] = deployment.databases;
    const instance = cloud.rds.get(deployment.regions.primary)?.instances.get(primary?.instance ?? '');
    const rules = instance?.place.rules as Map<string, readonly string[]> | undefined;
    rules?.set(primary?.fenceSecurityGroup ?? '', [APPLICATION_DOOR, deployment.orchestratorGroups.primary]);
  }
});
