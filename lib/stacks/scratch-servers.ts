import { backupBucketNames } from '../constructs/backup-bucket';
import { ContainerTask, type Step } from '../constructs/container-task';
import type { Permission } from '../constructs/permissions';
import type { Site } from '../constructs/site';
import { DUMP_PREFIX } from '../domain/dump-name';
import { archiveServerFamily, dumpServerFamily } from '../plan/task-names';

/** Replay works on one processor, its checks and the reading of contents on another. */
const SIZE = { cpu: 2048, memoryLimitMiB: 8192 };

/**
 * PostgreSQL in containers, over what no managed service restores: a dump of any database, and the WAL archive of one that
 * you run yourself. In both serving regions, each over its own buckets: a copy is proven where it would be needed.
 */
export function addScratchServers(site: Site): void {
  const { plan } = site;
  if (plan.dumps.length > 0) addDumpServer(site);
  if (plan.walArchives.length > 0) addArchiveServer(site);
}

function addDumpServer(site: Site): void {
  const { plan, region } = site;
  const bucket = backupBucketNames(plan)[site.servingPlace];
  new ContainerTask(site.scope, 'DumpServer', {
    family: dumpServerFamily(plan),
    region,
    size: SIZE,
    steps: [{ name: 'fetch-dump', image: 'aws' }, serving('serve-dump', LOADED)],
    permissions: [
      {
        actions: ['s3:GetObjectVersion'],
        resources: [`arn:aws:s3:::${bucket}/${DUMP_PREFIX}*`],
        wildcardBecause: 'which dump is restored is decided by the drill or by whoever asks for it',
      },
      decryption(site),
    ],
  });
}

function addArchiveServer(site: Site): void {
  const { plan, region, servingPlace } = site;
  const archives = plan.walArchives.map(({ buckets, prefix }) => ({
    bucket: `arn:aws:s3:::${buckets[servingPlace]}`,
    prefix,
  }));
  new ContainerTask(site.scope, 'ArchiveServer', {
    family: archiveServerFamily(plan),
    region,
    size: SIZE,
    steps: [
      { name: 'fetch-base', image: 'aws' },
      { name: 'read-label', image: 'postgres' },
      { name: 'fetch-wal', image: 'aws' },
      serving('serve-archive', RECOVERED),
    ],
    permissions: [
      {
        actions: ['s3:GetObject'],
        resources: archives.map(({ bucket, prefix }) => `${bucket}/${prefix}*`),
        wildcardBecause: 'an archive is a prefix: PostgreSQL names what lies below it',
      },
      { actions: ['s3:ListBucket'], resources: [...new Set(archives.map(({ bucket }) => bucket))] },
      decryption(site),
    ],
  });
}

/** It takes no connections but by its socket until all is loaded. */
const LOADED = 'pg_isready --quiet --host=127.0.0.1';
/** Recovery takes the signal away when it has come to its end. */
const RECOVERED = `test ! -e "$PGDATA/recovery.signal" && ${LOADED}`;

const serving = (name: string, isReady: string): Step => ({ name, image: 'postgres', isReady });

/** Objects under the plan's key of the region; an archive under another key needs that key's policy to admit this role. */
const decryption = ({ plan, region, servingPlace }: Site): Permission => ({
  actions: ['kms:Decrypt'],
  resources: [plan.keys[servingPlace]],
  conditions: { StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } },
});
