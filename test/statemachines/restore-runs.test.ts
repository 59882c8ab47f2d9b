import { DRILL_LIMIT_SECONDS } from '../../lib/domain/drill-record';
import { aReachableCopy, aWindow } from '../helpers/a-recovery-point';
import { soundContents } from '../helpers/a-restore-order';
import { at } from '../helpers/at';
import { aSnapshotAndAWindow, RestoreRuns } from './restore-runs';

const someRuns = () => new RestoreRuns().record(...aSnapshotAndAWindow());
const doubted = { ...soundContents, outcome: 'doubted' as const, doubts: ['public.a cannot be read: no'] };

describe('restore', () => {
  const RESTORE = ['PlanRestore', 'StartRestore', 'CheckRestore', 'CheckContents', 'HandOver'];
  const input = { store: 'main', to: at(-60), run: 'run-1' };

  test('goes from the request to an endpoint that stays', async () => {
    const runs = await someRuns();
    await runs.run('restore', 'e-1', input);
    expect([...new Set(runs.ran)]).toEqual(RESTORE);
    expect(await runs.ledger.restore('run-1')).toMatchObject({
      outcome: 'restored',
      endpoint: { port: 5432 },
      order: { to: at(-60), point: { id: 'a-window' } },
    });
    expect(await runs.restorer.scratch('us-west-2')).toEqual([]);
    expect(runs.restorer.made.size).toBe(1);
    expect(await runs.ledger.holds()).toEqual([]);
  });

  test.each(RESTORE)(
    'killed right after %s and started again under its run, it ends the same',
    async (state) => {
      const runs = await someRuns();
      runs.killAfter(state, 'e-1');
      await expect(runs.run('restore', 'e-1', input)).rejects.toThrow();
      const again = runs.run('restore', 'e-2', input);
      if (state === 'HandOver') await expect(again).rejects.toThrow(/has ended as restored/);
      else await again;
      expect(runs.restorer.calls.map((call) => call.split(' ')[0])).toEqual(['start', 'keep']);
      expect(await runs.ledger.restore('run-1')).toMatchObject({ outcome: 'restored' });
      expect(await runs.ledger.holds()).toEqual([]);
    },
  );

  test('what is refused makes nothing, says why, and holds nothing', async () => {
    const runs = await someRuns();
    await expect(runs.run('restore', 'e-1', { store: 'main', to: at(900) })).rejects.toThrow(
      'lies in the future',
    );
    expect(runs.restorer.calls).toEqual([]);
    expect(await runs.ledger.restore('e-1')).toMatchObject({
      outcome: 'refused',
      because: expect.stringMatching(/^RestoreBlocked: .* lies in the future/),
    });
    expect(await runs.ledger.holds()).toEqual([]);
  });

  test('a request that is not understood is recorded too', async () => {
    const runs = await someRuns();
    await expect(runs.run('restore', 'e-1', { stor: 'main' })).rejects.toThrow();
    expect(await runs.ledger.restore('e-1')).toMatchObject({ outcome: 'refused' });
  });

  test('a restore that fails leaves what was made to expire', async () => {
    const runs = await someRuns();
    runs.restorer.failing = { status: 'restore-error', because: 'x is restore-error' };
    await expect(runs.run('restore', 'e-1', input)).rejects.toThrow('x is restore-error');
    expect(await runs.ledger.restore('run-1')).toMatchObject({
      outcome: 'abandoned',
      because: 'RestoreFailed: x is restore-error',
    });
    expect(await runs.restorer.scratch('us-west-2')).toHaveLength(1);
    expect(await runs.ledger.holds()).toEqual([]);
  });

  test('doubted contents stay with whoever asked for them, and the run ends badly', async () => {
    const runs = await someRuns();
    runs.contents.set('a-window', doubted);
    await expect(runs.run('restore', 'e-1', input)).rejects.toThrow(
      'its contents are doubted: public.a cannot be read: no',
    );
    expect(await runs.restorer.scratch('us-west-2')).toEqual([]);
    expect(await runs.ledger.restore('run-1')).toMatchObject({ outcome: 'doubted' });
  });

  test('contents of which too little could be seen are not called restored either, and disprove nothing', async () => {
    const runs = await someRuns();
    runs.contents.set('a-window', {
      ...soundContents,
      outcome: 'unknown',
      unknowns: ['no grant on public.a'],
    });
    await expect(runs.run('restore', 'e-1', input)).rejects.toThrow(
      'too little of it could be looked at: no grant on public.a',
    );
    expect(await runs.restorer.scratch('us-west-2')).toEqual([]);
    expect(await runs.ledger.restore('run-1')).toMatchObject({
      outcome: 'doubted',
      endpoint: { port: 5432 },
    });
    expect((await runs.ledger.recoveryPoints()).map(({ proof }) => proof)).toEqual([undefined, undefined]);
  });

  test('a cache is looked into as a cache', async () => {
    const backup = aReachableCopy({
      id: 'a-backup',
      store: 'queue',
      kind: 'cache-backup-copy' as 'snapshot',
    });
    const runs = await new RestoreRuns().record(backup);
    await runs.run('restore', 'e-1', { store: 'queue' });
    expect(runs.ran).toContain('CheckCacheContents');
    expect(runs.ran).not.toContain('CheckContents');
  });
});

