export { POLICY_OBJECTS } from "./policy-objects";
export { isSameValue } from "./same-value";
export { type SeenPolicy, seenPolicy } from "./with-beta";
