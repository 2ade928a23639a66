export { isSameValue } from "./same-value";
export { type SeenPolicy, seenPolicy } from "./with-beta";
