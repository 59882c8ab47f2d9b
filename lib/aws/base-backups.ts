import type { Instant } from '../domain/instant';
import { archiveListing, type Folder } from './archive-listing';
import type { AwsAccess } from './client-settings';

export interface StoredBase {
  readonly key: string;
  /** When it was stored; S3 counts from the beginning of an upload, which is not before the backup's. */
  readonly at: Instant;
}

/** The base backups in a folder of an archive, each as `<name>/base.tar`. A listing without times finds none. */
export async function baseBackups(access: AwsAccess, folder: Folder): Promise<readonly StoredBase[]> {
  const found: StoredBase[] = [];
  for await (const page of archiveListing(access).behind(folder, '')) {
    for (const { name, at } of page) {
      if (at && /^[^/]+\/base\.tar$/.test(name)) found.push({ key: `${folder.prefix}${name}`, at });
    }
  }
  return found;
}
