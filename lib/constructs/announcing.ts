import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Permission } from './permissions';

/** What a role needs to publish on a region's topic: that, and the topic's key. */
export function announcing({ topicArn, masterKey }: Topic): readonly Permission[] {
  const keys = masterKey ? [masterKey.keyArn] : [];
  return [
    { actions: ['sns:Publish'], resources: [topicArn] },
    { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: keys },
  ].filter(({ resources }) => resources.length > 0);
}
