import type { FileLocation, Finding } from "../law/model/finding";
import { userId } from "../law/model/ids";
import type { Register, RegisterEntry } from "../law/model/register";
import { quoted } from "../text/printable";
import { shortenedTo } from "../text/sentence";
import type { SourceSpan } from "../text/source-span";
import type { Directory, PrincipalStatus } from "./directory";

/** A reason why enforcing the policy could lock the owner out: an error if the stack enforces it, otherwise a warning. */
export type LockOutRisk = Finding<
  "account-gone" | "account-disabled" | "account-unreadable" | "too-few-break-glass",
  SourceSpan | FileLocation
>;

type RiskSeverity = "error" | "warning";

/** Every reason, in the order of the register. Without any, the policy may be enforced. */
export function lockOutRisks({ file, entries, liveBreakGlass }: LookUps, severity: RiskSeverity) {
  const risks = entries.flatMap((one) => riskOf(one, severity));
  return liveBreakGlass.size >= ENOUGH_BREAK_GLASS ? risks : [...risks, tooFew(liveBreakGlass, severity, file)];
}

function riskOf({ entry, status }: LookedUp, severity: RiskSeverity): readonly LockOutRisk[] {
  const { kind, id } = entry.principal;
  const who = `${kind} ${quoted(id)}`;
  const risk = (code: LockOutRisk["code"], message: string, help: string): readonly LockOutRisk[] => [
    { code, severity, message: `${who} ${message}`, primary: entry.at, related: [], help },
  ];
  switch (status.kind) {
    case "live-user":
    case "group":
      return [];
    case "gone":
      return risk("account-gone", "is not in the tenant", "remove the entry, or use the id of an existing account");
    case "disabled-user":
      return risk("account-disabled", "is disabled and can't sign in", "enable the account, or remove the entry");
    case "unreadable":
      return risk(
        "account-unreadable",
        `could not be looked up: ${shorten(status.because)}`,
        status.forbidden
          ? missingRole(kind)
          : "make sure that the identity that deploys can reach the tenant, then try again",
      );
  }
}

/** @see the azuread provider's pages of the two look-ups, section "API Permissions" */
const missingRole = (kind: "user" | "group"): string =>
  `give the identity that deploys the Microsoft Graph application role ${kind === "user" ? "User.Read.All" : "GroupMember.Read.All"}, with admin consent`;

function tooFew(live: ReadonlySet<string>, severity: RiskSeverity, file: string): LockOutRisk {
  const found = live.size === 0 ? "no live break-glass user" : `only 1 live break-glass user (${[...live].join(", ")})`;
  return {
    code: "too-few-break-glass",
    severity,
    message: `the policy excludes ${found}. An enforced policy needs ${ENOUGH_BREAK_GLASS}`,
    primary: { kind: "file", file },
    related: [],
    help: "list two enabled accounts with `kind: break-glass`, or a group that has them, before you enforce",
  };
}

/** The provider's errors can have many lines. The first few hundred characters name the cause. */
export const shorten = (text: string): string => shortenedTo(300, text.replace(/\s+/g, " ").trim());

type LookedUp = { readonly entry: RegisterEntry; readonly status: PrincipalStatus };

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
    breakGlass.filter(({ status }) => status.kind === "live-user").map(({ entry }) => entry.principal.id),
  );
  for (const id of breakGlass.flatMap(exemptMembers)) {
    if (live.size >= ENOUGH_BREAK_GLASS) break;
    if (!live.has(id) && (await directory.user(id)).kind === "live-user") live.add(id);
  }
  return { file, entries: lookedUp, liveBreakGlass: live };
}

/** Members of the group that the entry lists, if it lists members. The list alone excludes nobody who isn't in the group. */
function exemptMembers({ entry: { principal }, status }: LookedUp): readonly string[] {
  if (principal.kind !== "group" || status.kind !== "group") return [];
  return status.members.filter((id) => principal.members?.has(userId(id)) ?? true);
}
