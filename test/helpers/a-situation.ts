import type { FailoverRules } from '../../lib/domain/failover-objections';
import type { DatabaseStandby, Situation } from '../../lib/domain/situation';
import { aRole } from './a-role';
import { anEvidence, someDetectionRules } from './an-evidence';
import { at } from './at';

export const aDatabaseStandby = (overrides: Partial<DatabaseStandby> = {}): DatabaseStandby => ({
  database: 'main',
  instanceStatus: 'available',
  inRecovery: true,
  replayLagBytes: 0,
  lastHeartbeatAt: at(-5),
  ...overrides,
});

/** The clear case, two minutes and five seconds after the primary region fell silent: nothing speaks against going. */
export const aSituation = (overrides: Partial<Situation> = {}): Situation => ({
  now: at(125),
  recoveryRegion: 'us-west-2',
  role: aRole(),
  evidence: [anEvidence('recovery'), anEvidence('witness')],
  databases: [aDatabaseStandby()],
  caches: [{ cache: 'queue', memberStatus: 'associated' }],
  ...overrides,
});

export const someRules = (overrides: Partial<FailoverRules> = {}): FailoverRules => ({
  mode: 'automatic',
  detection: someDetectionRules(),
  coolDownSeconds: 3_600,
  rpoSeconds: 300,
  maintenance: [],
  ...overrides,
});
