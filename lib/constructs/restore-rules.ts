import { onKeptOldPrimaries } from './old-primary-rules';
import type { Rule } from './permissions';
import { arnsOn, type Ground } from './plan-arns';

const SCRATCH_NAMES = 'what a restore or a drill makes is named after its run, so only the prefix is known';

const rds = ({ plan, account, reaches }: Ground, what: readonly string[]): readonly string[] =>
  reaches.flatMap((place) => what.map((one) => `arn:aws:rds:${plan.regions[place]}:${account}:${one}`));

const scratchOn = (ground: Ground): readonly string[] =>
  rds(
    ground,
    ['restore', 'drill'].map((purpose) => `db:${ground.plan.name}-${purpose}-*`),
  );

/** What restores made, and nothing that the plan names; all instances only for whoever has to find them by their tags. */
export const onScratchInstances: Rule = (ground, calls) =>
  ground.scratch === 'listed' && calls.includes('rds:DescribeDBInstances')
    ? {
        resources: rds(ground, ['db:*']),
        wildcardBecause: 'what was left behind can only be found by listing; it is told by its tags',
      }
    : { resources: scratchOn(ground), wildcardBecause: SCRATCH_NAMES };

const onScratch: Rule = (ground) => ({ resources: scratchOn(ground), wildcardBecause: SCRATCH_NAMES });

/** RDS checks, beside the instance to be, everything that it is made from and made with. */
const made = (ground: Ground, source: readonly string[]): ReturnType<Rule> => ({
  resources: [
    ...scratchOn(ground),
    ...source,
    ...new Set(
      ground.plan.databases.flatMap((database) =>
        ground.reaches.flatMap((place) => [
          ...rds({ ...ground, reaches: [place] }, [
            `subgrp:${database[place].subnetGroup}`,
            `pg:${database[place].parameterGroup}`,
          ]),
        ]),
      ),
    ),
    ...rds(ground, ['og:default:*']),
  ],
  wildcardBecause: `${SCRATCH_NAMES}; snapshots and automated backups are numbered, and option groups are AWS' default`,
});

/** What restoring databases, and removing what was restored, may act on. */
export const RESTORE_RULES: Readonly<Record<string, Rule>> = {
  'rds:RestoreDBInstanceFromDBSnapshot': (ground) => made(ground, arnsOn(ground).snapshots()),
  'rds:RestoreDBInstanceToPointInTime': (ground) =>
    made(ground, [...arnsOn(ground).instances, ...rds(ground, ['auto-backup:*'])]),
  'rds:RemoveTagsFromResource': onScratch,
  /** What lost its expiry when it was handed over cannot be deleted here, whatever a program asks. */
  'rds:DeleteDBInstance': (ground, calls) =>
    ground.oldPrimaries
      ? onKeptOldPrimaries(ground)
      : {
          ...onScratch(ground, calls),
          conditions: {
            StringEquals: { 'aws:ResourceTag/firebackup:deployment': ground.plan.name },
            Null: { 'aws:ResourceTag/firebackup:scratch-until': 'false' },
          },
        },
};
