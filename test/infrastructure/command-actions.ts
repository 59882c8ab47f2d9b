/** IAM's names for what commands of S3, of the signer and of Lambda ask; every other command is an action of its own name. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'client-s3:HeadObject': ['s3:GetObject', 's3:ListBucket'],
  'client-s3:GetObject': ['s3:GetObject'],
  'client-s3:HeadBucket': ['s3:ListBucket'],
  'client-s3:ListObjectsV2': ['s3:ListBucket'],
  'client-s3:ListObjectVersions': ['s3:ListBucketVersions'],
  'client-s3:CopyObject': ['s3:GetObjectVersion', 's3:PutObject'],
  'client-s3:DeleteObject': ['s3:DeleteObjectVersion'],
  'client-s3:GetObjectLockConfiguration': ['s3:GetBucketObjectLockConfiguration'],
  'rds-signer:Signer': ['rds-db:connect'],
  'client-lambda:Invoke': ['lambda:InvokeFunction'],
};

const SERVICES: Readonly<Record<string, string>> = {
  'client-cloudwatch': 'cloudwatch',
  'client-dynamodb': 'dynamodb',
  'client-ec2': 'ec2',
  'client-ecs': 'ecs',
  'client-elasticache': 'elasticache',
  'client-kms': 'kms',
  'client-lambda': 'lambda',
  'client-rds': 'rds',
  'client-route-53': 'route53',
  'client-s3': 's3',
  'client-sfn': 'states',
};

export function actionsFor(command: string): readonly string[] {
  const [client = '', operation = ''] = command.split(':');
  const service = SERVICES[client];
  if (!ACTIONS[command] && !service)
    throw new Error(`${client} is no client that is known here; expected its IAM service`);
  return ACTIONS[command] ?? [`${service}:${operation}`];
}

/** Actions that no command is named after, and AWS asks for all the same: of whoever sends one of these commands. */
export const DEPENDENT: readonly {
  readonly actions: readonly string[];
  readonly commands: readonly string[];
  readonly because: string;
}[] = [
  {
    actions: ['rds:AddTagsToResource'],
    commands: [
      'client-rds:CopyDBSnapshot',
      'client-rds:CreateDBInstanceReadReplica',
      'client-rds:CreateDBSnapshot',
      'client-rds:RestoreDBInstanceFromDBSnapshot',
      'client-rds:RestoreDBInstanceToPointInTime',
    ],
    because: 'what is made is tagged in the same call',
  },
  {
    actions: ['elasticache:AddTagsToResource'],
    commands: ['client-elasticache:CreateReplicationGroup', 'client-elasticache:CreateSnapshot'],
    because: 'what is made is tagged in the same call',
  },
  {
    actions: ['ecs:TagResource', 'iam:PassRole'],
    commands: ['client-ecs:RunTask'],
    because: "a task is tagged in the same call, and gets its family's roles",
  },
  {
    actions: ['s3:GetObjectVersion', 's3:GetObjectRetention'],
    commands: ['client-s3:HeadObject'],
    because:
      'a version that is named needs the one, and the lock that an object has is only told to who has the other',
  },
  {
    actions: ['kms:Decrypt'],
    commands: [
      'client-s3:HeadObject',
      'client-s3:GetObject',
      'client-s3:CopyObject',
      'client-s3:ListObjectsV2',
    ],
    because: 'S3 reads an object, and tells its checksum, in the name of who asks',
  },
  {
    actions: ['kms:GenerateDataKey'],
    commands: ['client-s3:PutObject', 'client-s3:CopyObject'],
    because: 'S3 encrypts an object in the name of who stores it',
  },
  {
    actions: [
      's3:ListAllMyBuckets',
      's3:GetBucketLocation',
      's3:GetBucketAcl',
      's3:PutObject',
      's3:DeleteObject',
      'kms:Decrypt',
      'kms:GenerateDataKey',
    ],
    commands: ['client-elasticache:CopySnapshot'],
    because: 'ElastiCache writes the file of a snapshot in the name of who asks, and tries that first',
  },
];

/** What keeps a function's permissions from being what it needs, neither more nor less. */
export function privilegeObjections(
  calls: readonly string[],
  commands: ReadonlySet<string>,
): readonly string[] {
  const asked = [...new Set([...commands].flatMap(actionsFor))];
  const dependent = DEPENDENT.filter((one) => one.commands.some((command) => commands.has(command)));
  const needed = [...asked, ...dependent.flatMap(({ actions }) => actions)];
  return [
    ...asked.filter((action) => !calls.includes(action)).map((action) => `${action} is not granted`),
    ...calls.filter((action) => !needed.includes(action)).map((action) => `${action} is never asked for`),
  ];
}
