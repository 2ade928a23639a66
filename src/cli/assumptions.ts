import { groupId, locationId, type PolicyId } from "../law/model/ids";
import type { Tenant } from "../law/model/tenant";
import { present } from "../text/present";
import { quoted } from "../text/printable";
import { type Result, resultOf } from "../text/result";
import { counted, named } from "../text/sentence";
import { type Assumed, isAssumedOn } from "../verifier/assume";
import type { Given, OptionSpecs } from "./command";

/** What a verdict may take for granted. */
export const ASSUMING_OPTIONS = {
  assume: { kind: "text", value: "ID=empty", many: true, help: "nobody else is in it; or unknown-groups=empty" },
  "as-if-enabled": { kind: "optional", value: "ID,…", help: "as if policies that are report-only or off were on" },
} as const satisfies OptionSpecs;

/** What the command line takes for granted. */
export interface Assumptions extends Assumed {
  /** As it is said there: `unknown-groups=empty`, `<id>=empty`, `as-if-enabled`, `as-if-enabled=<id>`. */
  readonly asGiven: readonly string[];
}

/** Reads `--assume` and `--as-if-enabled`. @returns what they say, or everything that is wrong with them */
export function readAssumptions(given: Given): Result<Assumptions, string> {
  const texts = given.all("assume");
  const ids = texts.map((text) => text.slice(0, -"=empty".length).trim().toLowerCase());
  const listed = (given.text("as-if-enabled") ?? "").split(",").map((id) => id.trim());
  const policies = listed.filter((id) => id !== "");
  const isAnyEnabled = given.has("as-if-enabled") && policies.length === 0;
  return resultOf(
    () => ({
      empty: ids.includes("unknown-groups") ? "all" : new Set(ids),
      enabled: isAnyEnabled ? "all" : new Set(policies as PolicyId[]),
      asGiven: [...texts, ...(isAnyEnabled ? ["as-if-enabled"] : policies.map((id) => `as-if-enabled=${id}`))],
    }),
    texts.filter((text) => !/^[^=]+=empty$/.test(text)).map(saysNothing),
  );
}

const saysNothing = (text: string): string =>
  `azmfa: --assume ${quoted(text)} says nothing; write ID=empty, of a group, a role or a location, or unknown-groups=empty`;

/** Whether policies are taken for enabled that nobody called by name: then nothing is proved of the tenant as it is. */
export const isWholesale = ({ enabled }: Assumed): boolean => enabled === "all";

/** The policies and holders that are named and that the tenant doesn't have, and holders whose members it lists. */
export function complaintsAbout({ enabled, empty }: Assumed, tenant: Tenant, file: string): readonly string[] {
  const policies = enabled === "all" ? [] : [...enabled];
  const holders = empty === "all" ? [] : [...empty];
  const isThere = (id: string): boolean => tenant.policies.some((policy) => policy.id === id);
  const names = holdersIn(tenant);
  return [
    ...policies.filter((id) => !isThere(id)).map((id) => `there is no policy ${quoted(id)} for --as-if-enabled`),
    ...holders
      .filter((id) => !names.has(id))
      .map((id) => `--assume ${quoted(id)}: no policy and no list names a group, a role or a location of that id`),
    ...holders
      .filter((id) => isKnownWholly(id, tenant))
      .map((id) => `--assume says that ${quoted(id)} is empty, and the file lists its members`),
  ].map((complaint) => `${quoted(file)}: ${complaint}`);
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

function isKnownWholly(id: string, { groups }: Tenant): boolean {
  const group = groups?.get(groupId(id));
  return group?.members !== undefined && group.members.length > 0 && !group.mayHoldOthers;
}

/** What is taken for granted, to go after `if`. */
export function assumedInWords({ empty, enabled }: Assumed, tenant: Tenant): readonly string[] {
  const on = tenant.policies.filter((policy) => isAssumedOn(policy, enabled));
  const inState = (state: "reportOnly" | "off"): number =>
    on.filter(({ enforcement }) => enforcement.kind === state).length;
  const states = present([
    inState("reportOnly") > 0 && counted(inState("reportOnly"), "report-only policy", "report-only policies"),
    inState("off") > 0 && counted(inState("off"), "policy that is off", "policies that are off"),
  ]);
  const isGiven = enabled === "all" || enabled.size > 0;
  return present([
    ...(empty === "all" ? ["unknown groups and roles are empty"] : Array.from(empty, (id) => emptyInWords(id, tenant))),
    states.length > 0 && `${states.join(" and ")} ${on.length === 1 ? "was" : "were"} on`,
    states.length === 0 && isGiven && "every policy was on, as they all are",
  ]);
}

function emptyInWords(id: string, { groups, locations }: Tenant): string {
  const group = groups?.get(groupId(id))?.displayName;
  const location = locations?.get(locationId(id))?.displayName;
  if (group) return `the group ${named(group)} is empty`;
  return location ? `the location ${named(location)} is empty` : `${named(id)} is empty`;
}
