import type { Place } from './deployment';

/**
 * What the stack of a built workload tells the others: what AWS names, and nobody knows before. Everything else has a name of
 * ours, by which IAM policies and Lambdas know it beforehand.
 */
export const WORKLOAD_OUTPUTS = [
  'Vpc',
  'PrivateSubnet0',
  'PrivateSubnet1',
  'PrivateSubnet2',
  'PublicSubnet0',
  'PublicSubnet1',
  'PublicSubnet2',
  'OrchestratorGroup',
  'KeyArn',
  'DatabaseHost',
  'DatabaseGroup',
  'DatabaseFenceGroup',
  'CacheHost',
  'CacheGroup',
  'CacheFenceGroup',
  'LoadBalancerName',
  'LoadBalancerFullName',
  'LoadBalancerZone',
] as const;

/** Of the primary region's stack alone: a global datastore belongs to no region, and its prefix is AWS' choice. */
export type WorkloadOutput = (typeof WORKLOAD_OUTPUTS)[number] | 'GlobalDatastore';

/** Asks for an output of the workload in a region: a token when stacks are made, a stand-in when a plan is checked. */
export type Told = (place: Place, output: WorkloadOutput) => string;

export const ZONES = [0, 1, 2] as const;
