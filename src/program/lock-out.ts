import type { Register, RegisterEntry } from "../adapters/register/register";
import { printable, quoted } from "../text/printable";
import { renderRemark } from "../text/source-span";
import type { Directory, PrincipalStatus } from "./directory";

/** A reason why enforcing the policy could lock the owner out. */
export type LockOutRisk =
  | { readonly code: "account-gone" | "account-disabled"; readonly entry: RegisterEntry }
  | {
      readonly code: "account-unreadable";
      readonly entry: RegisterEntry;
      readonly because: string;
      readonly forbidden: boolean;
    }
  | { readonly code: "too-few-break-glass"; readonly live: ReadonlySet<string> };

/** Every reason, entry by entry in the register's order. Without any, the policy may be enforced. */
export function lockOutRisks({ entries, liveBreakGlass }: LookUps): readonly LockOutRisk[] {
  const risks = entries.flatMap(riskOf);
  return liveBreakGlass.size >= ENOUGH_BREAK_GLASS
    ? risks
    : [...risks, { code: "too-few-break-glass", live: liveBreakGlass }];
}

function riskOf({ entry, status }: LookedUp): readonly LockOutRisk[] {
  switch (status.kind) {
    case "live-user":
    case "group":
      return [];
    case "gone":
      return [{ code: "account-gone", entry }];
    case "disabled-user":
      return [{ code: "account-disabled", entry }];
    case "unreadable":
      return [{ code: "account-unreadable", entry, because: status.because, forbidden: status.forbidden }];
  }
}

/** The risk as a person reads it: the register's line, and what to do. */
export function renderLockOutRisk(risk: LockOutRisk, severity: "error" | "warning", registerFile: string): string {
  if (risk.code === "too-few-break-glass") return renderTooFew(risk.live, severity, registerFile);
  return renderRemark(risk.entry.at, { severity, code: risk.code, message: messageOf(risk), help: helpOf(risk) });
}

type EntryRisk = Exclude<LockOutRisk, { code: "too-few-break-glass" }>;

function messageOf(risk: EntryRisk): string {
  const who = `${risk.entry.principal.kind} ${quoted(risk.entry.principal.id)}`;
  switch (risk.code) {
    case "account-gone":
      return `${who} is not in the tenant`;
    case "account-disabled":
      return `${who} is disabled and can't sign in`;
    case "account-unreadable":
      return `${who} could not be looked up: ${shorten(risk.because)}`;
  }
}

function helpOf(risk: EntryRisk): string {
  switch (risk.code) {
    case "account-gone":
      return "remove the entry, or put the id of an account that exists";
    case "account-disabled":
      return "enable the account, or remove the entry";
    case "account-unreadable":
      return risk.forbidden
        ? missingRole(risk.entry.principal.kind)
        : "make the tenant reachable for whoever deploys, then try again";
  }
}

/** @see the azuread provider's pages of the two look-ups, section "API Permissions" */
const missingRole = (kind: "user" | "group"): string =>
  `give the identity that deploys the Microsoft Graph application role ${kind === "user" ? "User.Read.All" : "Group.Read.All"}, with admin consent`;

function renderTooFew(live: ReadonlySet<string>, severity: "error" | "warning", registerFile: string): string {
  const found =
    live.size === 0 ? "no live break-glass user is" : `only 1 live break-glass user (${[...live].join(", ")}) is`;
  return [
    `${printable(registerFile)} ${severity}[too-few-break-glass] ${found} outside the policy; ${ENOUGH_BREAK_GLASS} are needed`,
    "  help: list two enabled accounts with `kind: break-glass`, or a group that has them, before you enforce",
  ].join("\n");
}

/** The provider's errors can run over many lines; the first few hundred characters name the cause. */
function shorten(text: string): string {
  const line = printable(text.replace(/\s+/g, " ").trim());
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

/** An entry and what the tenant says about it. */
export type LookedUp = { readonly entry: RegisterEntry; readonly status: PrincipalStatus };

/** The register as the tenant sees it. */
export type LookUps = {
  readonly entries: readonly LookedUp[];
  /** Break-glass users that are outside the policy and can sign in, by id. Counting stops when there are enough. */
  readonly liveBreakGlass: ReadonlySet<string>;
};

/** How many live break-glass accounts an enforced policy leaves out, at least. */
export const ENOUGH_BREAK_GLASS = 2;

/** Asks the tenant about each excluded id, and about the members of break-glass groups until enough live ones are known. */
export async function lookUpExclusions({ entries }: Register, directory: Directory): Promise<LookUps> {
  const lookedUp = await Promise.all(entries.map(async (entry) => ({ entry, status: await ask(entry, directory) })));
  const breakGlass = lookedUp.filter(({ entry }) => entry.kind === "break-glass");
  const live = new Set(
    breakGlass.filter(({ status }) => status.kind === "live-user").map(({ entry }) => entry.principal.id),
  );
  for (const id of breakGlass.flatMap(exemptMembers)) {
    if (live.size >= ENOUGH_BREAK_GLASS) break;
    if (!live.has(id) && (await directory.user(id)).kind === "live-user") live.add(id);
  }
  return { entries: lookedUp, liveBreakGlass: live };
}

function ask({ principal }: RegisterEntry, directory: Directory): Promise<PrincipalStatus> {
  return principal.kind === "user" ? directory.user(principal.id) : directory.group(principal.id);
}

/** Who is in the group and, where the entry lists its members, on that list: being on the list alone excludes nobody. */
function exemptMembers({ entry: { principal }, status }: LookedUp): readonly string[] {
  if (principal.kind !== "group" || status.kind !== "group") return [];
  return status.members.filter((id) => principal.members?.has(id) ?? true);
}
