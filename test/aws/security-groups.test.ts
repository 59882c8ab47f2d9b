import { DescribeSecurityGroupRulesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { accessTo } from '../../lib/aws/client-settings';
import { securityGroups } from '../../lib/aws/security-groups';
import { AccessDenied, NotFound } from '../../lib/domain/errors';
import { anAwsError } from '../helpers/an-aws-error';
import { askedOf } from '../helpers/asked-of';
import { mockedClient } from '../helpers/mocked-client';

const ec2 = mockedClient(EC2Client);
beforeEach(() => ec2.reset());

const admits = () => securityGroups(accessTo('us-west-2')).admits('sg-fence');

test('a group admits what its ingress rules name, on every page', async () => {
  const filter = { Filters: [{ Name: 'group-id', Values: ['sg-fence'] }] };
  ec2
    .on(DescribeSecurityGroupRulesCommand, filter)
    .resolves({
      SecurityGroupRules: [
        { IsEgress: false, ReferencedGroupInfo: { GroupId: 'sg-own' } },
        { IsEgress: true, CidrIpv4: '0.0.0.0/0' },
        { IsEgress: false, CidrIpv4: '10.0.0.0/8' },
      ],
      NextToken: 'more',
    })
    .on(DescribeSecurityGroupRulesCommand, { ...filter, NextToken: 'more' })
    .resolves({
      SecurityGroupRules: [{ CidrIpv6: '::/0' }, { PrefixListId: 'pl-1' }, {}],
    });
  expect(await admits()).toEqual(['sg-own', '10.0.0.0/8', '::/0', 'pl-1', 'unknown']);
  expect(askedOf(ec2)).toHaveLength(2);
});

test('a group without rules admits nobody', async () => {
  ec2.on(DescribeSecurityGroupRulesCommand).resolves({});
  expect(await admits()).toEqual([]);
});

test.each([
  ['InvalidGroup.NotFound', NotFound],
  ['UnauthorizedOperation', AccessDenied],
])('%s is an error, not a group that admits nobody', async (name, Ours) => {
  ec2.on(DescribeSecurityGroupRulesCommand).rejects(anAwsError(name));
  await expect(admits()).rejects.toThrow(Ours);
});
