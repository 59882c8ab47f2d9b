import { execute, fireGuard, type Move } from './executions';
import { beatOnce } from './heartbeat-look';
import { ModelledWorld } from './modelled-world';
import { Scheduler, seededRandom } from './scheduler';

const EVENTS = 10;
const TURNS_BETWEEN_MOST = 12;
const TURNS_MOST = 4_000;

type Event = (world: ModelledWorld, number: number) => void;

const begin = (world: ModelledWorld, move: Move, run: string, execution: string): void => {
  world.begun.set(execution, run);
  const ended = (ending: string) => {
    world.ended.add(execution);
    world.endings.add(ending);
  };
  void execute(world, move, { run, execution }).then(
    () => ended('done'),
    ({ name }: Error) => ended(name),
  );
};

/** The same event of an alarm may arrive twice, and a run may be started again: one run, several executions. */
const alarm: Event = (world, number) => begin(world, 'failover', 'alarm', `alarm-${number}`);
const wish: Event = (world, number) => begin(world, 'switchover', 'wish', `wish-${number}`);

/** One execution never goes on. */
const crash: Event = ({ scheduler, begun }) => scheduler.stop(scheduler.oneOf([...begun.keys()]));

const EVENTS_OF_THE_WORLD: readonly Event[] = [
  ({ primary }) => primary.die(),
  ({ primary }) => primary.revive(),
  (world) => {
    world.isCut = !world.isCut;
  },
  (world) => world.pass(20),
  (world) => world.pass(130),
  (world) => world.loseLedger(world.recovery.region),
  (world) => world.loseLedger(world.primary.region),
  (world) => world.findLedger(),
  (world) => {
    world.isAnotherLost = true;
  },
  alarm,
  alarm,
  wish,
  wish,
  (world, number) => begin(world, 'failover', `reconcile-${number}`, `reconcile-${number}`),
  (world, number) => void fireGuard(world, world.primary.region, `guard-${number}`),
  (world, number) => void fireGuard(world, world.recovery.region, `guard-${number}`),
  crash,
  crash,
  ({ primary, recovery }) => {
    primary.letClientsIn();
    recovery.letClientsIn();
  },
];

/** What goes wrong first, and who acts on it. */
const BEGINNINGS: readonly (readonly [Event, Event])[] = [
  [({ primary }) => primary.die(), alarm],
  [
    (world) => {
      world.isCut = true;
    },
    alarm,
  ],
  [() => undefined, wish],
  [
    (world) => {
      world.isAnotherLost = true;
    },
    wish,
  ],
];

/** Walks the schedule of this number: trouble, an alarm, and then whatever comes. */
export async function walkSchedule(number: number, tamper?: ModelledWorld['tamper']): Promise<ModelledWorld> {
  const world = new ModelledWorld(new Scheduler(seededRandom(number)), tamper);
  void happenings(world);
  await world.scheduler.run(() => world.check(), TURNS_MOST);
  world.checkRecords();
  await mend(world);
  return world;
}

async function happenings(world: ModelledWorld): Promise<void> {
  const { scheduler } = world;
  const [trouble, answer] = scheduler.oneOf(BEGINNINGS);
  trouble(world, 0);
  world.seeOutside();
  world.pass(20);
  answer(world, 0);
  for (let number = 1; number <= EVENTS; number += 1) {
    const turns = 1 + Math.floor(scheduler.random() * TURNS_BETWEEN_MOST);
    for (let turn = 0; turn < turns; turn += 1) await scheduler.turn('the world');
    const event = scheduler.oneOf(EVENTS_OF_THE_WORLD);
    scheduler.trace.push(`the world: event ${EVENTS_OF_THE_WORLD.indexOf(event)}`);
    event(world, number);
    world.seeOutside();
  }
}

/** What a person does afterwards: everything works again, and a run that is open is started again under its name. */
async function mend(world: ModelledWorld): Promise<void> {
  world.endFaults();
  world.isCut = false;
  world.isAnotherLost = false;
  world.findLedger();
  world.primary.revive();
  world.pass(200);
  world.seeOutside();
  const { openRun } = world.ledger.current;
  if (openRun) {
    const move = openRun.workflow === 'switchover' ? 'switchover' : 'failover';
    const last = { run: openRun.id, execution: 'last', approvedBy: 'a person' };
    void execute(world, move, last).catch(({ name }: Error) => world.endings.add(name));
  }
  await world.scheduler.run(() => world.check(), TURNS_MOST);
  for (const { region } of [world.primary, world.recovery])
    void fireGuard(world, region, `last-guard-${region}`);
  await world.scheduler.run(() => world.check(), TURNS_MOST);
  for (const { region } of [world.primary, world.recovery])
    void beatOnce(world, region, `last-beat-${region}`);
  await world.scheduler.run(() => world.check(), TURNS_MOST);
  world.checkEnd();
}
