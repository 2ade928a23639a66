import { groupId, locationId, type PolicyId } from "../law/model/ids";
import type { Tenant } from "../law/model/tenant";
import { quoted } from "../text/printable";
import { type Result, resultOf } from "../text/result";
import { counted, named } from "../text/sentence";
import { type Assumed, isAssumedOn } from "../verifier/assume";
import type { Given, OptionSpecs } from "./command";

/** What a verdict may take for granted. */
export const ASSUMING_OPTIONS = {
  assume: {
    kind: "text",
    value: "ID=empty",
    help: "a group, role or location holds nobody else; unknown-groups=empty: no group",
    many: true,
  },
  "as-if-enabled": {
    kind: "optional",
    value: "ID,…",
    help: "as if policies that are report-only or off were on",
  },
} as const satisfies OptionSpecs;

/** What the command line takes for granted. */
export interface Assumptions extends Assumed {
  /** As it is said there: `unknown-groups=empty`, `<id>=empty`, `as-if-enabled`, `as-if-enabled=<id>`. */
  readonly asGiven: readonly string[];
}

const UNKNOWN_GROUPS = "unknown-groups";

/** Reads `--assume` and `--as-if-enabled`. @returns what they say, or everything that is wrong with them */
export function assumptionsOf(given: Given): Result<Assumptions, string> {
  const texts = given.all("assume");
  const wrong = texts.filter((text) => !/^[^=]+=empty$/.test(text));
  const ids = texts.map((text) => text.slice(0, -"=empty".length).trim());
  const policies = (given.text("as-if-enabled") ?? "").split(",").map((id) => id.trim());
  const named = policies.filter((id) => id !== "");
  const errors = wrong.map(
    (text) =>
      `azmfa: --assume ${quoted(text)} says nothing; write ID=empty, of a group, a role or a location, or unknown-groups=empty`,
  );
  return resultOf(
    () => ({
      empty: ids.includes(UNKNOWN_GROUPS) ? "all" : new Set(ids.map((id) => id.toLowerCase())),
      enabled: !given.has("as-if-enabled") ? new Set() : named.length === 0 ? "all" : new Set(named as PolicyId[]),
      asGiven: [
        ...texts,
        ...(given.has("as-if-enabled") && named.length === 0 ? ["as-if-enabled"] : []),
        ...named.map((id) => `as-if-enabled=${id}`),
      ],
    }),
    errors,
  );
}

/** Whether policies are taken for enabled that nobody called by name: then nothing is proved of the tenant as it is. */
export const isWholesale = ({ enabled }: Assumed): boolean => enabled === "all";

/** The policies that are named and that the tenant doesn't have, or that nothing needs to be assumed about. */
export function complaintsAbout({ enabled, empty }: Assumed, tenant: Tenant, file: string): readonly string[] {
  const missing =
    enabled === "all" ? [] : [...enabled].filter((id) => !tenant.policies.some((policy) => policy.id === id));
  const known = empty === "all" ? [] : [...empty].filter((id) => isKnownWholly(id, tenant));
  const names = empty === "all" ? new Set<string>() : holdersIn(tenant);
  const strange = empty === "all" ? [] : [...empty].filter((id) => !names.has(id));
  return [
    ...missing.map((id) => `${quoted(file)}: there is no policy ${quoted(id)} for --as-if-enabled`),
    ...strange.map(
      (id) =>
        `${quoted(file)}: --assume ${quoted(id)}: no policy and no list names a group, a role or a location of that id`,
    ),
    ...known.map((id) => `${quoted(file)}: --assume says that ${quoted(id)} is empty, and the file lists its members`),
  ];
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
export function assumedInWords(
  { empty, enabled }: Assumed,
  { policies, groups, locations }: Tenant,
): readonly string[] {
  const on = policies.filter((policy) => isAssumedOn(policy, enabled));
  const [reportOnly, off] = (["reportOnly", "off"] as const).map(
    (state) => on.filter(({ enforcement }) => enforcement.kind === state).length,
  );
  const states = [
    ...(reportOnly ? [`${counted(reportOnly, "report-only policy", "report-only policies")}`] : []),
    ...(off ? [counted(off, "policy that is off", "policies that are off")] : []),
  ].join(" and ");
  return [
    ...(empty === "all" ? ["unknown groups and roles are empty"] : []),
    ...(empty === "all"
      ? []
      : Array.from(empty, (id) => {
          const group = groups?.get(groupId(id))?.displayName;
          const location = locations?.get(locationId(id))?.displayName;
          return `${group ? "the group " : location ? "the location " : ""}${named(group ?? location ?? id)} is empty`;
        })),
    ...(states === "" ? [] : [`${states} ${on.length === 1 ? "was" : "were"} on`]),
    ...(states === "" && (enabled === "all" || enabled.size > 0) ? ["every policy was on, as they all are"] : []),
  ];
}
