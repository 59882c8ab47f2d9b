import { main } from '../operator/command/program';

/* The operator's command; `bin/firebackup.js` starts it, bundled by `npm run build:command`. */
await main(process.argv);
