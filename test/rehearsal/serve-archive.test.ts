import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { containerScript, SHELL } from '../../lib/containers/container-script';
import { ENDED_BEFORE_MOMENT } from '../../lib/domain/restore-status';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'serve-archive-'));
  mkdirSync(join(folder, 'data'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the script with a stand-in for PostgreSQL, and for what it asks before. */
function ended(postgres: string): Promise<{ code: unknown; said: string }> {
  for (const [name, script] of Object.entries({ postgres, tar: ':', pg_controldata: ':' })) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  const [shell, ...options] = SHELL;
  const env = {
    ...process.env,
    PATH: [folder, process.env.PATH].join(delimiter),
    PGDATA: join(folder, 'data'),
    RECOVERY_TARGET_TIME: '',
    UNTIL: String(Math.floor(Date.now() / 1000) + 60),
  };
  return new Promise((resolve) => {
    const args = [...options, containerScript('serve-archive')];
    execFile(shell, args, { cwd: folder, env, timeout: 20_000 }, (error, said) =>
      resolve({ code: error ? error.code : 0, said }),
    );
  });
}

const EARLY = 'FATAL:  recovery ended before configured recovery target was reached';

test.each([
  ['for want of WAL up to the moment', `echo '${EARLY}' >&2; exit 1`, ENDED_BEFORE_MOMENT, `${EARLY}\n`],
  ['for anything else', "echo 'PANIC:  no checkpoint' >&2; exit 1", 1, 'PANIC:  no checkpoint\n'],
  ['by a signal of its own', 'kill -KILL $$', 137, ''],
  ['well', "echo 'a log line'; exit 0", 0, 'a log line\n'],
])('a server that ends %s is told apart, and all it says is in the log', async (_, postgres, code, said) => {
  expect(await ended(postgres)).toEqual({ code, said });
});
