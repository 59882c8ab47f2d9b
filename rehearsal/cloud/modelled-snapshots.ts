import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type DBSnapshot,
  DBSnapshotAlreadyExistsFault,
  DBSnapshotNotFoundFault,
  InvalidDBSnapshotStateFault,
} from '@aws-sdk/client-rds';
import { demandRoom } from './rds-quota';

export interface ModelledSnapshot {
  readonly described: DBSnapshot;
  readonly directory: string;
}

interface Settings {
  readonly region: string;
  readonly account: string;
  /** Where snapshots lie, each in a directory of its own. */
  readonly folder: string;
  readonly now: () => Date;
}

/** The manual snapshots of one region: what RDS would say of them, over directories on disk. */
export class ModelledSnapshots {
  readonly #snapshots = new Map<string, ModelledSnapshot>();

  constructor(private readonly settings: Settings) {}

  all(): readonly DBSnapshot[] {
    return [...this.#snapshots.values()].map(({ described }) => described);
  }

  /** @throws {DBSnapshotNotFoundFault} */
  find(id: string): ModelledSnapshot {
    const found = this.#snapshots.get(id);
    if (found) return found;
    throw snapshotNotFound(id);
  }

  /** @throws {InvalidDBSnapshotStateFault} as RDS does for copying and deleting */
  findAvailable(id: string): ModelledSnapshot {
    const found = this.find(id);
    if (found.described.Status === 'available') return found;
    const message = `${id} is ${found.described.Status}, expected available`;
    throw new InvalidDBSnapshotStateFault({ $metadata: {}, message });
  }

  /** A snapshot that is available once the work that fills its directory is done. */
  create(id: string, what: DBSnapshot, fill: (directory: string) => Promise<unknown>): DBSnapshot {
    if (this.#snapshots.has(id)) {
      throw new DBSnapshotAlreadyExistsFault({ $metadata: {}, message: `snapshot ${id} exists already` });
    }
    demandRoom(this.all(), what);
    const { region, account, folder, now } = this.settings;
    const described: DBSnapshot = {
      ...what,
      DBSnapshotIdentifier: id,
      DBSnapshotArn: `arn:aws:rds:${region}:${account}:snapshot:${id}`,
      SnapshotType: 'manual',
      SnapshotCreateTime: now(),
      Encrypted: true,
      Status: 'creating',
      PercentProgress: 0,
    };
    const directory = join(folder, `snapshot-${region}-${id}`);
    this.#snapshots.set(id, { described, directory });
    fill(directory).then(
      () => Object.assign(described, { Status: 'available', PercentProgress: 100 }),
      () => Object.assign(described, { Status: 'failed' }),
    );
    return described;
  }

  /** Gone at once, where RDS may say `deleting` for a moment first. */
  async delete(id: string): Promise<DBSnapshot> {
    const { described, directory } = this.findAvailable(id);
    this.#snapshots.delete(id);
    await rm(directory, { recursive: true });
    return { ...described, Status: 'deleted' };
  }
}

export const snapshotNotFound = (id: string) =>
  new DBSnapshotNotFoundFault({ $metadata: {}, message: `no snapshot ${id} to be found` });
