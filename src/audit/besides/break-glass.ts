import { counted, listing, shortened } from "../../text/sentence";
import { type Conclusion, failed, type Observation, observation, passed, unknown } from "../answer";
import { type Audited, userSubject } from "../audited";
import type { Beside } from "../check";
import { asked } from "../check";
import { type Doubt, todoOf, whatOf } from "../known";
import { fewOf, groupedBy } from "../policies-in-words";
import { declaredBreakGlass, type JudgedAccount, judgeAccount } from "./break-glass-account";

/**
 * Claims that there are two ways back in: break-glass accounts of the register that are in the directory, enabled, cloud-only, left
 * a sign-in to Azure management by every policy, not asked for MFA (but by a policy that is for break-glass accounts alone, if they
 * have a method registered), and alerted on. An account of which some of that isn't known counts neither for nor against.
 *
 * Reads the register; of `users` the ids, `accountEnabled`, `onPremisesSyncEnabled` and `userPrincipalName`; the policies and what
 * they hang on; who is in groups that are declared; `breakGlassAlerts`; `userRegistrationDetails` where MFA is asked for.
 * @see Microsoft Entra, "Manage emergency access accounts" (2025)
 */
export const breakGlass: Beside = {
  title: "Break-glass accounts",
  ask: asked({
    look,
    evidence: ({ accounts }, audited) => accounts.map((one) => observed(one, audited)),
    conclude: (seen, audited) => (audited.register === undefined ? NO_REGISTER : concluded(seen, audited)),
  }),
};

interface Seen {
  readonly accounts: readonly JudgedAccount[];
  /** About who is declared. */
  readonly doubts: readonly Doubt[];
}

function look(audited: Audited): Seen {
  const declared = declaredBreakGlass(audited);
  return { accounts: declared.accounts.map((id) => judgeAccount(id, declared, audited)), doubts: declared.doubts };
}

const ENOUGH = 2;

const NO_REGISTER = unknown(
  "No register was given, so which accounts are break-glass isn't known.",
  "name the register with --exclusions, and list two accounts with `kind: break-glass` in it",
);

const observed = ({ id, against, doubts }: JudgedAccount, audited: Audited): Observation =>
  observation(
    userSubject(id, audited),
    "break-glass account",
    listing([...against, ...doubts.map(({ what }) => `${what} isn't known`)], "and") || "good",
  );

function concluded({ accounts, doubts }: Seen, audited: Audited): Conclusion {
  const possible = accounts.filter(({ against }) => against.length === 0);
  const good = possible.filter((one) => one.doubts.length === 0).length;
  if (good >= ENOUGH)
    return passed(
      `${counted(good, "break-glass account is", "break-glass accounts are")} enabled, cloud-only, left a sign-in to Azure management by every policy, and alerted on.`,
    );
  return possible.length < ENOUGH && doubts.length === 0
    ? tooFew(possible.length, accounts, audited)
    : notSettled(good, { accounts: possible, doubts }, audited);
}

function tooFew(count: number, accounts: readonly JudgedAccount[], audited: Audited): Conclusion {
  const bad = accounts.filter(({ against }) => against.length > 0);
  const isWrong = groupedBy(bad, ({ against }) => listing(against, "and")).map(([why, some]) => {
    const names = some.map(({ id }) => nameOf(id, audited));
    return `${listing(fewOf(names), "and")}${some.length === 1 ? "" : ": each"} ${why}.`;
  });
  const found =
    accounts.length === 0
      ? "No entry of the register that is in force declares a break-glass account"
      : `${count === 0 ? "None" : count} of the register's ${counted(accounts.length, "break-glass account")} is a good way back in`;
  return failed(
    [`${found}; ${ENOUGH} are needed.`, ...isWrong, ...overdue(audited)].join(" "),
    "keep two enabled, cloud-only accounts outside every policy, declared in the register with `kind: break-glass`, and an alert on their sign-ins",
  );
}

function overdue({ register }: Audited): readonly string[] {
  const count = register?.overdue.filter(({ kind }) => kind === "break-glass").length ?? 0;
  return count === 0 ? [] : [`The review of ${counted(count, "break-glass entry", "break-glass entries")} is overdue.`];
}

function notSettled(good: number, { accounts, doubts }: Seen, audited: Audited): Conclusion {
  const unsure = accounts.filter((one) => one.doubts.length > 0);
  const names = fewOf(unsure.map(({ id }) => nameOf(id, audited)));
  const ofAccounts = unsure.flatMap((one) => one.doubts);
  const notKnown = [
    ...doubts.map(({ what }) => ` It isn't known ${what}.`),
    ...(names.length === 0 ? [] : [` ${listing(names, "and")}: it isn't known ${whatOf(ofAccounts)}.`]),
  ];
  return unknown(
    `${good === 0 ? "None" : good} of the register's break-glass accounts is known to be a good way back in; ${ENOUGH} are needed.${notKnown.join("")}`,
    ...todoOf([...doubts, ...ofAccounts], "read the tenant again"),
  );
}

const nameOf = (id: JudgedAccount["id"], audited: Audited): string => shortened(userSubject(id, audited).name);
