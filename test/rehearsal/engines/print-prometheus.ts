import { findPrometheus } from '../../../rehearsal/engines/prometheus-binary';

/** Run as a program of its own: see found-now.ts. */
void findPrometheus().then((prometheus) => process.stdout.write(JSON.stringify(prometheus)));
