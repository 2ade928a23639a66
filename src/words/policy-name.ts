import type { Policy } from "../law/model/policy";
import { named, shortened } from "../text/sentence";

type Named = Pick<Policy, "id" | "displayName">;

/** What each of these policies is called: its name, and its id where another one has the same name. */
export function policyNames(policies: readonly Named[]): (policy: Named) => string {
  const ids = new Map<string, Set<string>>();
  for (const { id, displayName } of policies) ids.set(displayName, (ids.get(displayName) ?? new Set()).add(id));
  return ({ id, displayName }) =>
    (ids.get(displayName)?.size ?? 0) > 1 ? `${named(displayName)} (${shortened(id)})` : named(displayName);
}
