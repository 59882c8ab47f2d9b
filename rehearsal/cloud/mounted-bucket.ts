import { readdirSync, statSync } from 'node:fs';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { type Bucket, inKeyOrder, type ListedObject, type NewObject, type StoredObject } from './bucket';

/** S3's name for the version of an object that has no other. */
const ONLY_VERSION = 'null';

/**
 * A bucket whose objects are the files below a folder that something else writes to as well, such as the
 * `archive_command` of PostgreSQL. Without versions: what is overwritten or removed is gone.
 */
export class MountedBucket implements Bucket {
  constructor(private readonly directory: string) {}

  readonly find = async (key: string, versionId = ONLY_VERSION): Promise<StoredObject | undefined> => {
    const file = join(this.directory, key);
    const found = await stat(file).catch(() => undefined);
    if (!found?.isFile() || versionId !== ONLY_VERSION) return undefined;
    return { key, versionId, bytes: found.size, modifiedAt: found.mtime, file, metadata: {} };
  };

  list(prefix: string): readonly ListedObject[] {
    const top = join(this.directory, prefix.slice(0, prefix.lastIndexOf('/') + 1));
    const listed: ListedObject[] = [];
    for (const file of filesBelow(top)) {
      const key = relative(this.directory, file).split(sep).join('/');
      // A file may go between being listed and being looked at, as when an archiver renames what it has written.
      const found = statSync(file, { throwIfNoEntry: false });
      if (found && key.startsWith(prefix)) listed.push({ key, bytes: found.size, modifiedAt: found.mtime });
    }
    return listed.sort(inKeyOrder);
  }

  readonly put = async ({ key, body }: NewObject): Promise<StoredObject> => {
    const file = join(this.directory, key);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, body);
    const stored = await this.find(key);
    if (!stored) throw new Error(`${file} was written just now and is gone`);
    return stored;
  };

  readonly remove = async (key: string): Promise<void> => {
    await rm(join(this.directory, key), { force: true });
  };
}

function filesBelow(directory: string): readonly string[] {
  try {
    return readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
