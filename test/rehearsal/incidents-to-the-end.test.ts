import { eachHolds } from './an-incident';

/* The longest one, and those that a failover has to see through: in a file of their own, to run beside the others. */

eachHolds(['there-and-back', 'frozen-primary', 'ambiguous']);
