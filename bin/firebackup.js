#!/usr/bin/env node
/* Starts the operator's command, which `npm ci` bundles: without a compiler at run time it starts in a tenth of a second. */
// What the SDK thinks of this Node is no news for whoever is on call.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
const BUNDLE = new URL('../.firebackup/firebackup.js', import.meta.url);
import(BUNDLE).catch((error) => {
  const isMissing =
    error.code === 'ERR_MODULE_NOT_FOUND' && error.message.includes('.firebackup/firebackup.js');
  console.error(isMissing ? 'firebackup: it is not built yet; run npm run build:command' : error);
  process.exit(1);
});
