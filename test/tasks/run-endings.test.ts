import { abandonRun } from '../../lambdas/abandon-run/task';
import { activateRegion } from '../../lambdas/activate-region/task';
import { recordFailure } from '../../lambdas/record-failure/task';
import { LeaseLost, PromotionBegun } from '../../lib/domain/errors';
import { promoting, undoing } from '../../lib/domain/role';
import type { RunOutcome } from '../../lib/domain/run';
import { aClock } from '../helpers/a-clock';
import { aClaim, aHeldRole, aRole } from '../helpers/a-role';
import { aRun } from '../helpers/a-run';
import { at } from '../helpers/at';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

const error = { Error: 'Unfenced', Cause: 'timed out' };

function aLedgerWith(outcome: RunOutcome = 'open', role = aHeldRole()): InMemoryLedger {
  const ledger = new InMemoryLedger(role);
  ledger.runs.set('run-1', aRun({ outcome }));
  return ledger;
}

describe('activate-region', () => {
  test('moves the role one epoch on; a second call finds it moved', async () => {
    const ledger = aLedgerWith();
    const activate = activateRegion({ ledger, now: aClock(5).now });
    const answer = { region: 'us-west-2', epoch: 2, at: at(5) };
    expect(await activate({ claim: aClaim() })).toEqual(answer);
    expect(await activate({ claim: aClaim() })).toEqual(answer);
    expect(ledger.doings).toEqual(['role']);
    expect(ledger.current.lastChange).toEqual({ at: at(5), run: 'run-1' });
  });

  test('moves nothing for a run that was closed', async () => {
    const ledger = aLedgerWith('abandoned', aRole());
    await expect(activateRegion({ ledger, now: aClock().now })({ claim: aClaim() })).rejects.toThrow(
      LeaseLost,
    );
    expect(ledger.current).toEqual(aRole());
  });
});

describe('abandon-run', () => {
  const abandon = (ledger: InMemoryLedger, claim = aClaim()) =>
    abandonRun({ ledger, now: aClock(5).now })({ claim, workflow: 'failover', trigger: 'an alarm', error });

  test('gives nothing up when an earlier execution has asked for a promotion, and says what to do', async () => {
    const ledger = aLedgerWith();
    ledger.current = promoting(ledger.current, at(1));
    await expect(abandon(ledger)).rejects.toThrow(PromotionBegun);
    await expect(abandon(ledger)).rejects.toThrow('start it again with run set to run-1');
    expect(ledger.doings).toEqual([]);
  });

  test('finds nothing to give up where the run never came to be open, and records it, once', async () => {
    const ledger = new InMemoryLedger(aRole());
    expect(await abandon(ledger)).toEqual({ abandoned: 'run-1', because: 'Unfenced: timed out' });
    await abandon(ledger);
    expect(ledger.doings).toEqual(['run']);
    expect(ledger.runs.get('run-1')).toMatchObject({
      trigger: 'an alarm',
      outcome: 'abandoned',
      endedAt: at(5),
    });
  });

  test('records why and gives the run up; the active region stays', async () => {
    const ledger = aLedgerWith();
    expect(await abandon(ledger)).toEqual({ abandoned: 'run-1', because: 'Unfenced: timed out' });
    expect(ledger.runs.get('run-1')).toMatchObject({
      outcome: 'abandoned',
      because: 'Unfenced: timed out',
      endedAt: at(5),
      from: 'us-east-1',
    });
    const lastAbandoned = { at: at(5), run: 'run-1', workflow: 'failover' } as const;
    expect(ledger.current).toEqual(aRole({ version: 3, lastAbandoned }));
    expect(ledger.doings).toEqual(['role', 'run', 'role']);
  });

  test('a second call, after an answer that was lost, finds it done: the fences are still to be undone', async () => {
    const ledger = aLedgerWith();
    await abandon(ledger);
    expect(await abandon(ledger)).toEqual({ abandoned: 'run-1', because: 'Unfenced: timed out' });
    expect(ledger.doings).toEqual(['role', 'run', 'role']);
  });

  test('an interruption between record and closing is made up for by a second call', async () => {
    const ledger = aLedgerWith('open', undoing(aHeldRole(), at(1)));
    ledger.interruptBefore('role');
    await expect(abandon(ledger)).rejects.toThrow('interrupted');
    await abandon(ledger);
    expect(ledger.current).not.toHaveProperty('openRun');
  });

  test('an execution that lost the run to another one gives nothing up', async () => {
    const ledger = aLedgerWith();
    await expect(abandon(ledger, aClaim({ owner: 'execution-2' }))).rejects.toThrow(LeaseLost);
    expect(ledger.doings).toEqual([]);
  });
});

