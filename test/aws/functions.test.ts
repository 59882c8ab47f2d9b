import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  type InvokeCommandOutput,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { accessTo } from '../../lib/aws/client-settings';
import { functions } from '../../lib/aws/functions';
import { AccessDenied, CommandRefused, InvalidInput, NotFound, Unreachable } from '../../lib/domain/errors';
import { anAwsError } from '../helpers/an-aws-error';
import { askedOf } from '../helpers/asked-of';

const lambda = mockClient(LambdaClient);
beforeEach(() => lambda.reset());

const invoke = () => functions(accessTo('us-west-2')).invoke('firebackup-pause-failover', { by: 'ada' });
const answers = (payload: string, rest: Partial<InvokeCommandOutput> = {}) =>
  lambda.on(InvokeCommand).resolves({
    Payload: new TextEncoder().encode(payload) as InvokeCommandOutput['Payload'],
    ...rest,
  } as InvokeCommandOutput);

test('a function is called by its name and answers data', async () => {
  answers('{"pausedBy":"ada"}');
  expect(await invoke()).toEqual({ pausedBy: 'ada' });
  expect(askedOf(lambda)).toEqual([
    ['InvokeCommand', { FunctionName: 'firebackup-pause-failover', Payload: '{"by":"ada"}' }],
  ]);
});

test('a function that refuses is heard by the name and the words of its error', async () => {
  answers('{"errorType":"CommandRefused","errorMessage":"nobody asked"}', { FunctionError: 'Unhandled' });
  await expect(invoke()).rejects.toThrow(CommandRefused);
  await expect(invoke()).rejects.toThrow('invoke firebackup-pause-failover: nobody asked');
});

test.each([
  '{"errorMessage":"Task timed out after 30.00 seconds"}',
  '{"errorType":"Sandbox.Timedout","errorMessage":"Error: Task timed out after 30.00 seconds"}',
])('of one that was ended from outside nobody knows how far it came: %s', async (payload) => {
  answers(payload, { FunctionError: 'Unhandled' });
  await expect(invoke()).rejects.toThrow(Unreachable);
});

test('an answer that is no JSON is told as it came', async () => {
  answers('<html>');
  await expect(invoke()).rejects.toThrow(InvalidInput);
  await expect(invoke()).rejects.toThrow('answered <html>, expected JSON');
});

test.each([
  ['AccessDeniedException', AccessDenied],
  ['ResourceNotFoundException', NotFound],
  ['TimeoutError', Unreachable],
] as const)('%s has our name', async (name, expected) => {
  lambda.on(InvokeCommand).rejects(anAwsError(name));
  await expect(invoke()).rejects.toThrow(expected);
});

test('whether a function may be called is asked without calling it', async () => {
  lambda.on(InvokeCommand).resolves({ StatusCode: 204 });
  await functions(accessTo('us-west-2')).mayInvoke('firebackup-pause-failover');
  expect(askedOf(lambda)).toEqual([
    ['InvokeCommand', { FunctionName: 'firebackup-pause-failover', InvocationType: 'DryRun' }],
  ]);
  lambda.on(InvokeCommand).rejects(anAwsError('AccessDeniedException'));
  await expect(functions(accessTo('us-west-2')).mayInvoke('it')).rejects.toThrow(AccessDenied);
});

test('of what is deployed the code is told by its hash, and the variables as they are', async () => {
  lambda
    .on(GetFunctionConfigurationCommand)
    .resolvesOnce({ CodeSha256: 'a-hash', Environment: { Variables: { DEPLOYMENT: 'packed' } } })
    .resolves({});
  const deployed = () => functions(accessTo('us-west-2')).deployed('firebackup-pause-failover');
  expect(await deployed()).toEqual({ codeHash: 'a-hash', variables: { DEPLOYMENT: 'packed' } });
  expect(await deployed()).toEqual({ codeHash: undefined, variables: {} });
});
