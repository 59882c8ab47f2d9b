import type { Claim, OpenRun, Role, Undertaking } from '../../lib/domain/role';
import { at } from './at';

export const aRole = (overrides: Partial<Role> = {}): Role => ({
  activeRegion: 'us-east-1',
  epoch: 1,
  version: 1,
  ...overrides,
});

export const aClaim = (overrides: Partial<Claim> = {}): Claim => ({
  run: 'run-1',
  owner: 'execution-1',
  epoch: 1,
  ...overrides,
});

/** What the default claim undertakes. */
export const aTaking = (claim: Claim = aClaim()): Undertaking => ({
  claim,
  workflow: 'failover',
  to: 'us-west-2',
});

export const anOpenRun = (overrides: Partial<OpenRun> = {}): OpenRun => ({
  id: 'run-1',
  workflow: 'failover',
  from: 'us-east-1',
  to: 'us-west-2',
  epoch: 1,
  openedAt: at(0),
  ...overrides,
});

/** A role whose one open run is held by the default claim until the given second. */
export const aHeldRole = (overrides: Partial<Role> = {}): Role =>
  aRole({ openRun: anOpenRun(), lease: { owner: 'execution-1', expiresAt: at(120) }, ...overrides });
