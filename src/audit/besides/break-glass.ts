import { type UserId, userId } from "../../model/ids";
import { counted, listing, shortened } from "../../text/sentence";
import { type Conclusion, failed, type Observation, observation, passed, unknown } from "../answer";
import { type Audited, userSubject } from "../audited";
import { asked } from "../check";
import { wholeOf } from "../known";
import { fewOf, groupedBy } from "../policies-in-words";
import type { Beside } from "./beside";
import { type JudgedAccount, judgeAccount } from "./break-glass-account";

/**
 * Whether there are two ways back in: break-glass accounts of the register that are enabled, cloud-only, left a sign-in by every
 * policy (see `emergencyAccess`), and alerted on.
 * @see Microsoft Entra, "Manage emergency access accounts" (2025)
 */
export const breakGlass: Beside = {
  title: "Break-glass accounts",
  ask: asked({
    look: (audited) =>
      audited.tenant.users === undefined ? [] : declared(audited).map((id) => judgeAccount(id, audited)),
    evidence: (accounts, audited) => accounts.map((one) => observed(one, audited)),
    conclude: (accounts, audited) => whyNotAsked(audited) ?? concluded(accounts, audited),
  }),
};

const ENOUGH = 2;

/** The accounts that the register declares as break-glass, members of groups included. */
function declared({ register, membership }: Audited): readonly UserId[] {
  const entries = register?.inForce.filter(({ kind }) => kind === "break-glass") ?? [];
  const ids = entries.flatMap(({ principal }) =>
    principal.kind === "user"
      ? [principal.id]
      : [...(principal.members ?? membership.ofGroup(principal.id).people)].map(userId),
  );
  return [...new Set(ids)];
}

function observed({ id, against, notKnown }: JudgedAccount, audited: Audited): Observation {
  const questions = notKnown.length === 0 ? [] : [`whether it is ${listing(notKnown, "and")} isn't known`];
  const value = listing([...against, ...questions], "and") || "good";
  return observation(userSubject(id, audited), "break-glass account", value);
}

function whyNotAsked({ register, tenant }: Audited): Conclusion | undefined {
  if (register === undefined)
    return unknown(
      "No register was given, so which accounts are break-glass isn't known.",
      "name the register with --exclusions, and list two accounts with `kind: break-glass` in it",
    );
  if (tenant.users === undefined)
    return unknown(
      "The directory's users aren't known, so whether the break-glass accounts can sign in isn't either.",
      "read the tenant with User.Read.All",
    );
  return undefined;
}

function concluded(accounts: readonly JudgedAccount[], audited: Audited): Conclusion {
  const good = accounts.filter(({ against }) => against.length === 0);
  const unsure = good.filter(({ notKnown }) => notKnown.length > 0);
  if (good.length < ENOUGH) return tooFew(good.length, accounts, audited);
  const are = counted(good.length, "break-glass account is", "break-glass accounts are");
  if (good.length - unsure.length >= ENOUGH)
    return passed(`${are} enabled, cloud-only, outside every policy and alerted on.`);
  const questions = new Set(unsure.flatMap(({ notKnown }) => notKnown));
  return unknown(
    `${are} outside every policy that would stop them. Whether they are ${listing([...questions], "and")} isn't known.`,
    wholeOf(audited.facts.breakGlassAlerts) === undefined
      ? "have somebody alerted when they sign in, and see in the Entra admin center that it works: no file says so"
      : "read the tenant again, with User.Read.All",
  );
}

function tooFew(count: number, accounts: readonly JudgedAccount[], audited: Audited): Conclusion {
  const bad = accounts.filter(({ against }) => against.length > 0);
  const isWrong = groupedBy(bad, ({ against }) => listing(against, "and")).map(([why, some]) => {
    const names = some.map(({ id }) => shortened(userSubject(id, audited).name));
    return `${listing(fewOf(names), "and")}${some.length === 1 ? "" : ": each"} ${why}.`;
  });
  const found =
    accounts.length === 0
      ? "No entry of the register that is in force declares a break-glass account"
      : `${count === 0 ? "None" : count} of the register's ${counted(accounts.length, "break-glass account")} is a good way back in`;
  return failed(
    [`${found}; ${ENOUGH} are needed.`, ...isWrong].join(" "),
    "keep two enabled, cloud-only accounts outside every policy, declared in the register with `kind: break-glass`, and an alert on their sign-ins",
  );
}