describe('drill', () => {
  const DRILL = [
    'PlanDrill',
    'StartRestore',
    'CheckRestore',
    'CheckContents',
    'RecordProof',
    'RemoveScratch',
    'JudgeDrill',
  ];
  const input = { run: 'run-1' };
  const outcomes = async (runs: RestoreRuns) =>
    Object.fromEntries(
      ((await runs.ledger.drill('run-1'))?.drilled ?? []).map(({ point, outcome }) => [point, outcome]),
    );
  const proofs = async (runs: RestoreRuns) =>
    Object.fromEntries((await runs.ledger.recoveryPoints()).map(({ id, proof }) => [id, proof?.outcome]));

  test('proves every point, with its time, and leaves nothing behind', async () => {
    const runs = await someRuns();
    await runs.run('drill', 'e-1', input);
    expect([...new Set(runs.ran)].sort()).toEqual([...DRILL].sort());
    expect(await outcomes(runs)).toEqual({ 'a-copy': 'proven', 'a-window': 'proven' });
    expect(await runs.ledger.drill('run-1')).toMatchObject({
      outcome: 'done',
      drilled: [{ usableSeconds: expect.any(Number) }, { recoveredTo: soundContents.recoveredTo }],
    });
    expect(await proofs(runs)).toEqual({ 'a-copy': 'proven', 'a-window': 'proven' });
    expect(runs.restorer.made.size).toBe(0);
    expect(await runs.ledger.holds()).toEqual([]);
  });

  test.each(DRILL)('killed right after %s and started again later, it ends the same', async (state) => {
    const runs = await someRuns();
    runs.killAfter(state, 'e-1');
    await expect(runs.run('drill', 'e-1', input)).rejects.toThrow();
    const before = await runs.ledger.drill('run-1');
    // What is open for longer than a drill lasts has nobody any more.
    if (before?.outcome === 'open') {
      await runs.ledger.writeDrill({ ...before, startedAt: at(-DRILL_LIMIT_SECONDS) });
    }
    await runs.run('drill', 'e-2', input);
    expect(await outcomes(runs)).toEqual({ 'a-copy': 'proven', 'a-window': 'proven' });
    expect(runs.restorer.made.size).toBe(0);
    expect(await runs.ledger.holds()).toEqual([]);
    const names = runs.restorer.calls
      .filter((call) => call.startsWith('start'))
      .map((call) => call.split(' ')[1]);
    expect(new Set(names).size).toBe(2);
  });

  test('a point whose restore fails is disproven, the other has its turn, and the drill fails', async () => {
    const runs = await someRuns();
    runs.restorer.failing = { status: 'restore-error', because: 'it is restore-error' };
    await expect(runs.run('drill', 'e-1', input)).rejects.toThrow('2 of 2 recovery points are disproven');
    expect(await outcomes(runs)).toEqual({ 'a-copy': 'disproven', 'a-window': 'disproven' });
    expect(await proofs(runs)).toEqual({ 'a-copy': 'disproven', 'a-window': 'disproven' });
    expect(runs.restorer.made.size).toBe(0);
    expect(await runs.ledger.drill('run-1')).toMatchObject({ outcome: 'failed' });
  });

  test('a point whose contents are doubted is disproven', async () => {
    const runs = await someRuns();
    runs.contents.set('a-copy', doubted);
    await expect(runs.run('drill', 'e-1', input)).rejects.toThrow();
    expect(await proofs(runs)).toEqual({ 'a-copy': 'disproven', 'a-window': 'proven' });
    expect(await runs.ledger.drill('run-1')).toMatchObject({
      outcome: 'failed',
      because:
        '1 of 2 recovery points are disproven: snapshot-copy a-copy of main: public.a cannot be read: no',
    });
  });

  test('a quota disproves nothing, and a drill that could do nothing fails', async () => {
    const runs = await someRuns();
    runs.restorer.failing = { status: 'insufficient-capacity', because: 'no room' };
    await expect(runs.run('drill', 'e-1', input)).rejects.toThrow();
    expect(await outcomes(runs)).toEqual({ 'a-copy': 'not drilled', 'a-window': 'not drilled' });
    expect(await proofs(runs)).toEqual({ 'a-copy': undefined, 'a-window': undefined });
    expect(runs.restorer.made.size).toBe(0);
  });

  test('scratch that does not go is left to its expiry, and the drill is judged by what it found', async () => {
    const runs = await someRuns();
    runs.restorer.remove = async () => {
      throw new Error('deletion protection');
    };
    await runs.run('drill', 'e-1', input);
    expect(await proofs(runs)).toEqual({ 'a-copy': 'proven', 'a-window': 'proven' });
    expect(await runs.restorer.scratch('us-west-2')).toHaveLength(2);
    expect((await runs.ledger.drill('run-1'))?.drilled?.[0]?.left).toMatch(/deletion protection/);
  });

  test('a second delivery of the same firing ends at once', async () => {
    const runs = await someRuns();
    const firing = { due: '2026-03-01T06:00:00Z' };
    await runs.run('drill', 'e-1', firing);
    const ran = runs.ran.length;
    await runs.run('drill', 'e-2', firing);
    expect(runs.ran.slice(ran)).toEqual(['PlanDrill']);
  });

  test('points of both kinds of window and of nothing at all make a drill that says what waits', async () => {
    const runs = await new RestoreRuns().record(aWindow({ windows: [] }));
    await runs.run('drill', 'e-1', input);
    expect(await runs.ledger.drill('run-1')).toMatchObject({
      outcome: 'done',
      waiting: [{ because: 'nothing can be recovered from it now' }],
    });
  });
});
