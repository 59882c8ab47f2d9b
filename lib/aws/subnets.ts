import { EC2Client, paginateDescribeSubnets } from '@aws-sdk/client-ec2';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking } from './translate';

export interface SubnetSeen {
  readonly id: string;
  readonly vpc: string | undefined;
  readonly zone: string | undefined;
  readonly freeAddresses: number | undefined;
}

/** What EC2 says of subnets in one region, and changes nothing. @throws our errors as `translate.ts` names them. */
export function subnets(access: AwsAccess) {
  const client = withMiddleware(new EC2Client(clientSettings(access)), access);
  return {
    /** Those of these ids that there are. Asked by a filter: by ids, one that is missing would hide the others. */
    seen: (ids: readonly string[]): Promise<readonly SubnetSeen[]> =>
      asking(`ec2 in ${access.region}: describe ${ids.join(', ')}`, async () => {
        const found: SubnetSeen[] = [];
        const filter = { Filters: [{ Name: 'subnet-id', Values: [...ids] }] };
        for await (const page of paginateDescribeSubnets({ client }, filter))
          for (const one of page.Subnets ?? [])
            found.push({
              id: one.SubnetId ?? '',
              vpc: one.VpcId,
              zone: one.AvailabilityZone,
              freeAddresses: one.AvailableIpAddressCount,
            });
        return found;
      }),
  };
}
