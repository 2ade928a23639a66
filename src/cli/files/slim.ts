/** Where users and group members stand in a tenant file, its lists being bare or pages. */
export const SLIMMED_PATHS: readonly string[] = [
  "$.users.*",
  "$.users.value.*",
  "$.groups.*.members.*",
  "$.groups.*.members.value.*",
  "$.groups.value.*.members.*",
  "$.groups.value.*.members.value.*",
];

/** All that is read of a user or a member. */
const KEPT = ["@odata.type", "id", "displayName", "userPrincipalName", "userType", "accountEnabled"];

/** Replaces a user or member, just read, by one that takes less room. What isn't an object stays for others to judge. */
export function slim(parent: unknown, key: unknown, value: unknown): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  const full: { readonly [key: string]: unknown } = { ...value };
  const kept = Object.fromEntries(KEPT.filter((name) => name in full).map((name) => [name, shared(full[name])]));
  if (Array.isArray(parent) && typeof key === "number") parent[key] = kept;
}

/** One copy of the few texts that are in every object. */
const COMMON = new Map<unknown, string>(
  ["#microsoft.graph.user", "#microsoft.graph.group", "Member", "Guest"].map((text) => [text, text]),
);

const shared = (value: unknown): unknown => COMMON.get(value) ?? value;
