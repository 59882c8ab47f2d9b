/* What is noted on a fenced instance, where the next call finds it whatever became of this one. */

/** The role change that it was fenced for, so that its sessions are ended once and not at every call. */
export const FENCED_FOR = 'firebackup:fenced-for';
/** When that fence was first seen to hold. */
export const FENCED_AT = 'firebackup:fenced-at';
/** The role change that it was stopped for: only what was stopped here is started here. */
export const STOPPED_FOR = 'firebackup:stopped-for';

/** Instead of a role change: whoever got in since an earlier fence has sessions. */
export const SESSIONS_OPEN = 'sessions-open';
/** Instead of a role change: nothing of it is left to be undone. */
export const LIFTED = 'lifted';
/** Instead of a role change: its reboot was asked for, and is not known to be over. */
export const rebootingFor = (fencedFor: string): string => `rebooting-for-${fencedFor}`;
