import { printable, quoted, type RegisterEntry, renderRemark } from "../adapters/register";
import { ENOUGH_BREAK_GLASS, type LookedUp, type LookUps } from "./look-up-exclusions";

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

function riskOf({ entry, standing }: LookedUp): readonly LockOutRisk[] {
  switch (standing.kind) {
    case "live-user":
    case "group":
      return [];
    case "gone":
      return [{ code: "account-gone", entry }];
    case "disabled-user":
      return [{ code: "account-disabled", entry }];
    case "unreadable":
      return [{ code: "account-unreadable", entry, because: standing.because, forbidden: standing.forbidden }];
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

/** The plugin's errors can run over many lines; the first few hundred characters name the cause. */
function shorten(text: string): string {
  const line = printable(text.replace(/\s+/g, " ").trim());
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
