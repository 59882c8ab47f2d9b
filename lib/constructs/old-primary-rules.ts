import { keptPrefix } from '../domain/old-primary';
import type { Permission, Rule } from './permissions';
import { arnsOn, type Ground } from './plan-arns';

const KEPT_NAMES =
  'an old primary is put aside under a name that ends in its run, so only the prefix is known';

const keptOn = ({ plan, account, reaches }: Ground): readonly string[] =>
  reaches.flatMap((place) =>
    plan.databases.map(
      ({ [place]: { instance } }) =>
        `arn:aws:rds:${plan.regions[place]}:${account}:db:${keptPrefix(instance)}*`,
    ),
  );

/** Whoever renames an instance acts on it under both names; whoever deletes one, on none that the plan names. */
export const onOldPrimaries = (ground: Ground): ReturnType<Rule> => ({
  resources: [...(ground.oldPrimaries === 'put aside' ? arnsOn(ground).instances : []), ...keptOn(ground)],
  wildcardBecause: KEPT_NAMES,
});

/** What carries no tag of the run that put it aside cannot be deleted, whatever a program asks. */
export const onKeptOldPrimaries = (ground: Ground): ReturnType<Rule> => ({
  resources: keptOn(ground),
  conditions: {
    StringEquals: { 'aws:ResourceTag/firebackup:deployment': ground.plan.name },
    Null: { 'aws:ResourceTag/firebackup:kept-for': 'false' },
  },
  wildcardBecause: KEPT_NAMES,
});

/**
 * RDS asks whoever deletes an instance for the right to take its last snapshot, and to hand the instance's tags on to that.
 * Who takes no other snapshot has these beside the deletion alone.
 */
export const finalSnapshotPermissions = (ground: Ground, calls: readonly string[]): Permission[] => {
  if (!ground.oldPrimaries || !calls.includes('rds:DeleteDBInstance')) return [];
  const snapshots = ground.reaches.map(
    (place) =>
      `arn:aws:rds:${ground.plan.regions[place]}:${ground.account}:snapshot:${ground.plan.name}-final-*`,
  );
  return [
    {
      actions: ['rds:CreateDBSnapshot'],
      resources: [...keptOn(ground), ...snapshots],
      wildcardBecause: KEPT_NAMES,
    },
    { actions: ['rds:AddTagsToResource'], resources: snapshots, wildcardBecause: KEPT_NAMES },
  ];
};

/** RDS checks, beside the replica to be, its source in the other region and everything that it is made with. */
export const onReplicas: Rule = (ground) => ({
  resources: [
    ...arnsOn(ground).instances,
    ...new Set(
      ground.reaches.flatMap((place) => {
        const on = (what: string) => `arn:aws:rds:${ground.plan.regions[place]}:${ground.account}:${what}`;
        return [
          ...ground.plan.databases.flatMap(({ [place]: { subnetGroup, parameterGroup } }) => [
            on(`subgrp:${subnetGroup}`),
            on(`pg:${parameterGroup}`),
          ]),
          on('og:default:*'),
        ];
      }),
    ),
  ],
  wildcardBecause: "option groups are AWS' default, named after engine and version",
});
