import type { Browser, Page } from 'playwright-core';
import { Endpoints } from '../../rehearsal/endpoints';
import type { World } from '../../rehearsal/world';
import { chromiumNow, openChromium } from '../helpers/chromium-now';
import { aWorld, losePrimary, probe, replicated } from './a-world';

const executable = chromiumNow();

/** What the shipped function tells, at its address in the recovery region. */
const told = async ({ address }: Endpoints) => {
  const answer = await fetch(`http://${address}/status.json`);
  return { status: answer.status, data: (await answer.json()) as Told };
};
interface Told {
  readonly outlook: { readonly kind: string };
  readonly role: { readonly activeRegion: string; readonly epoch: number };
  readonly lastRun?: { readonly outcome: string };
}

/** Both regions look at their heartbeats, as their machines do. */
const look = (world: World, name: string, places: readonly ('primary' | 'recovery')[]) =>
  Promise.all(
    places.map(
      (place) =>
        world.region(place).start('heartbeat', `${name}-${place}`, { remaining: 1, intervalSeconds: 1 })
          .result,
    ),
  );

/** A world whose failover stands still before its promotion is checked, until it may go on. */
async function held(body: (world: World, endpoints: Endpoints, goOn: () => void) => Promise<void>) {
  let goOn: () => void = () => undefined;
  const allowed = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const world = await aWorld(async ({ state }, run) => {
    if (state === 'CheckPromotion') await allowed;
    return run();
  });
  const endpoints = await Endpoints.open(world.region('recovery'));
  try {
    await replicated(world);
    await look(world, 'calm', ['primary', 'recovery']);
    await probe(world);
    await world.region('recovery').invoke('answer-recovery');
    await body(world, endpoints, goOn);
  } finally {
    goOn();
    endpoints.close();
    await world.end();
  }
}

test('the function of the recovery region tells of a failover while it goes on, and of its end', () =>
  held(async (world, endpoints, goOn) => {
    expect((await told(endpoints)).data.role).toMatchObject({ activeRegion: 'us-east-1', epoch: 1 });
    await losePrimary(world);
    await probingUntil(
      world,
      until(async () => (await told(endpoints)).data.outlook.kind === 'down'),
    );
    await world.startFailover('run-1', 'a test');
    await until(async () => (await told(endpoints)).data.outlook.kind === 'moving');
    goOn();
    await world.region('recovery').states.executions.get('run-1')?.result;
    const { status, data } = await told(endpoints);
    expect([status, data.role, data.lastRun?.outcome]).toEqual([
      200,
      expect.objectContaining({ activeRegion: 'us-west-2', epoch: 2 }),
      'done',
    ]);
  }));

const seen =
  'in a browser that was opened before the region died a failover can be watched, without asking again';
if (!executable) test.skip(`not rehearsed, there is no Chromium: ${seen}`, () => undefined);
else
  test(seen, async () => {
    const browser: Browser = await openChromium(executable);
    try {
      await held(async (world, endpoints, goOn) => {
        const page = await browser.newPage();
        await page.goto(`http://${endpoints.address}/status`);
        await losePrimary(world);
        await probingUntil(world, says(page, 'us-east-1 is down'));
        await world.startFailover('run-1', 'a test');
        await says(page, 'Failing over: promoting since');
        expect(await page.locator('li[aria-current=step]').textContent()).toContain('promote');
        goOn();
        await says(page, 'us-west-2 serves');
        await page.getByText('The last failover: run-1').waitFor();
        world.region('recovery').lose();
        await says(page, 'Not known now.');
      });
    } finally {
      await browser.close();
    }
  });

const says = (page: Page, text: string) => page.locator('.verdict').filter({ hasText: text }).waitFor();

/** A page asks again in its own time, a function takes its time to load, and what was probed once is old by then. */
async function probingUntil(world: World, seen: Promise<unknown>): Promise<void> {
  let isSeen = false;
  const end = () => {
    isSeen = true;
  };
  seen.then(end, end);
  while (!isSeen) await probe(world);
  await seen;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resume) => setTimeout(resume, 20));
}
