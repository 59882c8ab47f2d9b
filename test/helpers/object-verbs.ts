import type { AwsAccess } from '../../lib/aws/client-settings';
import { documents } from '../../lib/aws/documents';
import { objectHeads } from '../../lib/aws/object-heads';
import { objectTexts } from '../../lib/aws/object-texts';
import { objectVersions } from '../../lib/aws/object-versions';

/** All that anything of ours does with objects in a region. */
export const objectVerbs = (access: AwsAccess) => ({
  ...documents(access),
  ...objectHeads(access),
  ...objectTexts(access),
  ...objectVersions(access),
});
