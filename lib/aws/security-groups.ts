import { EC2Client, paginateDescribeSecurityGroupRules } from '@aws-sdk/client-ec2';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking } from './translate';

export type SecurityGroups = ReturnType<typeof securityGroups>;

/** Verbs over EC2's security groups in one region. @throws our errors as `translate.ts` names them. */
export function securityGroups(access: AwsAccess) {
  const client = withMiddleware(new EC2Client(clientSettings(access)), access);
  return {
    /** What a group lets in: ids of other groups, address ranges, prefix lists. */
    admits: async (group: string): Promise<readonly string[]> =>
      asking(`ec2 in ${access.region}: describe the rules of ${group}`, async () => {
        const sources: string[] = [];
        const filter = { Filters: [{ Name: 'group-id', Values: [group] }] };
        for await (const page of paginateDescribeSecurityGroupRules({ client }, filter)) {
          for (const rule of page.SecurityGroupRules ?? []) {
            if (rule.IsEgress) continue;
            sources.push(
              rule.ReferencedGroupInfo?.GroupId ??
                rule.CidrIpv4 ??
                rule.CidrIpv6 ??
                rule.PrefixListId ??
                'unknown',
            );
          }
        }
        return sources;
      }),
  };
}
