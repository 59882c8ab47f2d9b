import { execFileSync } from 'node:child_process';
import { runbookDocument } from '../../lib/domain/runbook-document';
import { aCacheBackup } from '../helpers/a-cache-backup';
import { aDeployment } from '../helpers/a-plan';
import { aReachableCopy, aWindow, provenOn } from '../helpers/a-recovery-point';
import { anOpenRun, aRole } from '../helpers/a-role';
import { at } from '../helpers/at';
import { someRunbookFacts, typedIn } from '../helpers/runbook-facts';

const compute = {
  primary: {
    cluster: 'one',
    services: [
      { service: 'api', component: 'api' as const },
      { service: 'workers', component: 'workers' as const },
    ],
  },
  recovery: {
    cluster: 'two',
    services: [
      { service: 'api', component: 'api' as const },
      { service: 'workers', component: 'workers' as const },
    ],
  },
};
const withCompute = () => ({ ...aDeployment(), compute });
const capacity = {
  region: 'us-east-1',
  at: at(-60),
  services: [{ service: 'api', component: 'api' as const, desired: 3, running: 3 }],
};

/** One part of the document. */
const part = (document: string, heading: string): string => {
  const [, ...parts] = document.split(/^## /m);
  return parts.find((one) => one.startsWith(heading)) ?? '';
};

/** The numbered steps' first lines. */
const stepsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^\d+\. (.*)$/gm)].map(([, said]) => said as string);

const inOrder = (text: string, words: readonly string[]): readonly number[] =>
  words.map((word) => text.indexOf(word));

/** Every command of a document as the AWS CLI would receive it, run by a real shell in which `aws` only tells its words. */
function wordsOfCommands(lines: readonly string[]): readonly (readonly string[])[] {
  const commands = lines.filter((line) => line.startsWith('aws ')).map((line) => `${line}; echo`);
  const script = [
    'aws() { printf "%s\\0" "$@"; }',
    'EPOCH=3 VERSION=17 NOW=now OLD=old SOURCE=source SIZE=2',
    ...commands,
  ];
  const told = execFileSync('bash', ['-euc', script.join('\n')], { encoding: 'utf8' });
  return told
    .split('\0\n')
    .filter((one) => one !== '')
    .map((one) => one.split('\0'));
}

test('it says when, where, who serves, whom to tell and what can be recovered from', () => {
  const proven = { ...aReachableCopy({ id: 'newest', takenAt: at(-60) }), proof: provenOn(at(-30)) };
  const document = runbookDocument(
    someRunbookFacts({
      points: [aReachableCopy({ id: 'older', takenAt: at(-7200), arn: 'arn:older' }), proven],
      capacities: [capacity],
    }),
  );
  expect(document).toContain(`Written ${at(0)} in us-west-2`);
  expect(document).toContain('Active region: us-east-1, epoch 3');
  expect(document).toContain('on-call@example.com');
  expect(document).toContain(`| main | us-west-2 | snapshot-copy | ${at(-60)} | ${at(-30)} |`);
  expect(document).not.toContain('arn:older');
  expect(document).toContain('| us-east-1 | api | api | 3 |');
});

test('the failover takes the machine’s steps in the machine’s order', () => {
  const failover = part(runbookDocument(someRunbookFacts()), 'Failover from us-east-1 to us-west-2');
  const order = inOrder(failover, [
    'dynamodb get-item',
    'replicating means not dead',
    'attribute_not_exists(openRun)',
    '--vpc-security-group-ids sg-000000f1',
    'reboot-db-instance',
    'openRun.promotingSince',
    'promote-read-replica --region us-west-2 --db-instance-identifier firebackup-recovery',
    'pg_is_in_recovery();',
    'failover-global-replication-group',
    'SET activeRegion = :to',
    'workers',
    'https://example.com/health',
    'modify-db-instance --region us-west-2',
    'REMOVE openRun',
  ]);
  expect(order).not.toContain(-1);
  expect(order).toEqual([...order].sort((a, b) => a - b));
});

