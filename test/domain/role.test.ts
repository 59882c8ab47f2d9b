import {
  activated,
  closed,
  initialRole,
  LEASE_SECONDS,
  leaseLostBecause,
  mustFenceBecause,
  openRun,
  renewedLease,
  undoing,
} from '../../lib/domain/role';
import { aClaim, aHeldRole, anOpenRun, aRole, aTaking } from '../helpers/a-role';
import { at } from '../helpers/at';

const aSwitchover = (overrides: Parameters<typeof anOpenRun>[0] = {}) =>
  aHeldRole({ openRun: anOpenRun({ workflow: 'switchover', ...overrides }) });

describe('opening a run', () => {
  test('takes the lease under the epoch of the decision', () => {
    expect(openRun(aRole({ version: 6 }), aTaking(), at(0))).toEqual({
      outcome: 'opened',
      role: aRole({
        version: 7,
        openRun: anOpenRun(),
        lease: { owner: 'execution-1', expiresAt: at(LEASE_SECONDS) },
      }),
    });
  });

  test.each([
    [
      'another run is open',
      aHeldRole({ openRun: anOpenRun({ id: 'run-0' }) }),
      'run run-0 to us-west-2 is open',
    ],
    ['the epoch moved on', aRole({ epoch: 2, activeRegion: 'us-west-2' }), 'the epoch moved from 1 to 2'],
  ])('is refused when %s', (_, role, because) => {
    expect(openRun(role, aTaking(), at(0))).toEqual({
      outcome: 'refused',
      because: expect.stringContaining(because),
    });
  });

  test('waits while another execution of the same run holds the lease, up to its very end', () => {
    const claim = aClaim({ owner: 'execution-2' });
    expect(openRun(aHeldRole(), aTaking(claim), at(119.9))).toEqual({
      outcome: 'not-yet',
      because: `execution-1 holds the lease until ${at(120)}`,
    });
    expect(openRun(aHeldRole(), aTaking(claim), at(120)).outcome).toBe('opened');
  });

  test('joined again by its owner keeps the run and renews the lease', () => {
    expect(openRun(aHeldRole(), aTaking(), at(50))).toEqual({
      outcome: 'opened',
      role: aHeldRole({ version: 2, lease: { owner: 'execution-1', expiresAt: at(50 + LEASE_SECONDS) } }),
    });
  });

  test('joined again by another execution is not being undone any more, and by its owner still is', () => {
    const undone = undoing(aHeldRole(), at(10));
    expect(undone.openRun?.undoingSince).toBe(at(10));
    const joined = (owner: string) => {
      const opening = openRun(undone, aTaking(aClaim({ owner })), at(200));
      return opening.outcome === 'opened' && opening.role.openRun;
    };
    expect(joined('execution-2')).toEqual(anOpenRun());
    expect(joined('execution-1')).toEqual(anOpenRun({ undoingSince: at(10) }));
  });

  test('joined again after the role moved still belongs to the epoch that it was opened in', () => {
    const moved = aHeldRole({ epoch: 2, activeRegion: 'us-west-2' });
    expect(openRun(moved, aTaking(), at(200)).outcome).toBe('opened');
  });
});

describe('a lease', () => {
  test.each([
    ['its run was closed', aRole(), 'run run-1 is not open (the ledger has no open run in epoch 1)'],
    ['another run is open', aHeldRole({ openRun: anOpenRun({ id: 'run-2' }) }), 'the ledger has run-2'],
    [
      'another execution took it',
      aHeldRole({ lease: { owner: 'execution-2', expiresAt: at(9) } }),
      'belongs to execution-2, not to execution-1',
    ],
  ])('is lost when %s', (_, role, because) => {
    expect(leaseLostBecause(role, aClaim())).toContain(because);
  });

  test('that expired and that nobody took is still its owner’s', () => {
    expect(
      leaseLostBecause(aHeldRole({ lease: { owner: 'execution-1', expiresAt: at(-999) } }), aClaim()),
    ).toBe(undefined);
  });

  test('is renewed from the moment on that half of it is left', () => {
    expect(renewedLease(aHeldRole(), aClaim(), at(59.9))).toBeUndefined();
    expect(renewedLease(aHeldRole(), aClaim(), at(60))).toEqual(
      aHeldRole({ version: 2, lease: { owner: 'execution-1', expiresAt: at(180) } }),
    );
  });
});

describe('a region fences itself', () => {
  test.each([
    ['it is not the active one', 'us-west-2', aRole(), 'us-east-1 is the active region in epoch 1'],
    [
      'a run takes its role away',
      'us-east-1',
      aHeldRole(),
      'run run-1 is moving the active role to us-west-2',
    ],
    [
      'a switchover away from it has asked for a promotion',
      'us-east-1',
      aSwitchover({ promotingSince: at(3) }),
      'run run-1 is moving the active role',
    ],
    [
      'the role moved and the run is still open',
      'us-east-1',
      aHeldRole({ epoch: 2, activeRegion: 'us-west-2' }),
      'run run-1 is moving the active role',
    ],
  ])('when %s', (_, region, role, because) => {
    expect(mustFenceBecause(role, region)).toContain(because);
  });

  test.each([
    ['it is the active one', 'us-east-1', aRole()],
    ['a run makes it the active one', 'us-west-2', aHeldRole()],
    ['a switchover away from it may still be undone', 'us-east-1', aSwitchover()],
  ])('not when %s', (_, region, role) => {
    expect(mustFenceBecause(role, region)).toBeUndefined();
  });
});

test('a role that was never written is of the primary region, in its first epoch', () => {
  expect(initialRole('us-east-1')).toEqual({ activeRegion: 'us-east-1', epoch: 1, version: 0 });
});

test('activating moves the role one epoch on, and once', () => {
  const moved = activated(aHeldRole(), aClaim(), at(30));
  expect(moved).toEqual(
    aHeldRole({
      activeRegion: 'us-west-2',
      epoch: 2,
      version: 2,
      lastChange: { at: at(30), run: 'run-1' },
    }),
  );
  expect(activated(moved, aClaim(), at(40))).toBe(moved);
});

test('activating without an open run changes nothing', () => {
  const role = aRole();
  expect(activated(role, aClaim(), at(30))).toBe(role);
});

test('closing gives the run and the lease back and keeps the rest', () => {
  const role = aHeldRole({ pausedBy: 'ada', lastChange: { at: at(1), run: 'run-1' } });
  expect(closed(role)).toEqual(
    aRole({ version: 2, pausedBy: 'ada', lastChange: { at: at(1), run: 'run-1' } }),
  );
});
