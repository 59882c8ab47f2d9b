import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import { prometheusNow } from '../rehearsal/engines/prometheus-now';
import { RULES_FILE, rules } from './monitoring-files';

const prometheus = prometheusNow();
const whereThereIsOne = 'notRehearsed' in prometheus ? test.skip : test;
const named = (name: string) => ('notRehearsed' in prometheus ? `not rehearsed: ${name}` : name);

async function promtool(...args: string[]): Promise<string> {
  if ('notRehearsed' in prometheus) throw new Error(prometheus.notRehearsed);
  const said = await promisify(execFile)(prometheus.promtool, args).catch(
    (error: { stdout?: string; stderr?: string }) => ({ stdout: `${error.stdout}${error.stderr}` }),
  );
  return said.stdout;
}

whereThereIsOne(named('promtool finds nothing wrong with the rules'), async () => {
  expect(await promtool('check', 'rules', RULES_FILE)).toMatch(`SUCCESS: ${rules.length} rules found`);
});

/** Figures as both serving regions tell them, one value a minute. */
const twice = (series: string, values: string) =>
  ['one', 'other'].map((instance) => ({
    series: series.includes('{')
      ? series.replace('{', `{instance="${instance}",`)
      : `${series}{instance="${instance}"}`,
    values,
  }));
const once = (series: string, values: string) => ({ series, values });

const main = 'region="us-west-2",database="main"';
const rpo = 'firebackup_objective_seconds{component="database",objective="rpo"}';
const judged = (objective: string, state: string) =>
  `firebackup_objective_judgement{store="main",component="database",loss="region lost",objective="${objective}",state="${state}"}`;
const proof = 'firebackup_unproven_since_timestamp_seconds{store="main",kind="snapshot",region="us-west-2"}';
const silent = 'firebackup_schedule_silent{watcher="us-east-1",region="us-west-2",schedule="drill"}';

/** What rings, and the minute in which it does for the first time; in the minute before it does not. */
const RINGING = [
  ['FireBackupAPIDown', [once('up{job="firebackup-api",instance="a"}', '1 1 0x20')], 3],
  // Seven in a minute are more than 0.1 a second, once a window of five minutes is full of them.
  ['FireBackupHighErrorRate', [once('http_requests_total{status="503"}', '0+7x20')], 10],
  ['FireBackupBackupQueueBacklog', [once('redis_queue_length{queue="backups"}', '101x20')], 15],
  ['FireBackupMetricsSilent', [], 5],
  ['FireBackupObjectiveMissed', twice(judged('rto', 'missed'), '1x20'), 15],
  ['FireBackupRecoveryUnknown', twice(judged('rpo', 'unknown'), '1x90'), 60],
  ['FireBackupRecoveryUnknown', [], 60],
  // Proven 8 days but 30 s before the beginning.
  ['FireBackupProofTooOld', twice(proof, '-691170x40'), 16],
  ['FireBackupHeartbeatStale', twice(`firebackup_heartbeat_known{${main}}`, '1 0x20'), 3],
  // The last heartbeat in minute 5, and more than a minute old from minute 7 on.
  [
    'FireBackupHeartbeatStale',
    [
      ...twice(`firebackup_heartbeat_known{${main}}`, '1x20'),
      ...twice(`firebackup_last_heartbeat_timestamp_seconds{${main}}`, '0+60x5 300x20'),
      ...twice(rpo, '60x20'),
    ],
    9,
  ],
  ['FireBackupScheduleSilent', twice(silent, '_ 1x5'), 1],
  ['FireBackupScheduleUnknown', twice('firebackup_schedules{watcher="a",state="unknown"}', '2x60'), 30],
  ['FireBackupScheduleUnknown', [], 30],
  ['FireBackupFailoverHeldBack', twice('firebackup_failover_paused', '1x180'), 120],
  ['FireBackupFailoverHeldBack', twice('firebackup_cooling_down', '1x180'), 120],
  [
    'FireBackupRunStuckOpen',
    [
      ...twice('firebackup_last_run_info{workflow="failover",outcome="stuck"}', '1x9'),
      ...twice('firebackup_open_run', '1x9'),
    ],
    1,
  ],
  ['FireBackupRunStuckOpen', twice('firebackup_open_run_opened_timestamp_seconds', '0x180'), 122],
] as const;

