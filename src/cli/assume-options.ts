import { comparableId } from "../law/model/ids";
import type { Tenant } from "../law/model/tenant";
import { quoted } from "../text/printable";
import { Refused } from "../text/refused";
import { named } from "../text/sentence";
import type { Assumed } from "../verifier/assume";
import { directoryNames } from "../words/principal";
import { ALL } from "./arguments";
import type { Given } from "./command";

const UNKNOWN_GROUPS = "unknown-groups";

/**
 * Reads --assume and --as-if-enabled.
 * @returns the assumptions, also as they are given, with ids as Graph writes them, and in words, to go after *if*
 * @throws Refused with ids that the tenant doesn't have
 */
export function assumptionsAbout(tenant: Tenant, given: Given) {
  const empty = given.all("assume").map((text) => comparableId(text.slice(0, -"=empty".length)));
  const enabled = (given.text("as-if-enabled")?.split(",") ?? []).map((id) => comparableId(id.trim()));
  const holders = new Set<string>([UNKNOWN_GROUPS, ...holdersIn(tenant)]);
  const policies = new Map([
    [ALL, ""],
    ...tenant.policies.map((one) => [comparableId(one.id), one.displayName] as const),
  ]);
  const unknown = [...empty.filter((id) => !holders.has(id)), ...enabled.filter((id) => !policies.has(id))];
  if (unknown.length > 0)
    throw new Refused(`azmfa: no policy or list names ${unknown.map(quoted).join(", ")}, so nothing was assumed`);
  const { nameOf } = directoryNames(tenant);
  const holder = (id: string) => (id === UNKNOWN_GROUPS ? "every unknown group and role" : named(nameOf(id) ?? id));
  const policy = (id: string) => (id === ALL ? "every policy" : named(policies.get(id) ?? id));
  const assumptions: Assumed = {
    empty: empty.includes(UNKNOWN_GROUPS) ? "all" : new Set(empty),
    enabled: enabled.includes(ALL) ? "all" : new Set(enabled),
  };
  return {
    assumptions,
    asGiven: [
      ...empty.map((id) => `${id}=empty`),
      ...enabled.map((id) => (id === ALL ? "as-if-enabled" : `as-if-enabled=${id}`)),
    ],
    inWords: [...empty.map((id) => `${holder(id)} is empty`), ...enabled.map((id) => `${policy(id)} is enabled`)],
  };
}

/** The ids of groups, roles and locations that a policy or a list names. */
function holdersIn({ policies, groups, roleAssignments, locations }: Tenant): ReadonlySet<string> {
  const inPolicies = policies.flatMap(({ users, conditions: { network } }) => [
    ...[users.include, users.exclude].flatMap((one) => [...one.groups, ...one.roles]),
    ...(network.kind === "listed" ? [...network.include.ids, ...network.exclude.ids] : []),
  ]);
  const inGroups = [...(groups?.values() ?? [])].flatMap(({ id, unlisted = [] }) => [id, ...unlisted]);
  const inAssignments = (roleAssignments ?? []).flatMap(({ role, principal }) => [role, principal]);
  return new Set<string>([...inPolicies, ...inGroups, ...inAssignments, ...(locations?.keys() ?? [])]);
}
