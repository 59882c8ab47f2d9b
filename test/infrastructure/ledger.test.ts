import { deployed, referencePlan, templateApp } from './deployed';

const house = deployed();
const { properties, deletionPolicy } = house.one('AWS::DynamoDB::GlobalTable', 'ledger');

test('the ledger has a full, strongly consistent replica in each of the three regions', () => {
  expect(properties.MultiRegionConsistency).toBe('STRONG');
  const regions = properties.Replicas.map(({ Region }: { Region: string }) => Region);
  expect(regions.sort()).toEqual(Object.values(house.plan.regions).sort());
  expect(properties.GlobalTableWitnesses).toBeUndefined();
});

test('no replica can be deleted by accident, and each can be restored to a point in time', () => {
  for (const replica of properties.Replicas) {
    expect(replica).toMatchObject({
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  }
  expect(deletionPolicy).toBe('Retain');
});

test('the keys are those that the ledger is read and written by', () => {
  expect(properties.KeySchema).toEqual([
    { AttributeName: 'deployment', KeyType: 'HASH' },
    { AttributeName: 'item', KeyType: 'RANGE' },
  ]);
  expect(properties.BillingMode).toBe('PAY_PER_REQUEST');
});

test('everything that names the ledger is deployed after it, and its stack is not deleted by accident', () => {
  const app = templateApp();
  deployed(referencePlan(), app);
  const { stacks } = app.synth();
  const ledger = stacks.find(({ stackName }) => stackName === 'firebackup-ledger');
  expect(ledger?.terminationProtection).toBe(true);
  for (const stack of stacks.filter((one) => one !== ledger)) {
    expect(stack.dependencies.map(({ id }) => id)).toContain('firebackup-ledger');
    expect(house.all('AWS::Lambda::Function', stack.stackName.slice('firebackup-'.length))).not.toEqual([]);
  }
});
