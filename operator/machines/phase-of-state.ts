import type { PhaseName } from '../../lib/domain/run';

/** The states of `failover` and `switchover` that make up each phase. What comes before the first of them is `decide`. */
export const STATES_OF_PHASES: Readonly<Partial<Record<PhaseName, readonly string[]>>> = {
  decide: ['ReadStandbys', 'GatherEvidence', 'DecideFailover', 'DecideSwitchover', 'TakeLease'],
  approve: ['AnnounceRequest', 'RequestApproval'],
  fence: [
    'QuiesceWorkers',
    'HoldWrites',
    'AwaitReplay',
    'AwaitCaches',
    'FenceRegion',
    'FenceRegionFinally',
    'WaitOutIsolation',
  ],
  promote: ['PromoteComponents', 'PromoteDatabases', 'PromoteDatabase', 'PromoteCaches', 'PromoteCache'],
  verify: ['VerifyWrites', 'CheckPromotion', 'CheckCachePromotion'],
  scale: ['ScaleServices', 'CheckServices'],
  traffic: ['ActivateRegion', 'RedirectWriters', 'ResumeWorkers'],
  confirm: ['ConfirmTraffic', 'CheckWorkers', 'RestoreSettings', 'CloseRun'],
};

const PHASE_OF = new Map(
  Object.entries(STATES_OF_PHASES).flatMap(([phase, states]) =>
    states.map((state) => [state, phase as PhaseName]),
  ),
);

/** The phase that a machine is in once it enters a state; nothing for a state that belongs to none. */
export const phaseOfState = (state: string): PhaseName | undefined => PHASE_OF.get(state);

/** `PromoteDatabase` is read as `promote database`. */
export const stateInWords = (state: string): string => state.replace(/(?!^)([A-Z])/g, ' $1').toLowerCase();
