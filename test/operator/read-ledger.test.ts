import { complaintOf } from '../../operator/command/complaint';
import { heardInWords, readLedger } from '../../operator/command/read-ledger';
import { anAwsError } from '../helpers/an-aws-error';
import { aDesk, type DeskSettings } from './a-desk';

const read = (settings: DeskSettings) => readLedger(aDesk(settings), (truth) => truth.role());

test.each([
  [[], []],
  [['us-east-1'], ['us-east-1']],
  [
    ['us-east-1', 'us-west-2'],
    ['us-east-1', 'us-west-2'],
  ],
] as const)('with %j dead another region answers, and these are named', async (dead, silent) => {
  const { found, heard } = await read({ dead });
  expect(found).toMatchObject({ activeRegion: 'us-east-1', epoch: 1 });
  expect(heard.silent.map(({ region }) => region)).toEqual(silent);
  expect(dead).not.toContain(heard.answeredBy);
  for (const region of silent)
    expect(heardInWords(heard)).toContain(`no answer from ${region}: connect ECONN`);
});

test('a ledger that answers nowhere is unreachable, with a reason for each region', async () => {
  const error = await read({ dead: ['us-east-1', 'us-west-2', 'us-east-2'] }).catch((failed) => failed);
  const { code, line } = complaintOf(error);
  expect(code).toBe(3);
  for (const region of ['us-east-1', 'us-west-2', 'us-east-2']) expect(line).toContain(`${region}: connect`);
});

test.each([
  ['CredentialsProviderError', 'no AWS credentials'],
  ['ExpiredTokenException', 'your AWS credentials have expired'],
  ['UnrecognizedClientException', 'AWS does not know these credentials'],
  ['ResourceNotFoundException', 'check the plan’s name and regions'.replace('’', "'")],
] as const)('what is wrong everywhere is said once: %s', async (name, expected) => {
  const error = await read({ failing: () => anAwsError(name) }).catch((failed) => failed);
  const { code, line } = complaintOf(error);
  expect({ code, line }).toEqual({ code: 3, line: expect.stringContaining(expected) });
  expect(line).not.toContain('\n');
});

test('a permission that is missing is named as AWS names it', async () => {
  const message =
    'User: arn:aws:iam::111122223333:user/ada is not authorized to perform: dynamodb:GetItem on x';
  const denied = Object.assign(new Error(message), { name: 'AccessDeniedException' });
  const error = await read({ failing: () => denied }).catch((failed) => failed);
  expect(complaintOf(error)).toMatchObject({
    code: 3,
    line: expect.stringMatching(/^not allowed: dynamodb:GetItem/),
  });
});

test('a region that refuses alone is told of beside the one that answers', async () => {
  const { heard } = await read({
    failing: (region) => (region === 'us-west-2' ? anAwsError('AccessDeniedException') : undefined),
  });
  expect(heard.silent).toEqual([{ region: 'us-west-2', because: expect.stringContaining('not allowed') }]);
});
