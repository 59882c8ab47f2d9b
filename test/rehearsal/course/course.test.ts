import { Clock } from '../../../rehearsal/clock';
import { replicationSamples } from '../../../rehearsal/course/replication-samples';
import { SeenProbes } from '../../../rehearsal/course/seen-probes';
import { writeCourse } from '../../../rehearsal/course/write-course';
import type { NumberedWrite } from '../../../rehearsal/numbered-writer';

const STARTED = Date.parse('2026-11-25T10:00:00.000Z');
const since = (at: number) => (at - STARTED) / 1000;
const write = (number: number, region: string, seconds?: number): NumberedWrite => {
  const sentAt = STARTED + (seconds ?? 0) * 1000;
  return { number, region, sentAt, ...(seconds !== undefined && { acknowledgedAt: sentAt }) };
};

test('acknowledged writes are counted by region and time, and the longest time without one is kept', () => {
  const writes = [
    write(1, 'here', 0.1),
    write(2, 'here', 0.2),
    write(3, 'here', 0.6),
    write(4, 'here'),
    write(5, 'there', 1.3),
  ];

  expect(writeCourse(writes, since)).toEqual({
    slotSeconds: 0.25,
    regions: [
      { region: 'here', counts: [2, 0, 1, 0, 0, 0] },
      { region: 'there', counts: [0, 0, 0, 0, 0, 1] },
    ],
    longestGap: { from: 0.6, to: 1.3 },
  });
});

test('a client that was never acknowledged anything has no gap that anybody measured', () => {
  expect(writeCourse([write(1, 'here')], since)).toMatchObject({ regions: [], longestGap: undefined });
});

test('a standby is behind since the first acknowledged write that it has not replayed', () => {
  const writes = [write(1, 'here', 1), write(2, 'here', 2), write(3, 'here', 3), write(4, 'here')];
  const look = (seconds: number, newestNumber: number) => ({
    at: STARTED + seconds * 1000,
    side: 'standby' as const,
    region: 'there',
    newestNumber,
    heartbeatAt: STARTED + 500,
  });
  const clocks = { since, sinceOnFunctions: since };

  expect(replicationSamples([look(2.5, 1), look(2.6, 2), look(3.5, 1)], writes, clocks)).toEqual([
    { at: 2.5, region: 'there', heartbeatAgeSeconds: 2, missingWrites: 1, behindSeconds: 0.5 },
    { at: 2.6, region: 'there', heartbeatAgeSeconds: 2.1, missingWrites: 0, behindSeconds: 0 },
    { at: 3.5, region: 'there', heartbeatAgeSeconds: 3, missingWrites: 2, behindSeconds: 1.5 },
  ]);
});

test('a streak of probes that the ledger forgot is remembered, and one that grew is there once', () => {
  const streak = (outcome: 'up' | 'down', from: number, to: number, count: number) => ({
    component: 'api' as const,
    outcome,
    from: new Date(STARTED + from * 1000).toISOString(),
    to: new Date(STARTED + to * 1000).toISOString(),
    count,
    detail: '',
  });
  const probes = new SeenProbes();
  probes.add([{ vantagePoint: 'witness', streaks: [streak('up', 0, 1, 2)] }]);
  probes.add([{ vantagePoint: 'witness', streaks: [streak('up', 0, 2, 3), streak('down', 3, 3, 1)] }]);
  probes.add([{ vantagePoint: 'witness', streaks: [streak('down', 3, 4, 2)] }]);

  expect(probes.spans(since)).toEqual([
    { vantagePoint: 'witness', component: 'api', outcome: 'up', count: 3, from: 0, to: 2 },
    { vantagePoint: 'witness', component: 'api', outcome: 'down', count: 2, from: 3, to: 4 },
  ]);
});

test('a moment that a clock leapt over was at the leap', () => {
  const clock = new Clock();
  const before = Date.now();
  clock.advance(60);
  clock.advance(60);
  const [first] = clock.leaps;
  const leapt = first?.at ?? Number.NaN;

  expect(clock.realTimeOf(before - 1)).toBe(before - 1);
  expect(clock.realTimeOf(leapt + 30_000)).toBe(leapt);
  expect(clock.realTimeOf(leapt + 150_000)).toBe(leapt + 30_000);
});
