import type { GroupId, UserId } from "./ids";

/** A user, or the members of a group, whom an entry of the register lets reach Azure management without MFA while it is in force. */
export type Exemption =
  | { readonly kind: "user"; readonly id: UserId }
  /** With `members` they are exempt and nobody else in the group is; without, every member is. */
  | { readonly kind: "group"; readonly id: GroupId; readonly members: ReadonlySet<UserId> | undefined };
