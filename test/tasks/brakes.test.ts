import { pauseFailover } from '../../lambdas/pause-failover/task';
import { resumeFailover } from '../../lambdas/resume-failover/task';
import { LedgerBusy } from '../../lib/domain/errors';
import { aClock } from '../helpers/a-clock';
import { aHeldRole, aRole } from '../helpers/a-role';
import { at } from '../helpers/at';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

const { now } = aClock(5);
const pause = { by: 'ada', because: 'a deployment' };

/** A ledger whose role somebody else writes just before each of the next writes. */
function aBusyLedger(times: number): InMemoryLedger {
  const ledger = new InMemoryLedger(aRole());
  const { writeRole } = ledger;
  let left = times;
  ledger.writeRole = async (next) => {
    if (left > 0) {
      left -= 1;
      ledger.current = { ...ledger.current, version: ledger.current.version + 1 };
    }
    await writeRole(next);
  };
  return ledger;
}

test('a pause names the run that goes on beside it', async () => {
  const ledger = new InMemoryLedger(aHeldRole());
  expect(await pauseFailover({ ledger, now })(pause)).toEqual({
    pausedBy: 'ada',
    pausedAt: at(5),
    pausedBecause: 'a deployment',
    goesOn: 'run-1',
  });
});

test('a second pause writes nothing and answers with the first', async () => {
  const ledger = new InMemoryLedger();
  const task = pauseFailover({ ledger, now });
  await task(pause);
  expect(await task({ by: 'grace', because: 'another' })).toMatchObject({ pausedBy: 'ada' });
  expect(ledger.doings).toEqual(['role']);
});

test('resuming what is not paused writes nothing', async () => {
  const ledger = new InMemoryLedger();
  expect(await resumeFailover({ ledger, now })({ by: 'ada' })).toEqual({ lastResumed: undefined });
  expect(ledger.doings).toEqual([]);
});

test('a brake that loses a race reads again, a few times', async () => {
  const ledger = aBusyLedger(4);
  await pauseFailover({ ledger, now })(pause);
  expect(ledger.current.pausedBy).toBe('ada');
  await expect(pauseFailover({ ledger: aBusyLedger(5), now })(pause)).rejects.toThrow(LedgerBusy);
});
