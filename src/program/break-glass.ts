import { asText, type JsonObject } from "../law/json/json-object";
import type { Finding, PolicyLocation } from "../law/model/finding";
import { quoted } from "../text/printable";
import { listing } from "../text/sentence";
import type { LookUps } from "./lock-out";
import type { OwnPolicies } from "./own-policies";
import type { TenantPolicies } from "./tenant-policies";

/** Break-glass accounts that other policies than the stack's keep from Azure management. It stops no run: this stack's policy isn't why. */
export type BreakGlassFinding = Finding<"break-glass-stopped", PolicyLocation>;

/** What the answer depends on. */
export type BreakGlassQuestion = {
  readonly lookUps: LookUps;
  readonly own: OwnPolicies;
  readonly inTenant: TenantPolicies;
  /**
   * Which of the policies, in Graph's words, leave the account no sign-in to Azure management; none where there is one.
   * @param members who is in the groups that are known, by the group's id
   */
  readonly stoppedBy: (account: string, policies: readonly JsonObject[], members: Members) => readonly JsonObject[];
};

/** Who is in groups, by the group's id. */
export type Members = ReadonlyMap<string, readonly string[]>;

/**
 * Which live break-glass accounts the tenant's other policies stop, together with those of the accounts that the same policies
 * stop. The stack's own leaves them out already, or isn't enforced.
 */
export function stoppedBreakGlass(question: BreakGlassQuestion): readonly BreakGlassFinding[] {
  const { lookUps, stoppedBy } = question;
  const others = enforcedOthers(question);
  if (others.length === 0) return [];
  const members: Members = new Map(
    lookUps.entries.flatMap(({ entry, status }) =>
      status.kind === "group" ? [[entry.principal.id, status.members] as const] : [],
    ),
  );
  const accounts = new Map<string, { readonly by: readonly JsonObject[]; readonly who: string[] }>();
  for (const account of lookUps.liveBreakGlass) {
    const by = stoppedBy(account, others, members);
    const known = accounts.get(idsOf(by));
    if (known === undefined) accounts.set(idsOf(by), { by, who: [account] });
    else known.who.push(account);
  }
  return [...accounts.values()].flatMap(({ by, who }) => findingAbout(by, who, lookUps.liveBreakGlass.size));
}

/** Policies that are off or only report stop nobody. */
function enforcedOthers({ own, inTenant }: BreakGlassQuestion): readonly JsonObject[] {
  if (inTenant.kind === "unreadable") return [];
  const known = new Set(own.kind === "read" ? own.policies.map(({ id }) => id) : []);
  return inTenant.policies.filter((policy) => policy["state"] === "enabled" && !known.has(idOf(policy)));
}

const idsOf = (policies: readonly JsonObject[]): string => policies.map(idOf).join();

function findingAbout(by: readonly JsonObject[], who: readonly string[], all: number): readonly BreakGlassFinding[] {
  const [first] = by;
  if (first === undefined) return [];
  const isAll = who.length === all;
  const whom = isAll ? "no break-glass user can" : `break-glass user ${listing(who.map(quoted), "and")} can't`;
  const names = by.slice(0, 5).map((policy) => quoted(asText(policy["displayName"]) ?? idOf(policy)));
  const shown = by.length > names.length ? [...names, `${by.length - names.length} more`] : names;
  return [
    {
      code: "break-glass-stopped",
      severity: "warning",
      primary: { kind: "policy", id: idOf(first), field: undefined },
      message: `${whom} sign in to Azure management: ${listing(shown, "and")} ${by.length === 1 ? "stops" : "together stop"} every sign-in`,
      related: [],
      help: "leave break-glass accounts out of every policy that blocks, or that asks for a device, an app, a new password or terms of use",
    },
  ];
}

const idOf = ({ id }: JsonObject): string => asText(id)?.toLowerCase() ?? "";