/** What is as it should be, for as long as it is watched. */
const QUIET = [
  ['FireBackupAPIDown', [once('up{job="firebackup-api",instance="a"}', '1 0 1 0 1 0 1')]],
  ['FireBackupHighErrorRate', [once('http_requests_total{status="503"}', '0+5x200')]],
  ['FireBackupHighErrorRate', [once('http_requests_total{status="404"}', '0+70x200')]],
  ['FireBackupBackupQueueBacklog', [once('redis_queue_length{queue="backups"}', '100x200')]],
  ['FireBackupBackupQueueBacklog', [once('redis_queue_length{queue="others"}', '900x200')]],
  ['FireBackupMetricsSilent', [once('firebackup_epoch{instance="one"}', '1x200')]],
  ['FireBackupObjectiveMissed', twice(judged('rpo', 'unknown'), '1x200')],
  ['FireBackupRecoveryUnknown', twice(judged('rto', 'unknown'), '1x200')],
  ['FireBackupProofTooOld', twice(proof, '0x200')],
  [
    'FireBackupHeartbeatStale',
    [
      ...twice(`firebackup_heartbeat_known{${main}}`, '1x200'),
      ...twice(`firebackup_last_heartbeat_timestamp_seconds{${main}}`, '0+60x200'),
      ...twice(rpo, '60x200'),
    ],
  ],
  ['FireBackupScheduleSilent', twice('firebackup_schedules{watcher="a",state="silent"}', '0x200')],
  ['FireBackupScheduleUnknown', twice('firebackup_schedules{watcher="a",state="unknown"}', '0x200')],
  ['FireBackupFailoverHeldBack', twice('firebackup_failover_paused', '0x200')],
  // It came last, and a person has ended it since.
  [
    'FireBackupRunStuckOpen',
    [
      ...twice('firebackup_last_run_info{workflow="failover",outcome="stuck"}', '1x200'),
      ...twice('firebackup_open_run', '0x200'),
    ],
  ],
] as const;

const counting = (alert: string, minute: number, firing: number) => ({
  expr: `count(ALERTS{alertname="${alert}",alertstate="firing"}) or vector(0)`,
  eval_time: `${minute}m`,
  exp_samples: [{ labels: '{}', value: firing }],
});

async function played(promql_expr_test: readonly object[], input_series: readonly object[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'promtool-'));
  const file = join(folder, 'rules.test.yaml');
  const tests = [{ interval: '1m', input_series, promql_expr_test }];
  writeFileSync(file, stringify({ rule_files: [RULES_FILE], evaluation_interval: '1m', tests }));
  try {
    return await promtool('test', 'rules', file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

for (const [index, [alert, series, minute]] of RINGING.entries())
  whereThereIsOne(named(`${alert} rings once, in minute ${minute} (${index})`), async () => {
    const expected = [counting(alert, minute - 1, 0), counting(alert, minute, 1)];
    expect(await played(expected, series)).toMatch(/SUCCESS\s*$/);
  });

for (const [index, [alert, series]] of QUIET.entries())
  whereThereIsOne(named(`${alert} keeps silent where all is well (${index})`), async () => {
    expect(await played([counting(alert, 6, 0), counting(alert, 150, 0)], series)).toMatch(/SUCCESS\s*$/);
  });

whereThereIsOne(named('an alert that does not come as expected is found'), async () => {
  expect(await played([counting('FireBackupAPIDown', 5, 1)], [])).toContain('FAILED');
});

test('every rule is seen to ring and to keep silent', () => {
  const names = rules.map(({ alert }) => alert).sort();
  expect([...new Set(RINGING.map(([alert]) => alert))].sort()).toEqual(names);
  expect([...new Set(QUIET.map(([alert]) => alert))].sort()).toEqual(names);
});
