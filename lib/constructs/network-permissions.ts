import type { Permission } from './permissions';

const INTERFACE_ACTIONS = [
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];
const LOOKUP_ACTIONS = ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'];

/** What Lambda itself needs of a function's role to place the function into a VPC; the shape is the one that AWS documents. */
export const interfacePermissions = (region: string, account: string): readonly Permission[] => [
  {
    actions: INTERFACE_ACTIONS,
    resources: [`arn:aws:ec2:${region}:${account}:*/*`],
    wildcardBecause: 'Lambda makes the network interfaces and names them; denied to the function itself',
  },
  {
    actions: LOOKUP_ACTIONS,
    resources: ['*'],
    conditions: { StringEquals: { 'aws:RequestedRegion': region } },
    wildcardBecause: 'EC2 has no resource types for these actions; denied to the function itself',
  },
];

/** Takes from the function's own code what its role only has for Lambda's sake. */
export const deniedToItself = (functionArn: string): Permission => ({
  actions: [...INTERFACE_ACTIONS, ...LOOKUP_ACTIONS],
  resources: ['*'],
  conditions: { ArnEquals: { 'lambda:SourceFunctionArn': functionArn } },
});
