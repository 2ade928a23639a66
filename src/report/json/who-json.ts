import { OUTSIDER_TYPES, type Principal } from "../../model/sign-in";
import type { DirectoryNames } from "../words/directory-names";
import { describeSort } from "../words/sort-of-identity";

/** Who signs in. Without the directory's users people are classes; whom the file names is then said in `displayName`. */
export function whoInJson(principal: Principal, names: DirectoryNames): object {
  const { type } = principal.identity;
  if (principal.kind === "person" && names.tenant.users !== undefined) {
    const user = names.userOf(principal.id);
    return {
      kind: "user",
      id: principal.id,
      displayName: user?.displayName ?? principal.id,
      disabled: user?.disabled ?? false,
    };
  }
  const kind = OUTSIDER_TYPES.some((outsider) => outsider === type) ? "external" : "class";
  return { kind, id: type, displayName: describeSort(principal), disabled: false };
}
