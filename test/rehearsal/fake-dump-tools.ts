import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/*
 * NOT PostgreSQL's. They say that they are version 16 and write some bytes where a dump would go, so that the machine can be
 * walked on a machine whose own tools are older than the rehearsed servers. Nothing that they write is ever restored.
 */
const FAKES = {
  pg_dump: `case "$*" in
*--version*) echo 'pg_dump (PostgreSQL) 16.0 (a fake)';;
*) for one in "$@"; do case "$one" in --file=*) echo "a fake dump of $PGDATABASE by $PGUSER" > "\${one#--file=}";; esac; done;;
esac`,
  pg_restore: `case "$*" in *--version*) echo 'pg_restore (PostgreSQL) 16.0 (a fake)';; *) cat dump;; esac`,
};

/** Puts them in front of the path. @returns how to take them away */
export function putFakeDumpTools(): () => void {
  const directory = mkdtempSync(join(tmpdir(), 'fake-dump-tools-'));
  for (const [name, script] of Object.entries(FAKES)) {
    writeFileSync(join(directory, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(directory, name), 0o755);
  }
  const { PATH } = process.env;
  process.env.PATH = [directory, PATH].join(delimiter);
  return () => {
    process.env.PATH = PATH;
    rmSync(directory, { recursive: true, force: true });
  };
}
