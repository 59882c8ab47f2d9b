import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { ModifyDBInstanceCommand } from '@aws-sdk/client-rds';
import { misunderstood } from '../helpers/mocked-client';

const LIB = join(import.meta.dirname, '..', '..', 'lib', 'aws');
const textsIn = (folder: string): string =>
  readdirSync(folder)
    .filter((file) => join(folder, file) !== import.meta.filename)
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');

test('a member that is unknown, missing or of another type is found, however deep it lies', () => {
  const asked = (input: object) => misunderstood([{ args: [new ModifyDBInstanceCommand(input as never)] }]);
  expect(asked({ DBInstanceIdentifier: 'main', VpcSecurityGroupIds: ['sg-1'] })).toEqual([]);
  expect(asked({ DbInstanceIdentifier: 'main', VpcSecurityGroupIds: [1], ApplyImmediately: 'yes' })).toEqual([
    'ModifyDBInstanceCommand.DbInstanceIdentifier does not exist',
    'ModifyDBInstanceCommand.DBInstanceIdentifier is missing',
    'ModifyDBInstanceCommand.VpcSecurityGroupIds[0] is 1, expected a text',
    'ModifyDBInstanceCommand.ApplyImmediately is "yes", expected true or false',
  ]);
});

test('an item of a table is looked into', () => {
  const put = (Item: object) =>
    misunderstood([{ args: [new PutItemCommand({ TableName: 'ledger', Item: Item as never })] }]);
  expect(put({ epoch: { N: '1' }, streaks: { L: [{ M: { from: { S: 'witness' } } }] } })).toEqual([]);
  expect(put({ epoch: { N: 1 } })).toEqual(['PutItemCommand.Item.epoch.N is 1, expected a text']);
});

test('every command that lib/aws sends is one whose input a test looks at', () => {
  const commands = [
    ...new Set(
      [...textsIn(LIB).matchAll(/\b([A-Z]\w+)Command\b|\bpaginate([A-Z]\w+)/g)].map(
        ([, sent, paged]) => `${sent ?? paged}Command`,
      ),
    ),
  ];
  const tests = textsIn(import.meta.dirname);
  expect(commands.length).toBeGreaterThan(40);
  expect(commands.filter((command) => !tests.includes(command))).toEqual([]);
});
