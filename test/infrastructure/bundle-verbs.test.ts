import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { sourcesIn } from '../../lib/bundling/sources-in';
import { makeBundlesIn } from '../../lib/constructs/bundle';
import { anAwsEndpoint, type WireAnswer, type WireCall } from '../helpers/an-aws-endpoint';
import { fullAnswer } from '../helpers/answers-of-shapes';
import { restAnswer } from '../helpers/answers-to-rest';
import { type Outcome, runInNode } from '../helpers/bundles';

/*
 * Everything that ours asks of AWS, asked twice: with the libraries as they are, and as the bundles have them. Both have to
 * send the same, and to make the same of every answer: nothing that is left out may be missed by anybody.
 */

const ENTRY = 'test/helpers/every-verb.ts';
const folder = mkdtempSync(join(tmpdir(), 'firebackup-verbs-'));
const slim = join(folder, 'slim', 'index.js');
const whole = join(folder, 'whole.js');
beforeAll(() => {
  makeBundlesIn(folder, { slim: ENTRY });
  buildSync({
    entryPoints: [ENTRY],
    outfile: whole,
    bundle: true,
    platform: 'node',
    target: 'node24',
    logLevel: 'error',
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

type Told = Readonly<Record<string, Outcome>>;

/** Some operations put a word before the host's name; every name is this machine here. */
const SCRIPT = `
  const dns = require('node:dns');
  const { lookup } = dns;
  dns.lookup = (_, options, done) => lookup('127.0.0.1', options, done);
  const { everyVerb } = require(process.argv[1]);
  const told = {};
  const ask = async () => {
    for (const [name, verb] of Object.entries(everyVerb)) {
      told[name] = await verb().then((answer) => ({ answer }), ({ name, message }) => ({ error: { name, message } }));
    }
  };
  ask().then(() => process.stdout.write(JSON.stringify(told), () => process.exit()));`;

/** Of a call within a call, which is signed when it is made. */
const OF_THE_MOMENT = /(X-Amz-(?:Date|Signature|Credential)%3D)\w+(?:%252F\d+)?/g;

type Answers = (call: WireCall, before: readonly WireCall[]) => WireAnswer | undefined;

async function asked(bundle: string, answers: Answers): Promise<{ told: Told; calls: readonly WireCall[] }> {
  const before: WireCall[] = [];
  const aws = await anAwsEndpoint((call) => {
    const answer = answers(call, before);
    before.push(call);
    return answer;
  });
  try {
    const told = await runInNode<Told>(SCRIPT, [bundle], aws.env);
    const text = JSON.stringify({ told, calls: aws.calls });
    return JSON.parse(text.replaceAll(String(aws.port), 'PORT').replaceAll(OF_THE_MOMENT, '$1…'));
  } finally {
    await aws.end();
  }
}

const inFull: Answers = (call, before) =>
  fullAnswer(
    call,
    before.some(({ operation }) => operation === call.operation),
  ) ?? restAnswer(call);

const refusing =
  (code: string, status = 400): Answers =>
  ({ operation, signedFor }) => {
    if (operation?.includes('.')) {
      return {
        status,
        body: JSON.stringify({ __type: `com.amazonaws#${code}`, message: 'no', Message: 'no' }),
      };
    }
    const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error>`;
    const all =
      signedFor === 'ec2'
        ? `<Response><Errors>${error}</Errors></Response>`
        : `<ErrorResponse>${error}</ErrorResponse>`;
    return { status, headers: { 'content-type': 'text/xml' }, body: signedFor === 's3' ? error : all };
  };

async function bothSame(answers: Answers): Promise<{ told: Told; calls: readonly WireCall[] }> {
  const [ours, theirs] = [await asked(slim, answers), await asked(whole, answers)];
  expect(ours.told).toEqual(theirs.told);
  expect(ours.calls).toEqual(theirs.calls);
  return ours;
}

test('whoever makes a client is asked for all that it does', () => {
  const entry = readFileSync(ENTRY, 'utf8');
  const rooms = sourcesIn('lib/aws', '.ts').filter((file) =>
    /new \w+Client\(/.test(readFileSync(file, 'utf8')),
  );
  expect(rooms.length).toBeGreaterThan(20);
  expect(rooms.filter((file) => !entry.includes(`/${file.replace(/\.ts$/, '')}'`))).toEqual([]);
});

test('whatever AWS answers in full is understood, and the same is sent', async () => {
  const { told, calls } = await bothSame(inFull);
  // A text of no meaning is no status, no number of tasks and no JSON; those who need one say so.
  const refused = Object.keys(told).filter((name) => told[name]?.error);
  expect(refused).toEqual([
    'snapshotQuotas.manualSnapshots',
    'snapshotQuotas.instances',
    'databaseRestores.remove',
    'services.counts',
    'workflows.runSync',
    'executions.describe',
  ]);
  const operations = new Set(calls.map(({ operation }) => operation?.split('.').at(-1)));
  const inSource = sourcesIn('lib/aws', '.ts')
    .map((file) => readFileSync(file, 'utf8'))
    .filter((text) => !/client-(s3|route-53|lambda)'/.test(text))
    .flatMap((text) => text.match(/(?<=new )\w+(?=Command\()|(?<=paginate)[A-Z]\w+(?=\()/g) ?? []);
  expect(inSource.filter((name) => !operations.has(name))).toEqual([]);
});

test.each([
  'AccessDenied',
  'AccessDeniedException',
  'DBInstanceNotFound',
  'DBInstanceAlreadyExists',
  'DBSnapshotAlreadyExists',
  'DBSnapshotNotFound',
  'InvalidDBInstanceState',
  'ReplicationGroupNotFoundFault',
  'SnapshotAlreadyExistsFault',
  'SnapshotNotFoundFault',
  'ClusterNotFoundException',
  'ExecutionAlreadyExists',
  'TaskTimedOut',
  'ConditionalCheckFailedException',
  'NoSuchKey',
  'NotFound',
  'ValidationException',
])('a refusal with %s is told by the same name and in the same words', async (code) => {
  const { told } = await bothSame(refusing(code, code === 'NotFound' || code === 'NoSuchKey' ? 404 : 400));
  expect(Object.values(told).some(({ error }) => error)).toBe(true);
});

test.each(['crc32', 'crc32c', 'crc64nvme', 'sha1', 'sha256'])(
  'a text that does not match its %s is not taken',
  async (sum) => {
    const { told } = await bothSame((call, before) =>
      call.method === 'GET' && call.target.includes('GetObject')
        ? { headers: { [`x-amz-checksum-${sum}`]: 'AAAAAA==' }, body: 'another text' }
        : inFull(call, before),
    );
    expect(told['objectTexts.text']?.error?.message).toContain('Checksum mismatch');
  },
);
