import { watchSchedules } from '../../lambdas/watch-schedules/task';
import { Unreachable } from '../../lib/domain/errors';
import { at } from '../helpers/at';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

const watched = [
  { region: 'us-east-1', group: 'firebackup-guard', silentAfterSeconds: 960 },
  { region: 'us-east-1', group: 'firebackup-drill', silentAfterSeconds: 665_280 },
  { region: 'us-east-2', group: 'firebackup-probe', silentAfterSeconds: 960 },
];

type Heard = Readonly<Record<string, string | undefined>>;

/** @param regions what is heard of each, or why it cannot be asked */
function aWatch(
  regions: Readonly<Record<string, Heard | Error>>,
  now = at(2000),
  ledger = new InMemoryLedger(),
) {
  const measured: unknown[][] = [];
  const told: string[] = [];
  const task = watchSchedules({
    region: 'us-west-2',
    watched,
    lastFired: (region) => async (asked) => {
      const heard = regions[region] ?? {};
      if (heard instanceof Error) throw heard;
      return new Map(asked.filter(({ group }) => group in heard).map(({ group }) => [group, heard[group]]));
    },
    ledger,
    measure: (...figure) => measured.push(figure),
    tell: (message) => told.push(message),
    now: () => now,
  });
  return { task, measured, told, ledger };
}

const primary = { 'firebackup-guard': at(1900), 'firebackup-drill': at(-600_000) };
const witness = { 'firebackup-probe': at(1950) };

test('schedules that fire are nothing to tell of, and have no figure', async () => {
  const { task, measured, told, ledger } = aWatch({ 'us-east-1': primary, 'us-east-2': witness });
  const record = await task();
  expect(record.schedules.map(({ state }) => state)).toEqual(['firing', 'firing', 'firing']);
  expect(measured).toEqual([]);
  expect(told).toEqual([]);
  expect(await ledger.schedules('us-west-2')).toEqual(record);
});

test('one that fell silent is counted and named', async () => {
  const { task, measured, told } = aWatch({
    'us-east-1': { ...primary, 'firebackup-guard': at(0) },
    'us-east-2': witness,
  });
  await task();
  expect(measured).toEqual([['SchedulesSilent', 1, 'Count']]);
  expect(told).toEqual([
    expect.stringContaining('schedule firebackup-guard in us-east-1 is silent: it fired last'),
  ]);
});

test('a region that is lost leaves its schedules unknown and no others, and that is a figure', async () => {
  const { task, measured, told } = aWatch({
    'us-east-1': new Unreachable('nobody there'),
    'us-east-2': witness,
  });
  const { schedules } = await task();
  expect(schedules.map(({ state }) => state)).toEqual(['unknown', 'unknown', 'firing']);
  expect(measured).toEqual([['SchedulesUnknown', 2, 'Count']]);
  expect(told).toContain('schedule firebackup-guard in us-east-1 is unknown: nobody there');
});

test('a schedule that CloudWatch left out of its answer is unknown, not silent', async () => {
  const { task } = aWatch({ 'us-east-1': { 'firebackup-guard': at(1900) }, 'us-east-2': witness });
  expect((await task()).schedules[1]).toMatchObject({
    group: 'firebackup-drill',
    state: 'unknown',
    because: 'cloudwatch in us-east-1 did not answer for it',
  });
});

test('a schedule that never fired is counted from when it was watched first, by the next call too', async () => {
  const never = { 'us-east-1': { ...primary, 'firebackup-guard': undefined }, 'us-east-2': witness };
  const first = aWatch(never, at(2000));
  expect((await first.task()).schedules[0]).toMatchObject({ state: 'new', watchedSince: at(2000) });
  const later = aWatch(never, at(2961), first.ledger);
  expect((await later.task()).schedules[0]).toMatchObject({ state: 'silent', watchedSince: at(2000) });
});

test('without the ledger nothing is claimed', async () => {
  const { task, measured, ledger } = aWatch({ 'us-east-1': primary, 'us-east-2': witness });
  ledger.schedules = async () => {
    throw new Unreachable('no ledger');
  };
  await expect(task()).rejects.toThrow('no ledger');
  expect(measured).toEqual([]);
});
