import type { Principal } from "../../model/sign-in";
import type { DirectoryNames } from "./directory-names";
import { shortened } from "./named";
import { describeSort } from "./sort-of-identity";

/** Whoever signs in: by name where the directory is known, else by what they are. */
export function describeWho(principal: Principal, names: DirectoryNames): string {
  if (principal.kind !== "person" || names.tenant.users === undefined) return describeSort(principal);
  return shortened(names.userOf(principal.id)?.displayName ?? principal.id);
}
