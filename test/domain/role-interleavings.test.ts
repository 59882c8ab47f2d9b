import fc from 'fast-check';
import type { Instant } from '../../lib/domain/instant';
import {
  activated,
  type Claim,
  closed,
  initialRole,
  leaseLostBecause,
  mustFenceBecause,
  openRun,
  type Role,
} from '../../lib/domain/role';
import { aTaking } from '../helpers/a-role';
import { at } from '../helpers/at';

/*
 * Several executions of several runs do what the tasks do, in any order and on readings of any age: read the role, work
 * out the next one, and write it if nobody wrote in between.
 */

interface Actor {
  readonly run: string;
  readonly owner: string;
  seen: Role;
  claim: Claim;
}

const ACTIONS = ['read', 'open', 'activate', 'close'] as const;
const REGIONS = ['us-east-1', 'us-west-2'] as const;
const other = (region: string) => (region === REGIONS[0] ? REGIONS[1] : REGIONS[0]);

const steps = fc.array(
  fc.record({ who: fc.nat(3), action: fc.constantFrom(...ACTIONS), afterSeconds: fc.nat(90) }),
  { maxLength: 80 },
);

/** Two runs with two executions each. */
const someActors = (): Actor[] =>
  ['run-1/a', 'run-1/b', 'run-2/a', 'run-2/b'].map((owner) => {
    const run = owner.slice(0, 5);
    return { run, owner, seen: initialRole('us-east-1'), claim: { run, owner, epoch: 1 } };
  });

function next(
  actor: Actor,
  action: Exclude<(typeof ACTIONS)[number], 'read'>,
  now: Instant,
): Role | undefined {
  const { seen, claim } = actor;
  if (action === 'open') {
    const opening = openRun(seen, { ...aTaking(claim), to: other(seen.activeRegion) }, now);
    return opening.outcome === 'opened' ? opening.role : undefined;
  }
  if (leaseLostBecause(seen, claim)) return undefined;
  if (action === 'close') return closed(seen);
  const moved = activated(seen, claim, now);
  return moved === seen ? undefined : moved;
}

function expectSoundWrite(before: Role, after: Role, actor: Actor): void {
  expect(after.version).toBe(before.version + 1);
  const hasMoved = after.activeRegion !== before.activeRegion;
  expect(after.epoch - before.epoch).toBe(hasMoved ? 1 : 0);
  if (hasMoved) expect(before.openRun?.to).toBe(after.activeRegion);
  if (before.openRun) expect(before.openRun.id).toBe(actor.run);
  if (before.openRun && after.openRun) expect(after.openRun).toEqual(before.openRun);
  if (after.openRun) expect(after.lease?.owner).toBe(actor.owner);
}

function expectSoundFences(role: Role): void {
  for (const region of REGIONS) {
    const isSafe = role.openRun ? role.openRun.to === region : role.activeRegion === region;
    expect(mustFenceBecause(role, region) === undefined).toBe(isSafe);
  }
}

test('however runs interleave, one is open at a time and the epoch counts its moves', () => {
  fc.assert(
    fc.property(steps, (wanted) => {
      const actors = someActors();
      let role = initialRole('us-east-1');
      let seconds = 0;
      const moves: string[] = [];
      for (const { who, action, afterSeconds } of wanted) {
        seconds += afterSeconds;
        const actor = actors[who] as Actor;
        if (action === 'read') {
          actor.seen = role;
          const epoch = role.openRun?.id === actor.run ? role.openRun.epoch : role.epoch;
          actor.claim = { ...actor.claim, epoch };
          continue;
        }
        const written = next(actor, action, at(seconds));
        if (!written || actor.seen.version !== role.version) continue;
        expectSoundWrite(role, written, actor);
        if (written.epoch > role.epoch) moves.push(actor.run);
        role = written;
        actor.seen = written;
        expectSoundFences(role);
      }
      expect(role.epoch).toBe(1 + moves.length);
    }),
    { numRuns: 1_000 },
  );
});

test('an execution whose lease another one took can do nothing more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 120, max: 100_000 }), (silentSeconds) => {
      const slow = { run: 'run-1', owner: 'slow', epoch: 1 };
      const opened = openRun(initialRole('us-east-1'), aTaking(slow), at(0));
      if (opened.outcome !== 'opened') throw new Error(opened.because);
      const taken = openRun(opened.role, aTaking({ ...slow, owner: 'fresh' }), at(silentSeconds));
      if (taken.outcome !== 'opened') throw new Error(taken.because);
      expect(leaseLostBecause(taken.role, slow)).toContain('belongs to fresh');
      expect(openRun(taken.role, aTaking(slow), at(silentSeconds + 119)).outcome).toBe('not-yet');
    }),
  );
});
