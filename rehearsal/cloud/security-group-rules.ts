import type { Operations } from './interception';

/** Who each security group of a region lets in: ids of other groups, which are also the names of the gates' doors. */
export type SecurityGroupRules = ReadonlyMap<string, readonly string[]>;

/** The doors that an instance with these groups has open. */
export const admittedBy = (rules: SecurityGroupRules, groups: readonly string[]): readonly string[] => [
  ...new Set(groups.flatMap((group) => rules.get(group) ?? [])),
];

export const ec2Operations = (rules: SecurityGroupRules): Operations => ({
  DescribeSecurityGroupRules: async ({ Filters }) => ({
    SecurityGroupRules: (rules.get(Filters[0].Values[0]) ?? []).map((source) => ({
      IsEgress: false,
      ReferencedGroupInfo: { GroupId: source },
    })),
  }),
});
