import { comparableId, groupId } from "../law/model/ids";
import type { Tenant } from "../law/model/tenant";
import { present } from "../text/present";
import { quoted } from "../text/printable";
import { counted, named } from "../text/sentence";
import { type Assumed, isAssumedOn } from "../verifier/assume";
import { directoryNames } from "../words/principal";
import type { Given, OptionSpecs } from "./command";

const EMPTY = "=empty";
const UNKNOWN_GROUPS = "unknown-groups";

/** What a verdict may assume. */
export const ASSUMING_OPTIONS: OptionSpecs = {
  "assume ID=empty+": [
    "assume that a group, role or location is empty; or unknown-groups=empty",
    (text) =>
      !/^.+=empty$/.test(text) &&
      `${quoted(text)} isn't an assumption; use ID=empty with the id of a group, role or location, or unknown-groups=empty`,
  ],
  "as-if-enabled[=ID,…]": "assume that policies in report-only mode or off are on",
};

/** What the command line assumes. */
export interface Assumptions extends Assumed {
  /** As it is written there, with ids as Graph writes them: `unknown-groups=empty`, `<id>=empty`, `as-if-enabled`, `as-if-enabled=<id>`. */
  readonly asGiven: readonly string[];
}

/** Reads the assumptions of a command line. */
export function assumptionsIn(given: Given): Assumptions {
  const texts = given.all("assume");
  const ids = texts.map((text) => comparableId(text.slice(0, -EMPTY.length)));
  const listed = (given.text("as-if-enabled") ?? "").split(",").map((id) => id.trim());
  const policies = listed.filter((id) => id !== "").map(comparableId);
  const isAnyEnabled = given.has("as-if-enabled") && policies.length === 0;
  return {
    empty: ids.includes(UNKNOWN_GROUPS) ? "all" : new Set(ids),
    enabled: isAnyEnabled ? "all" : new Set(policies),
    asGiven: [
      ...ids.map((id) => id + EMPTY),
      ...(isAnyEnabled ? ["as-if-enabled"] : policies.map((id) => `as-if-enabled=${id}`)),
    ],
  };
}

/** Complaints about assumed policies, groups, roles and locations that the tenant doesn't have, and about groups whose members it lists. */
export function complaintsAbout({ enabled, empty }: Assumed, tenant: Tenant, file: string): readonly string[] {
  const policies = new Set(tenant.policies.map(({ id }) => comparableId(id)));
  const holders = holdersIn(tenant);
  const aboutPolicy = (id: string) => !policies.has(id) && `there is no policy ${quoted(id)} for --as-if-enabled`;
  const aboutHolder = (id: string) => {
    if (!holders.has(id))
      return `--assume ${quoted(id)}: no policy or list names a group, role or location with this id`;
    const group = tenant.groups?.get(groupId(id));
    const isListed = group?.members !== undefined && group.members.length > 0 && !group.mayHoldOthers;
    return isListed && `--assume says that ${quoted(id)} is empty, but the file lists its members`;
  };
  return present([
    ...(enabled === "all" ? [] : Array.from(enabled, aboutPolicy)),
    ...(empty === "all" ? [] : Array.from(empty, aboutHolder)),
  ]).map((complaint) => `${quoted(file)}: ${complaint}`);
}

/** The ids of groups, roles and locations that a policy or a list names. */
function holdersIn({ policies, groups, roleAssignments, locations }: Tenant): ReadonlySet<string> {
  const inPolicies = policies.flatMap(({ users, conditions: { network } }) => [
    ...[users.include, users.exclude].flatMap((one) => [...one.groups, ...one.roles]),
    ...(network.kind === "any" ? [] : [...network.include.ids, ...network.exclude.ids]),
  ]);
  const inGroups = [...(groups?.values() ?? [])].flatMap(({ id, unlisted = [] }) => [id, ...unlisted]);
  const inAssignments = (roleAssignments ?? []).flatMap(({ role, principal }) => [role, principal]);
  return new Set<string>([...inPolicies, ...inGroups, ...inAssignments, ...(locations?.keys() ?? [])]);
}

/** The assumptions in words, to go after `if`. */
export function assumedInWords({ empty, enabled }: Assumed, tenant: Tenant): readonly string[] {
  const names = directoryNames(tenant);
  const { length: count } = tenant.policies.filter((policy) => isAssumedOn(policy, enabled));
  const isGiven = enabled === "all" || enabled.size > 0;
  return present([
    ...(empty === "all"
      ? ["unknown groups and roles are empty"]
      : Array.from(empty, (id) => `${named(names.nameOf(id) ?? id)} is empty`)),
    count > 0 && `${counted(count, "more policy", "more policies")} ${count === 1 ? "was" : "were"} enabled`,
    count === 0 && isGiven && "every policy was enabled, as all are already",
  ]);
}
