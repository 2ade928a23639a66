import { groupId, type UserId, userId } from "../../model/ids";
import { counted, listing, named, shortened } from "../../text/sentence";
import { emergencyAccess } from "../../verifier/emergency-access";
import { type Answer, failed, type Observation, passed, unknown } from "../answer";
import { type Audited, userSubject } from "../audited";
import { partOf, wholeOf } from "../known";

const ENOUGH = 2;

/** What there is to say against an account as the way back in, and what of that isn't known. */
interface Judged {
  readonly id: UserId;
  readonly against: readonly string[];
  readonly notKnown: readonly string[];
}

/**
 * Whether there are two ways back in: break-glass accounts of the register that are enabled, cloud-only, left a sign-in by every
 * policy (see `emergencyAccess`), and alerted on.
 * @see Microsoft Entra, "Manage emergency access accounts" (2025)
 */
export function breakGlassAnswer(audited: Audited): Answer {
  const { register, tenant, facts } = audited;
  if (register === undefined)
    return unknown("No register was given, so which accounts are break-glass isn't known.", [
      "name the register with --exclusions, and list two accounts with `kind: break-glass` in it",
    ]);
  if (tenant.users === undefined)
    return unknown(
      "The directory's users aren't known, so whether the break-glass accounts can sign in isn't either.",
      ["read the tenant with User.Read.All"],
    );
  const judged = accounts(audited).map((id) => judge(id, audited));
  const good = judged.filter(({ against }) => against.length === 0);
  const unsure = good.filter(({ notKnown }) => notKnown.length > 0);
  const evidence = judged.map(
    ({ id, against, notKnown }): Observation => ({
      subject: userSubject(id, audited),
      what: "break-glass account",
      value: listing([...against, ...notKnown.map((what) => `whether ${what} isn't known`)], "and") || "good",
    }),
  );
  const noAlert = wholeOf(facts.breakGlassAlerts) === undefined;
  if (good.length < ENOUGH) {
    const first = judged.find(({ against }) => against.length > 0);
    return failed(
      `${counted(good.length, "break-glass account")} of the register ${good.length === 1 ? "is" : "are"} a way back in; ${ENOUGH} are needed.${first === undefined ? "" : ` ${shortened(userSubject(first.id, audited).name)} ${listing(first.against, "and")}.`}`,
      [
        "keep two enabled, cloud-only accounts outside every policy, declared in the register with `kind: break-glass`, and an alert on their sign-ins",
      ],
      evidence,
    );
  }
  if (good.length - unsure.length < ENOUGH)
    return unknown(
      `${counted(good.length, "break-glass account is", "break-glass accounts are")} outside every policy that would stop them; not known is ${listing([...new Set(unsure.flatMap(({ notKnown }) => notKnown.map((what) => `whether ${what}`)))], "and")}.`,
      [
        noAlert
          ? "make an alert on their sign-ins, and look at it: it can't be read from here"
          : "read the tenant again, with User.Read.All",
      ],
      evidence,
    );
  return passed(
    `${counted(good.length, "break-glass account is", "break-glass accounts are")} enabled, cloud-only, outside every policy and alerted on.`,
    evidence,
  );
}

/** The accounts that the register declares as break-glass, members of groups included. */
function accounts({ register, membership }: Audited): readonly UserId[] {
  const entries = register?.inForce.filter(({ kind }) => kind === "break-glass") ?? [];
  return [
    ...new Set(
      entries.flatMap(({ principal }) =>
        principal.kind === "user"
          ? [userId(principal.id)]
          : [...(principal.members ?? membership.ofGroup(groupId(principal.id)).people)].map(userId),
      ),
    ),
  ];
}

function judge(id: UserId, audited: Audited): Judged {
  const { names, facts } = audited;
  const user = names.userOf(id);
  if (user === undefined) return { id, against: ["isn't in the directory"], notKnown: [] };
  const isSynchronised = partOf(facts.accounts)?.get(id)?.isSynchronised;
  const alerts = partOf(facts.breakGlassAlerts)?.filter(({ isEnabled }) => isEnabled !== false);
  const isWatched = alerts?.some(({ watches }) => watches.has(id)) === true;
  const areAllKnown = wholeOf(facts.breakGlassAlerts) !== undefined;
  const isExternal = user.classes.every((one) => one !== "member" && one !== "internalGuest");
  const access = emergencyAccess(audited.tenant, id);
  return {
    id,
    against: [
      ...(user.disabled ? ["is disabled"] : []),
      ...(isSynchronised === true ? ["is synchronized from on-premises"] : []),
      ...(isExternal ? ["is an external account"] : []),
      ...(access.kind === "open"
        ? []
        : [
            `is stopped by ${listing(
              access.by.slice(0, 3).map(({ displayName }) => named(displayName)),
              "and",
            )}`,
          ]),
      ...(areAllKnown && !isWatched ? ["has no alert on its sign-ins"] : []),
    ],
    notKnown: [
      ...(isSynchronised === undefined ? ["they are cloud-only"] : []),
      ...(!isWatched && !areAllKnown ? ["somebody is alerted when they sign in"] : []),
    ],
  };
}
