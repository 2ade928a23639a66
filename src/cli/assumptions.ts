import { comparableId } from "../law/model/ids";
import type { Tenant } from "../law/model/tenant";
import { quoted } from "../text/printable";
import { Refused } from "../text/refused";
import { named } from "../text/sentence";
import type { Assumed } from "../verifier/assume";
import { directoryNames } from "../words/principal";
import { ALL } from "./arguments";
import type { Given } from "./command";

/** What a command line assumes about a tenant. */
interface Assumptions {
  readonly assumptions: Assumed;
  /** As it is written there, with ids as Graph writes them: `<id>=empty`, `as-if-enabled=<id>`. */
  readonly asGiven: readonly string[];
  /** To go after `if`. */
  readonly inWords: readonly string[];
}

/** Reads --assume and --as-if-enabled. @throws Refused with ids that the tenant doesn't have */
export function assumptionsAbout(tenant: Tenant, given: Given): Assumptions {
  const empty = given.all("assume").map((text) => comparableId(text.slice(0, -"=empty".length)));
  const enabled = (given.text("as-if-enabled")?.split(",") ?? []).map((id) => comparableId(id.trim()));
  const [isAllEmpty, isAllEnabled] = [empty.includes("unknown-groups"), enabled.includes(ALL)];
  const policies = new Map(tenant.policies.map(({ id, displayName }) => [comparableId(id), displayName]));
  const holders = holdersIn(tenant);
  const unknown = [
    ...(isAllEmpty ? [] : empty.filter((id) => !holders.has(id))),
    ...(isAllEnabled ? [] : enabled.filter((id) => !policies.has(id))),
  ];
  if (unknown.length > 0)
    throw new Refused(`azmfa: no policy or list names ${unknown.map(quoted).join(", ")}, so nothing was assumed`);
  const names = directoryNames(tenant);
  return {
    assumptions: { empty: isAllEmpty ? "all" : new Set(empty), enabled: isAllEnabled ? "all" : new Set(enabled) },
    asGiven: [
      ...empty.map((id) => `${id}=empty`),
      ...(isAllEnabled ? ["as-if-enabled"] : enabled.map((id) => `as-if-enabled=${id}`)),
    ],
    inWords: [
      ...(isAllEmpty
        ? ["unknown groups and roles are empty"]
        : empty.map((id) => `${named(names.nameOf(id) ?? id)} is empty`)),
      ...(isAllEnabled
        ? ["every policy is enabled"]
        : enabled.map((id) => `${named(policies.get(id) ?? id)} is enabled`)),
    ],
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