test('the switchover blocks writes before it reads the position, can be undone until it promotes, and fences at the end', () => {
  const switchover = part(
    runbookDocument(
      someRunbookFacts({
        deployment: { ...aDeployment({ 'databases.0.applicationRoles': ['app'] }), compute },
      }),
    ),
    'Switchover from us-east-1',
  );
  const order = inOrder(switchover, [
    '--service workers --desired-count 0',
    'ALTER ROLE "app" NOLOGIN',
    'pg_terminate_backend',
    'pg_current_wal_flush_lsn() AS position',
    'pg_last_wal_replay_lsn() >=',
    'ALTER ROLE "app" LOGIN',
    'promote-read-replica',
    'RETURNING epoch',
    'SET activeRegion = :to',
    'reboot-db-instance',
  ]);
  expect(order).not.toContain(-1);
  expect(order).toEqual([...order].sort((a, b) => a - b));
});

test('roles that the old primary was told to keep out are let in on the promoted side, before the role moves', () => {
  const deployment = aDeployment({ 'databases.0.applicationRoles': ['app'] });
  const document = runbookDocument(someRunbookFacts({ deployment }));
  for (const heading of ['Switchover from', 'Failover from']) {
    const [, promotion = ''] = part(document, heading).split('promote-read-replica');
    expect(promotion.split('SET activeRegion')[0]).toContain('ALTER ROLE "app" LOGIN;');
  }
});

test('whoever connects trusts the roots of RDS, which are fetched first, and what is built admits the orchestrator', () => {
  const document = runbookDocument(someRunbookFacts({ points: [aReachableCopy(), aWindow()] }));
  const lines = typedIn(document);
  expect(lines[0]).toMatch(/^curl .*global-bundle\.pem/);
  const connecting = lines.filter((line) => line.startsWith('psql'));
  expect(connecting.length).toBeGreaterThan(2);
  for (const line of connecting) expect(line).toContain('sslmode=verify-full sslrootcert=global-bundle.pem');
  const building = lines.filter((line) => /create-db-instance-read-replica|restore-db-instance/.test(line));
  expect(building.length).toBeGreaterThan(1);
  for (const line of building) {
    expect(line).toContain('--enable-iam-database-authentication --no-publicly-accessible');
    expect(line).toContain('--deletion-protection');
  }
});

test('after a failover both lead the other way, and the way home stays the way home', () => {
  const document = runbookDocument(
    someRunbookFacts({ role: aRole({ activeRegion: 'us-west-2', epoch: 4 }) }),
  );
  expect(part(document, 'Failover from us-west-2 to us-east-1')).toContain(
    'promote-read-replica --region us-east-1 --db-instance-identifier firebackup-primary',
  );
  const home = part(document, 'Failback to us-east-1');
  expect(home).toContain('--new-db-instance-identifier firebackup-primary-kept-by-hand');
  expect(home).toContain(
    'create-db-instance-read-replica --region us-east-1 --db-instance-identifier firebackup-primary --source-region us-west-2',
  );
});

test('every command is one that a shell understands, and every JSON in it is JSON', () => {
  const document = runbookDocument(
    someRunbookFacts({
      deployment: withCompute(),
      capacities: [capacity],
      points: [aReachableCopy(), aWindow(), aCacheBackup()],
    }),
  );
  const commands = wordsOfCommands(typedIn(document));
  expect(commands.length).toBeGreaterThan(30);
  for (const words of commands) {
    for (const word of words.filter((one) => one.startsWith('{')))
      expect(() => JSON.parse(word)).not.toThrow();
  }
  const moved = commands.find((words) =>
    words.includes('SET activeRegion = :to, epoch = epoch + :one, lastChange = :change ADD #v :one'),
  );
  expect(JSON.parse(moved?.at(-1) ?? '')).toEqual({
    ':to': { S: 'us-west-2' },
    ':id': { S: 'by-hand' },
    ':epoch': { N: '3' },
    ':change': { M: { run: { S: 'by-hand' }, at: { S: 'now' } } },
    ':one': { N: '1' },
  });
});