describe('record-failure', () => {
  const record = (
    ledger: InMemoryLedger,
    overrides: {
      outcome?: 'refused' | 'stuck';
      Error?: string;
      execution?: string;
      runbooks?: string | undefined;
    } = {},
  ) =>
    recordFailure({ ledger, runbooks: overrides.runbooks, now: aClock(5).now })({
      request: { run: 'run-1', trigger: 'ada' },
      workflow: 'failover',
      execution: overrides.execution ?? 'execution-2',
      outcome: overrides.outcome ?? 'refused',
      error: { ...error, Error: overrides.Error ?? 'FailoverBlocked' },
    });

  test('keeps why a run was refused that never began, under its name', async () => {
    const ledger = new InMemoryLedger();
    expect(await record(ledger)).toMatchObject({ recorded: 'run-1' });
    expect(ledger.runs.get('run-1')).toEqual({
      id: 'run-1',
      workflow: 'failover',
      trigger: 'ada',
      endedAt: at(5),
      outcome: 'refused',
      because: 'FailoverBlocked: timed out',
    });
  });

  test.each([
    [undefined, 'statemachines/README.md#failover.'],
    ['https://git.example.com/runbook.md', 'https://git.example.com/runbook.md#failover.'],
  ])('however a run ends, with the runbook at %s its words end with %s', async (runbooks, end) => {
    const ends = [
      await record(new InMemoryLedger(), { runbooks }),
      await record(new InMemoryLedger(), { runbooks, outcome: 'stuck' }),
      await record(aLedgerWith(), { runbooks, outcome: 'stuck', Error: 'Unreachable' }),
    ].map(({ message }) => message);
    expect(new Set(ends).size).toBe(3);
    for (const message of ends) expect(message.endsWith(`; ${end}`)).toBe(true);
  });

  test('names a run that has no name of its own after its execution', async () => {
    const ledger = new InMemoryLedger();
    const input = {
      request: { trigger: 'ada' },
      execution: 'execution-2',
      workflow: 'failover',
      outcome: 'refused',
      error,
    } as const;
    await recordFailure({ ledger, now: aClock().now })(input);
    expect([...ledger.runs.keys()]).toEqual(['execution-2']);
  });

  test.each(['open', 'done', 'incomplete', 'abandoned', 'stuck'] as const)(
    'a refused execution leaves the record of a run that is %s as it is, and writes beside it',
    async (outcome) => {
      const ledger = aLedgerWith(outcome);
      expect(await record(ledger)).toMatchObject({ recorded: 'run-1/execution-2' });
      expect(await record(ledger)).toMatchObject({ recorded: 'run-1/execution-2' });
      expect(ledger.runs.get('run-1')).toEqual(aRun({ outcome }));
      expect(ledger.runs.get('run-1/execution-2')).toMatchObject({ outcome: 'refused' });
    },
  );

  test('an execution that lost its lease leaves the record to the one that has it', async () => {
    const ledger = aLedgerWith();
    await record(ledger, { outcome: 'stuck', Error: 'LeaseLost' });
    expect(ledger.runs.get('run-1')).toEqual(aRun());
  });

  test('an execution that could not even take the lease leaves the run to the one that has it, and says so', async () => {
    const ledger = aLedgerWith();
    const { recorded, message } = await record(ledger, { outcome: 'stuck', Error: 'Unreachable' });
    expect(recorded).toBe('run-1/execution-2');
    expect(ledger.runs.get('run-1')).toEqual(aRun());
    expect(message).toContain('Execution execution-2 of run run-1 (failover) ended: Unreachable: timed out');
    expect(message).toContain('Execution execution-1 holds the run');
  });

  test('a run that stands still keeps what is known of it, the role and the lease', async () => {
    const ledger = aLedgerWith();
    const stuck = { outcome: 'stuck', Error: 'TerminalState', execution: 'execution-1' } as const;
    await record(ledger, stuck);
    await record(ledger, stuck);
    expect(ledger.runs.get('run-1')).toEqual(
      aRun({ outcome: 'stuck', endedAt: at(5), because: 'TerminalState: timed out' }),
    );
    expect(ledger.current).toEqual(aHeldRole());
  });
});
