import { present } from "../../text/present";
import { counted, listing, shortened } from "../../text/sentence";
import { type Answer, type Conclusion, failed, observation, passed, unknown } from "../answer";
import { type AuditContext, userSubject } from "../context";
import { type Doubt, todoOf, whatOf } from "../not-known";
import { few, groupedBy } from "../policies-in-words";
import { declaredBreakGlass, type JudgedAccount, judgeAccount } from "./break-glass-account";

const ENOUGH = 2;

/**
 * Claims that there are two ways back in: break-glass accounts of the register that are in the directory, enabled, cloud-only, left
 * a sign-in to Azure management by every policy, and not asked for MFA (but by a policy that is for break-glass accounts alone, if
 * they have a method registered). An account of which some of that isn't known counts neither for nor against.
 * @see Microsoft Entra, "Manage emergency access accounts" (2025)
 */
export function breakGlass(context: AuditContext): Answer {
  const declared = declaredBreakGlass(context);
  const accounts = declared.accounts.map((id) => judgeAccount(id, declared, context));
  return {
    ...concluded(accounts, declared.doubts, context),
    evidence: accounts.map(({ id, against, doubts }) => {
      const points = [...against, ...doubts.map(({ what }) => `${what} isn't known`)];
      return observation(userSubject(id, context), "break-glass account", listing(points, "and") || "good");
    }),
  };
}

function concluded(accounts: readonly JudgedAccount[], ofGroups: readonly Doubt[], context: AuditContext): Conclusion {
  if (context.register === undefined)
    return unknown(
      "No register was given, so which accounts are break-glass isn't known.",
      "name the register with --exclusions, and list two accounts with `kind: break-glass` in it",
    );
  const possible = accounts.filter(({ against }) => against.length === 0);
  const unsure = possible.filter(({ doubts }) => doubts.length > 0);
  const good = possible.length - unsure.length;
  if (good >= ENOUGH)
    return passed(
      `${counted(good, "break-glass account is", "break-glass accounts are")} enabled, cloud-only, and left a sign-in to Azure management by every policy.`,
    );
  const ofAccounts = unsure.flatMap(({ doubts }) => doubts);
  const isFailed = possible.length < ENOUGH && ofGroups.length === 0;
  const late = context.register.overdue.filter(({ kind }) => kind === "break-glass").length;
  const because = present([
    `${good === 0 ? "None" : good} of the register's ${counted(accounts.length, "break-glass account")} is known to be a good way back in; ${ENOUGH} are needed.`,
    ...faultsIn(accounts, context),
    isFailed && late > 0 && `The review of ${counted(late, "break-glass entry", "break-glass entries")} is overdue.`,
    ofGroups.length > 0 && `It isn't known ${whatOf(ofGroups)}.`,
    !isFailed && unsure.length > 0 && `${namesOf(unsure, context)}: it isn't known ${whatOf(ofAccounts)}.`,
  ]).join(" ");
  return isFailed ? failed(because, KEEP_TWO) : unknown(because, ...todoOf([...ofGroups, ...ofAccounts]));
}

const KEEP_TWO =
  "keep two enabled, cloud-only accounts outside every policy, declared in the register with `kind: break-glass`; and have somebody alerted when one signs in";

/** `A and B: each is disabled.` */
function faultsIn(accounts: readonly JudgedAccount[], context: AuditContext): readonly string[] {
  const bad = accounts.filter(({ against }) => against.length > 0);
  return groupedBy(bad, ({ against }) => listing(against, "and")).map(
    ([why, some]) => `${namesOf(some, context)}${some.length === 1 ? "" : ": each"} ${why}.`,
  );
}

const namesOf = (accounts: readonly JudgedAccount[], context: AuditContext): string =>
  few(accounts.map(({ id }) => shortened(userSubject(id, context).name)));
