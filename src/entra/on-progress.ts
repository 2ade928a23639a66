/** Said while something is read: what, and how many so far. */
export type OnProgress = (what: string, count?: number) => void;
