import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { containerScript, SHELL } from '../../lib/containers/container-script';
import { findPostgres } from '../../rehearsal/engines/postgres-binaries';
import type { PostgresServer } from '../../rehearsal/engines/postgres-server';
import { primaryIn } from './engines/postgres-pair';
import { Scratch } from './engines/scratch';

/** The script itself runs in PostgreSQL's own image, which has it. */
const hasPsql = spawnSync('psql', ['--version']).status === 0;
const testWithPsql = hasPsql ? test : test.skip;

let scratch: Scratch;
let server: PostgresServer;

beforeEach(async () => {
  scratch = new Scratch();
  server = await primaryIn(scratch, await findPostgres(scratch.folder));
  // RDS has this role, and grants it itself.
  await server.query('CREATE ROLE rds_iam');
});
afterEach(() => scratch.discard());

/** Runs the script as the container does, but for TLS, which the server here does not speak. */
function prepare(password: string): string {
  const tls = 'PGSSLMODE=verify-full PGSSLROOTCERT=roots.pem ';
  const script = containerScript('prepare-database');
  if (!script.includes(tls)) throw new Error('the script signs in without TLS');
  const tools = scratch.path('tools');
  mkdirSync(tools, { recursive: true });
  writeFileSync(join(tools, 'wget'), '#!/bin/sh\n');
  chmodSync(join(tools, 'wget'), 0o755);
  const [shell, ...options] = SHELL;
  const { status, stderr, stdout } = spawnSync(shell, [...options, script.replace(tls, '')], {
    cwd: tools,
    encoding: 'utf8',
    env: {
      PATH: [tools, process.env.PATH].join(delimiter),
      PGHOST: server.host,
      PGPORT: String(server.port),
      PGDATABASE: 'postgres',
      PGUSER: 'postgres',
      PGPASSWORD: 'not asked for here',
      APPLICATION_ROLE: 'firebackup',
      APPLICATION_PASSWORD: password,
      ORCHESTRATOR_ROLE: 'firebackup_orchestrator',
    },
  });
  return status === 0 ? '' : `${stdout}${stderr}`;
}

const rolesOf = async (granted: string): Promise<readonly string[]> => {
  const { rows } = await server.query<{ member: string }>(
    `SELECT m.rolname AS member FROM pg_auth_members JOIN pg_roles r ON r.oid = roleid JOIN pg_roles m ON m.oid = member
     WHERE r.rolname = $1 ORDER BY 1`,
    [granted],
  );
  return rows.map(({ member }) => member);
};

testWithPsql('a new database gets the roles of the application and of the orchestrator', async () => {
  expect(prepare("it's a password")).toBe('');
  const { rows } = await server.query(
    `SELECT rolname, rolcanlogin, rolcreaterole FROM pg_roles WHERE rolname LIKE 'firebackup%' ORDER BY 1`,
  );
  expect(rows).toEqual([
    { rolname: 'firebackup', rolcanlogin: true, rolcreaterole: false },
    { rolname: 'firebackup_orchestrator', rolcanlogin: true, rolcreaterole: true },
  ]);
  for (const granted of ['rds_iam', 'pg_read_all_data', 'pg_signal_backend']) {
    expect(await rolesOf(granted)).toContain('firebackup_orchestrator');
  }
  expect(await rolesOf('firebackup')).toEqual(['firebackup_orchestrator']);
  // So that it can take the application's login away, and cannot act as the application.
  const { rows: options } = await server.query(
    `SELECT admin_option, inherit_option, set_option FROM pg_auth_members WHERE roleid = 'firebackup'::regrole`,
  );
  expect(options).toEqual([{ admin_option: true, inherit_option: false, set_option: false }]);
});

testWithPsql('a second run sets the password again, and opens nothing that a fence has closed', async () => {
  expect(prepare('first')).toBe('');
  const stored = async () =>
    (
      await server.query<{ rolpassword: string }>(
        `SELECT rolpassword FROM pg_authid WHERE rolname = 'firebackup'`,
      )
    ).rows;
  const before = await stored();
  await server.query('ALTER ROLE firebackup NOLOGIN');
  expect(prepare('second')).toBe('');
  expect(await stored()).not.toEqual(before);
  const { rows } = await server.query(`SELECT rolcanlogin FROM pg_roles WHERE rolname = 'firebackup'`);
  expect(rows).toEqual([{ rolcanlogin: false }]);
});

testWithPsql('a run that fails half-way has made nothing', async () => {
  await server.query('DROP ROLE rds_iam');
  expect(prepare('a password')).toContain('role "rds_iam" does not exist');
  const { rows } = await server.query(`SELECT rolname FROM pg_roles WHERE rolname LIKE 'firebackup%'`);
  expect(rows).toEqual([]);
});
