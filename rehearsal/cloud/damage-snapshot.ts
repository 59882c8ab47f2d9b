import { open } from 'node:fs/promises';
import { join } from 'node:path';

/** Tar's unit: a header is one block, and what it is about fills whole ones. */
const BLOCK = 512;
const SIZE_AT = 124;
const SIZE_LENGTH = 12;
const NAME_LENGTH = 100;
/** PostgreSQL's pages; the checksum of each is over all of it. */
const PAGE = 8192;

/**
 * Flips a byte in every page of one file of a snapshot, as bad storage would. RDS goes on calling the snapshot available;
 * whoever reads the table from a database that was restored from it gets an error. Pages that were written while the
 * snapshot was taken mend when its WAL is replayed.
 *
 * @param file as `pg_relation_filepath` tells it
 */
export async function damageSnapshot(directory: string, file: string): Promise<void> {
  const tar = await open(join(directory, 'base.tar'), 'r+');
  try {
    const { at, size } = await entryOf(tar, file);
    if (size === 0) throw new Error(`${file} is empty in ${directory}: there is nothing to damage`);
    for (let page = at; page < at + size; page += PAGE) {
      const byte = Buffer.alloc(1);
      const middle = page + PAGE / 2;
      await tar.read(byte, 0, 1, middle);
      await tar.write(Buffer.from([byte.readUInt8() ^ 0xff]), 0, 1, middle);
    }
  } finally {
    await tar.close();
  }
}

async function entryOf(
  tar: Awaited<ReturnType<typeof open>>,
  file: string,
): Promise<{ readonly at: number; readonly size: number }> {
  const header = Buffer.alloc(BLOCK);
  for (let at = 0; ; ) {
    const { bytesRead } = await tar.read(header, 0, BLOCK, at);
    const name = header.toString('utf8', 0, NAME_LENGTH).replace(/\0.*$/, '');
    if (bytesRead < BLOCK || name === '') throw new Error(`no ${file} in the snapshot`);
    const size = Number.parseInt(header.toString('latin1', SIZE_AT, SIZE_AT + SIZE_LENGTH), 8) || 0;
    if (name === file || name === `./${file}`) return { at: at + BLOCK, size };
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
}
