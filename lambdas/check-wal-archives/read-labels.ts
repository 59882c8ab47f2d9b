import type { ObjectHeads } from '../../lib/aws/object-heads';
import type { ObjectTexts } from '../../lib/aws/object-texts';
import { labelledBackups } from '../../lib/domain/archive-coverage';
import type { BaseBackup } from '../../lib/domain/wal/base-backup';

export interface ArchivePlace {
  readonly bucket: string;
  /** Segments lie under `wal/` below it, base backups as `base/<label>/base.tar`. */
  readonly prefix: string;
}

/** The contents of labels and histories by name: those that are known already, and the others from S3. */
export async function readNames(
  objects: ObjectTexts,
  { bucket, prefix }: ArchivePlace,
  { names, known }: { readonly names: readonly string[]; readonly known: Readonly<Record<string, string>> },
): Promise<Record<string, string>> {
  const read = names.map(async (name) => {
    const contents = known[name] ?? (await objects.text(bucket, `${prefix}wal/${name}`));
    return contents === undefined ? [] : [[name, contents] as const];
  });
  return Object.fromEntries((await Promise.all(read)).flat());
}

/** A label tells that a base backup was taken; only its data make it one that can be recovered from. */
export async function backupsThere(
  objects: ObjectHeads,
  { bucket, prefix }: ArchivePlace,
  read: Readonly<Record<string, string>>,
): Promise<{ readonly backups: readonly BaseBackup[]; readonly unusable: readonly string[] }> {
  const { backups, unreadable } = labelledBackups(read);
  const looked = await Promise.all(
    backups.map(async (backup) => {
      const key = `${prefix}base/${backup.label}/base.tar`;
      return { backup, key, bytes: (await objects.head(bucket, key))?.bytes ?? 0 };
    }),
  );
  return {
    backups: looked.flatMap(({ backup, bytes }) => (bytes > 0 ? [backup] : [])),
    unusable: [
      ...unreadable,
      ...looked.flatMap(({ backup, key, bytes }) =>
        bytes > 0 ? [] : [`base backup "${backup.label}": ${key} is not there`],
      ),
    ],
  };
}
