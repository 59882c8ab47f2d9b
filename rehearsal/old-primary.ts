import type { Fence } from '../lib/domain/fence';
import { controlPlaneReturns, firedGuard } from './control-plane-returns';
import { databaseStore, numbersIn } from './database-pair';
import { APPLICATION_DOOR } from './local-engines';
import type { OldPrimary } from './report';
import type { World } from './world';

const ATTEMPTS = 60;
const PAUSE_MS = 25;
/** Numbers that the client never used. */
const FIRST_NUMBER = 1_000_000_000;

/**
 * Lets the lost region return and asks its database for writes all along, straight at the door that clients once used.
 * The region returns as regions do: first its control plane, whose schedules make up for what they missed, then the
 * database, after its crash recovery.
 */
export async function returnOldPrimary(world: World, surviving: ReadonlySet<number>): Promise<OldPrimary> {
  const { databases } = world.engines;
  const {
    regions,
    databases: [declared],
  } = world.settings.plan;
  const instance = world.cloud.rds.get(regions.primary)?.instances.get(declared?.primary.instance ?? '');
  if (!instance) throw new Error('the old primary is not known to its region');
  await controlPlaneReturns(world);
  instance.recover();
  let fences: readonly Fence[] = [];
  let accepted = 0;
  let whileUp = 0;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (instance.describe().DBInstanceStatus === 'available') whileUp += 1;
    if (await takesWrite(world, FIRST_NUMBER + attempt)) accepted += 1;
    if (fences.length === 0) fences = await firedGuard(world);
    await new Promise((resume) => setTimeout(resume, PAUSE_MS));
  }
  const there = await numbersIn(databases.primary, databases.databaseName);
  const rowsOnlyThere = [...there].filter((number) => number < FIRST_NUMBER && !surviving.has(number)).length;
  return { attempts: ATTEMPTS, whileUp, accepted, refused: ATTEMPTS - accepted, rowsOnlyThere, fences };
}

async function takesWrite(world: World, number: number): Promise<boolean> {
  const { databases } = world.engines;
  try {
    const store = await databaseStore(databases.primary.gate.port(APPLICATION_DOOR), databases.databaseName);
    await store.write(number).finally(() => store.close());
    return true;
  } catch {
    return false;
  }
}
