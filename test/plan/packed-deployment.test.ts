import fc from 'fast-check';
import { deploymentOf } from '../../lib/plan/deployment';
import { packedDeployment, unpackedDeployment } from '../../lib/plan/packed-deployment';
import { aDeployment, aPlan } from '../helpers/a-plan';

test('what is packed is unpacked as it was', () => {
  const deployment = deploymentOf(aPlan());
  expect(unpackedDeployment(packedDeployment(deployment))).toEqual(JSON.parse(JSON.stringify(deployment)));
});

test('what is told later stands behind, once, and is put back in every place', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.stringMatching(/^[!-~]{1,90}$/), { minLength: 4, maxLength: 4 }),
      (values) => {
        const later = values.map((_, at) => `{token ${at}}`.replace(' ', '-'));
        const deployment = aDeployment();
        const [database] = deployment.databases;
        const withTokens = {
          ...deployment,
          keys: { primary: later[0], recovery: later[1] },
          databases: [
            {
              ...database,
              primary: { ...database?.primary, host: later[2], securityGroups: [later[3], later[0]] },
            },
          ],
        } as unknown as typeof deployment;
        const packed = packedDeployment(withTokens, (value) => value.startsWith('{token-'));
        const told = later.reduce(
          (text, token, at) => text.replace(token, () => values[at] as string),
          packed,
        );
        expect(told.split(' ')).toHaveLength(5);
        expect(unpackedDeployment(told)).toMatchObject({
          keys: { primary: values[0], recovery: values[1] },
          databases: [{ primary: { host: values[2], securityGroups: [values[3], values[0]] } }],
        });
      },
    ),
    { numRuns: 50 },
  );
});

test('a deployment whose told values are not all there is none', () => {
  const deployment = { ...aDeployment(), name: 'later' };
  const packed = packedDeployment(deployment, (value) => value === 'later');
  const [alone = ''] = packed.split(' ');
  expect(() => unpackedDeployment(alone)).toThrow('0 values behind the deployment, expected one at 0');
});

test('a text that nobody packed is refused', () => {
  expect(() => unpackedDeployment('later or never')).toThrow();
});
