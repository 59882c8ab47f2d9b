import { writeFileSync } from 'node:fs';
import { RULE_MANIFEST, ruleManifest } from './rule-manifest';

writeFileSync(RULE_MANIFEST, ruleManifest());
