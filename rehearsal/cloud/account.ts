/** AWS' account number for examples. */
export const ACCOUNT = '111122223333';
