/**
 * How deep lists and objects of a file may nest. Nothing that Entra or the engine writes comes near it, and whatever walks a
 * value may do so by calling itself.
 */
export const DEEPEST = 100;

/** Said of the place where a file goes deeper. */
export const TOO_DEEP = `lists and objects nest more than ${DEEPEST} deep here; no tenant, log or event does`;
