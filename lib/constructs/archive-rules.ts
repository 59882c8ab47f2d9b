import type { Place } from '../plan/deployment';
import type { Plan } from '../plan/plan';
import type { Rule } from './permissions';

/** Where a WAL archive lies that a function may read: as IAM words resources. */
export interface ArchivePlace {
  readonly bucketArn: string;
  readonly prefix: string;
}

export const archivesOn = ({ walArchives }: Plan, place: Place): readonly ArchivePlace[] =>
  walArchives.map(({ buckets, prefix }) => ({ bucketArn: `arn:aws:s3:::${buckets[place]}`, prefix }));

export const onArchiveBuckets: Rule = ({ archives = [] }) => ({
  resources: [...new Set(archives.map(({ bucketArn }) => bucketArn))],
});

/** Labels, histories and the sizes of base backups. Segments are listed and never read. */
export const onArchives: Rule = ({ archives = [] }) => ({
  resources: archives.flatMap(({ bucketArn, prefix }) => [
    `${bucketArn}/${prefix}wal/*.backup`,
    `${bucketArn}/${prefix}wal/*.history`,
    `${bucketArn}/${prefix}base/*/base.tar`,
  ]),
  wildcardBecause:
    'PostgreSQL names labels and histories by places in the WAL, and base backups have the names of your choice',
});
