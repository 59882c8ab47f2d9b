import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { accessTo } from '../../lib/aws/client-settings';
import { subnets } from '../../lib/aws/subnets';
import { AccessDenied } from '../../lib/domain/errors';
import { anAwsError } from '../helpers/an-aws-error';
import { mockedClient } from '../helpers/mocked-client';

const ec2 = mockedClient(EC2Client);
beforeEach(() => ec2.reset());

const seen = () => subnets(accessTo('us-west-2')).seen(['subnet-1', 'subnet-2']);

test('of the subnets that are asked for those are told that there are, on every page', async () => {
  const filter = { Filters: [{ Name: 'subnet-id', Values: ['subnet-1', 'subnet-2'] }] };
  ec2
    .on(DescribeSubnetsCommand, filter)
    .resolves({ Subnets: [], NextToken: 'more' })
    .on(DescribeSubnetsCommand, { ...filter, NextToken: 'more' })
    .resolves({
      Subnets: [
        { SubnetId: 'subnet-1', VpcId: 'vpc-1', AvailabilityZone: 'us-west-2a', AvailableIpAddressCount: 9 },
      ],
    });
  expect(await seen()).toEqual([{ id: 'subnet-1', vpc: 'vpc-1', zone: 'us-west-2a', freeAddresses: 9 }]);
});

test('a look that is denied is no subnet that is missing', async () => {
  ec2.on(DescribeSubnetsCommand).rejects(anAwsError('UnauthorizedOperation'));
  await expect(seen()).rejects.toThrow(AccessDenied);
});