test('every value of an update is used by it, as DynamoDB demands', () => {
  for (const words of wordsOfCommands(typedIn(runbookDocument(someRunbookFacts())))) {
    if (words[1] !== 'update-item') continue;
    const expressions = words.join(' ').replace(words.at(-1) ?? '', '');
    for (const name of Object.keys(JSON.parse(words.at(-1) ?? '{}'))) expect(expressions).toContain(name);
  }
});

test('a name with anything in it stays one word', () => {
  const deployment = aDeployment();
  const api = { ...deployment.api, primaryUrl: "https://example.com/?a=b&c='$(reboot)'" };
  const [curl] = typedIn(runbookDocument(someRunbookFacts({ deployment: { ...deployment, api } }))).filter(
    (line) => line.startsWith('curl -sS -m'),
  );
  const told = execFileSync('bash', ['-c', `curl() { printf "%s" "\${!#}"; }\n${curl}`], {
    encoding: 'utf8',
  });
  expect(told).toBe(api.primaryUrl);
});

test('a size that nobody recorded is asked for, and not guessed', () => {
  const unknown = typedIn(runbookDocument(someRunbookFacts({ deployment: withCompute() })));
  expect(unknown.filter((line) => line.includes('SIZE:?'))).toHaveLength(4);
  const known = runbookDocument(someRunbookFacts({ deployment: withCompute(), capacities: [capacity] }));
  expect(known).toContain('--cluster two --service api --desired-count 3');
});

test('what is open, paused or disproven is said or left out', () => {
  const disproven = { outcome: 'disproven' as const, at: at(0), run: 'drill-1', because: 'no heartbeat' };
  const document = runbookDocument(
    someRunbookFacts({
      role: aRole({ openRun: anOpenRun(), pausedBy: 'ada' }),
      points: [{ ...aReachableCopy(), proof: disproven }],
    }),
  );
  expect(document).toContain('**Run run-1 to us-west-2 is open**');
  expect(document).toContain('Paused by ada');
  expect(document).toContain('**The ledger knows of none.**');
});

test.each([
  ['seed', [aCacheBackup()], '--snapshot-arns arn:aws:s3:::backups-us-west-2/caches/queue/'],
  ['seed', [], 'No backup of it is recorded in us-west-2'],
  ['cold', [], 'your application starts with an empty one'],
])('a cache of %s with backups %j: %s', (onRegionLoss, points, said) => {
  const cacheBackups = [
    { name: 'hourly', caches: ['queue'], schedule: 'rate(1 hour)', retain: { hourly: 2 }, keepProven: 1 },
  ];
  const deployment = aDeployment({ cacheBackups, 'caches.0.onRegionLoss': onRegionLoss });
  expect(part(runbookDocument(someRunbookFacts({ deployment, points })), 'Failover')).toContain(said);
});

test.each([
  ['stop', 'stop here'],
  ['promote', 'Go on, and write down'],
  ['wait', '**No answer from that region: wait** until 10 min after the run was opened'],
])('without a fence it says what the plan says: %s', (whenUnfenced, said) => {
  const deployment = aDeployment({ 'failover.whenUnfenced': whenUnfenced, 'failover.isolation': 'fence' });
  expect(part(runbookDocument(someRunbookFacts({ deployment })), 'Failover')).toContain(said);
});

test('steps are numbered without a gap, and what belongs to one is set in below it', () => {
  const failover = part(runbookDocument(someRunbookFacts({ deployment: withCompute() })), 'Failover');
  expect(stepsOf(failover)).toHaveLength(12);
  expect(failover).toMatch(/^12\. Write down/m);
  expect(failover).toMatch(/^11\. Close the run.*\n\n {4}```sh$/m);
});
