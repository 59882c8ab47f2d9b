import { VANTAGE_POINTS } from '../../lib/domain/evidence';
import { CHECKER_INTERVAL_SECONDS, verdictsOf } from '../../lib/domain/verdict';
import { failoverRules } from '../../lib/plan/deployment';
import { withSession } from '../../lib/postgres/connect';
import { World } from '../../rehearsal/world';
import { examplePlan, probe, replicated } from './a-world';
import { eventually } from './engines/eventually';

let world: World;
const aWorldIn = async (regions = examplePlan().regions) => {
  world = await World.build({ plan: { ...examplePlan(), regions }, compression: 1000 });
};
afterEach(() => world.end());

/** Not by the witness: twice, as far apart as Route 53 is asked, and in the end as often as makes a region down. */
async function probeFromRecovery(): Promise<unknown> {
  const recovery = world.region('recovery');
  const { interval } = world.deployment.probe;
  for (const untilNext of [CHECKER_INTERVAL_SECONDS, interval, interval]) {
    await recovery.invoke('probe-components');
    world.clock.advance(untilNext);
  }
  return recovery.invoke('probe-components');
}

async function verdicts(): Promise<Record<string, string>> {
  const { detection } = failoverRules(world.deployment);
  const judged = verdictsOf(await world.ledger.evidence(), detection, world.clock.now().toISOString());
  return Object.fromEntries(judged.map(({ from, verdict }) => [from, verdict.state]));
}

/** Route 53's checkers have all asked since. */
const checked = () => new Promise((resume) => setTimeout(resume, 1_600));

test('a lost region is seen by its neighbour and Route 53 while the witness is silent, and failed over', async () => {
  await aWorldIn({ primary: 'us-west-2', recovery: 'us-east-1', witness: 'us-east-2' });
  await replicated(world);
  await world.losePrimary();
  await checked();

  expect(await probeFromRecovery()).toEqual({ downSince: expect.any(String) });
  expect(await verdicts()).toEqual({ recovery: 'down', witness: 'unknown', route53: 'down' });
  await world.startFailover('unwitnessed', 'test');
  await world.region('recovery').states.executions.get('unwitnessed')?.result;

  expect(await world.ledger.run('unwitnessed')).toMatchObject({
    outcome: 'done',
    evidence: { steps: { confirmation: { by: 'write', from: { where: 'here' } } } },
  });
  const { databases } = world.engines;
  const { host, port } = databases.standby.server;
  const { databaseName } = databases;
  const { rows } = await withSession({ host, port, databaseName, user: 'postgres' }, {}, (session) =>
    session.query('SELECT run FROM client.confirmations'),
  );
  expect(rows).toEqual([{ run: 'unwitnessed' }]);
});

test("Route 53's word is unknown once the region is lost that its API stands in", async () => {
  await aWorldIn();
  // On a busy machine a checker may give up on an API that is well; it asks again.
  await eventually(async () => {
    await world.region('recovery').invoke('probe-components');
    const word = await world.ledger.evidenceFrom('route53');
    return word?.streaks.at(-1)?.outcome === 'up';
  }, 'a good word of Route 53');

  await replicated(world);
  await world.losePrimary();
  await checked();
  // Its last word is as old as may be, and its silence lasts another round.
  world.clock.advance(31);
  expect(await probeFromRecovery()).toEqual({ downSince: undefined });
  expect(await verdicts()).toEqual({ recovery: 'down', witness: 'unknown', route53: 'unknown' });
});

test('what the replica hears of its primary is evidence of the recovery region, and of no other', async () => {
  await aWorldIn();
  await replicated(world);
  await world.region('recovery').start('heartbeat', 'heartbeat-1', {}).result;
  await probe(world);

  const seen = await world.ledger.evidence();
  expect(seen.map(({ vantagePoint }) => vantagePoint)).toEqual(VANTAGE_POINTS.slice(0, seen.length));
  const detailOf = (from: string) =>
    seen
      .find(({ vantagePoint }) => vantagePoint === from)
      ?.streaks.find(({ component }) => component === 'database')?.detail;
  expect(detailOf('recovery')).toMatch(/^its replica's newest heartbeat is \d\.\d s old$/);
  expect(detailOf('witness')).toBe('HTTP 200');
});
