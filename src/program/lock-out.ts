import { graphId, type JsonObject } from "../law/json/json-object";
import type { Advice, FileLocation, Finding, PolicyLocation } from "../law/model/finding";
import { userId } from "../law/model/ids";
import type { Policy } from "../law/model/policy";
import type { Exemption, Register, RegisterEntry } from "../law/model/register";
import type { Answer } from "../tenant/live/tenant-problem";
import { quoted } from "../text/printable";
import { listingSome } from "../text/sentence";
import type { SourceSpan } from "../text/source-span";
import type { Directory, PrincipalStatus } from "./directory";
import { shorten } from "./stack-policy";

/** A reason why enforcing the policy could lock the owner out: an error if the stack enforces it, otherwise a warning. */
export type LockOutRisk = Finding<
  "account-gone" | "account-disabled" | "account-unreadable" | "too-few-break-glass",
  SourceSpan | FileLocation
>;

/** Every reason, in the order of the register. Without any, the policy may be enforced. */
export function lockOutRisks({ file, entries, liveBreakGlass }: LookUps, severity: "error" | "warning") {
  const risk = (code: LockOutRisk["code"], primary: LockOutRisk["primary"], advice: Advice): readonly LockOutRisk[] => [
    { code, severity, primary, related: [], ...advice },
  ];
  const risks = entries.flatMap(({ entry: { at, principal }, status }) => {
    if (status.kind === "failed") return risk("account-unreadable", at, notLookedUp(principal, status.problem));
    if (status.value.kind === "gone") return risk("account-gone", at, accountAdvice("gone", principal));
    if (status.value.kind !== "disabled-user") return [];
    return risk("account-disabled", at, accountAdvice("disabled", principal));
  });
  if (liveBreakGlass.size >= ENOUGH_BREAK_GLASS) return risks;
  return [...risks, ...risk("too-few-break-glass", { kind: "file", file }, tooFew(liveBreakGlass))];
}

/** What is wrong with an excluded account or group, and what to do about it. */
export function accountAdvice(state: "gone" | "disabled", { kind, id }: Exemption): Advice {
  const who = `${kind} ${quoted(id)}`;
  return state === "disabled"
    ? { message: `${who} is disabled and can't sign in`, help: "enable the account, or remove the entry" }
    : {
        message: `${who} is not in the tenant`,
        help: `remove the entry, use the id of an existing ${kind}, or restore this one (Entra keeps deleted ${kind === "user" ? "users" : "Microsoft 365 groups"} for 30 days)`,
      };
}

const notLookedUp = ({ kind, id }: Exemption, { message, help }: Advice): Advice => ({
  message: `${kind} ${quoted(id)} could not be looked up: ${shorten(message)}`,
  help,
});

function tooFew(live: ReadonlySet<string>): Advice {
  const found = live.size === 0 ? "no live break-glass user" : `only 1 live break-glass user (${[...live].join(", ")})`;
  return {
    message: `the policy excludes ${found}. An enforced policy needs ${ENOUGH_BREAK_GLASS}`,
    help: "list two enabled accounts with `kind: break-glass`, or a group that has them, before you enforce",
  };
}

type LookedUp = { readonly entry: RegisterEntry; readonly status: Answer<PrincipalStatus> };

/** The answers about the whole register. */
export type LookUps = {
  readonly file: string;
  readonly entries: readonly LookedUp[];
  /** Ids of break-glass users that are excluded and can sign in. Counting stops when there are enough. */
  readonly liveBreakGlass: ReadonlySet<string>;
};

/** How many live break-glass accounts an enforced policy must exclude. */
export const ENOUGH_BREAK_GLASS = 2;

/** Asks the tenant about each excluded id, and about members of break-glass groups until enough live accounts are known. */
export async function lookUpExclusions({ file, entries }: Register, directory: Directory): Promise<LookUps> {
  const lookedUp = await Promise.all(
    entries.map(async (entry) => ({ entry, status: await directory[entry.principal.kind](entry.principal.id) })),
  );
  const breakGlass = lookedUp.filter(({ entry }) => entry.kind === "break-glass");
  const live = new Set<string>(
    breakGlass.filter(({ status }) => isLive(status)).map(({ entry }) => entry.principal.id),
  );
  for (const id of breakGlass.flatMap(exemptMembers)) {
    if (live.size >= ENOUGH_BREAK_GLASS) break;
    if (!live.has(id) && isLive(await directory.user(id))) live.add(id);
  }
  return { file, entries: lookedUp, liveBreakGlass: live };
}

const isLive = (status: Answer<PrincipalStatus>): boolean =>
  status.kind === "read" && status.value.kind === "live-user";

/** The members of an excluded group who are exempt: all, or those that the entry lists. A listed user outside the group isn't excluded. */
const exemptMembers = ({ entry: { principal }, status }: LookedUp): readonly string[] =>
  (membersIn(status) ?? []).filter((id) => principal.kind === "user" || (principal.members?.has(userId(id)) ?? true));

/** The ids of a group's members; `undefined` if it isn't a group, or could not be read. */
export const membersIn = (status: Answer<PrincipalStatus>): readonly string[] | undefined =>
  status.kind === "read" && status.value.kind === "group" ? status.value.members : undefined;

type BreakGlassFinding = Finding<"break-glass-stopped", PolicyLocation>;

/**
 * The live break-glass accounts that can't sign in to Azure management under the tenant's other policies. The stack's own policy excludes
 * them, or isn't enforced, so it isn't the reason, and the run goes on. If a group isn't known, an account may be in it.
 * @param own the ids of the stack's own policies
 */
export function stoppedBreakGlass(
  { entries, liveBreakGlass }: LookUps,
  own: readonly string[],
  inTenant: Answer<readonly JsonObject[]>,
): readonly BreakGlassFinding[] {
  const all = inTenant.kind === "read" ? inTenant.value : [];
  const others = all.filter((policy) => policy["state"] === "enabled" && !own.includes(graphId(policy)));
  if (others.length === 0) return [];
  // The code that decides about sign-ins is slow to load, and most runs don't need it.
  const { readTenant } = require("../tenant/graph/tenant") as typeof import("../tenant/graph/tenant");
  const { emergencyAccess } = require("../verifier/emergency-access") as typeof import("../verifier/emergency-access");
  const asUser = (id: string): JsonObject => ({ "@odata.type": "#microsoft.graph.user", id });
  const groups = entries.flatMap(({ entry: { principal }, status }) => {
    const members = membersIn(status)?.map(asUser);
    return members === undefined ? [] : [{ id: principal.id, members }];
  });
  const read = readTenant({ policies: others, groups });
  if (!read.ok) return [];
  return [...liveBreakGlass].flatMap((account) => {
    const access = emergencyAccess(read.tenant, userId(account));
    return access.kind === "closed" ? [stoppedFinding(account, access.by)] : [];
  });
}

function stoppedFinding(account: string, by: readonly Policy[]): BreakGlassFinding {
  const names = by.map(({ displayName }) => quoted(displayName));
  return {
    code: "break-glass-stopped",
    severity: "warning",
    primary: { kind: "policy", id: by[0]?.id ?? "", field: undefined },
    message: `break-glass user ${quoted(account)} can't sign in to Azure management: ${listingSome(names, 5)} ${by.length === 1 ? "stops" : "together stop"} every sign-in`,
    related: [],
    help: "exclude break-glass accounts from every policy that blocks, or that requires a device, an app, a new password or terms of use",
  };
}
