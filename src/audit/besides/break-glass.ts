import { type UserId, userId } from "../../model/ids";
import { counted, listing, shortened } from "../../text/sentence";
import { type Conclusion, failed, type Observation, observation, passed, unknown } from "../answer";
import { type Audited, userSubject } from "../audited";
import { asked } from "../check";
import { wholeOf } from "../known";
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

const observed = ({ id, against, notKnown }: JudgedAccount, audited: Audited): Observation =>
  observation(
    userSubject(id, audited),
    "break-glass account",
    listing([...against, ...notKnown.map((what) => `whether ${what} isn't known`)], "and") || "good",
  );

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
  const questions = new Set(unsure.flatMap(({ notKnown }) => notKnown.map((what) => `whether ${what}`)));
  return unknown(
    `${are} outside every policy that would stop them; not known is ${listing([...questions], "and")}.`,
    wholeOf(audited.facts.breakGlassAlerts) === undefined
      ? "make an alert on their sign-ins, and look at it: it can't be read from here"
      : "read the tenant again, with User.Read.All",
  );
}

function tooFew(count: number, accounts: readonly JudgedAccount[], audited: Audited): Conclusion {
  const bad = accounts.find(({ against }) => against.length > 0);
  const example = bad && ` ${shortened(userSubject(bad.id, audited).name)} ${listing(bad.against, "and")}.`;
  return failed(
    `${counted(count, "break-glass account")} of the register ${count === 1 ? "is" : "are"} a way back in; ${ENOUGH} are needed.${example ?? ""}`,
    "keep two enabled, cloud-only accounts outside every policy, declared in the register with `kind: break-glass`, and an alert on their sign-ins",
  );
}
