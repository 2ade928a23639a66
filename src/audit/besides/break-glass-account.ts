import type { UserId } from "../../model/ids";
import type { User } from "../../model/tenant";
import { listing, named } from "../../text/sentence";
import { emergencyAccess } from "../../verifier/emergency-access";
import type { Audited } from "../audited";
import { partOf, wholeOf } from "../known";

/** What there is to say against an account as the way back in, and what of that isn't known. */
export interface JudgedAccount {
  readonly id: UserId;
  /** To go after the account's name. */
  readonly against: readonly string[];
  /** To go after *whether it is*. */
  readonly notKnown: readonly string[];
}

/** Looks at one account: it should be enabled, cloud-only, left a sign-in by every policy, and alerted on. */
export function judgeAccount(id: UserId, audited: Audited): JudgedAccount {
  const user = audited.names.userOf(id);
  if (user === undefined) return { id, against: ["isn't in the directory"], notKnown: [] };
  const isSynchronised = partOf(audited.facts.accounts)?.get(id)?.isSynchronised;
  const alert = alertOn(id, audited);
  return {
    id,
    against: [
      ...(user.disabled ? ["is disabled"] : []),
      ...(isSynchronised === true ? ["is synchronized from on-premises"] : []),
      ...(isExternal(user) ? ["is an external account"] : []),
      ...stoppedBy(id, audited),
      ...(alert === "none" ? ["has no alert on its sign-ins"] : []),
    ],
    notKnown: [
      ...(isSynchronised === undefined ? ["cloud-only"] : []),
      ...(alert === "not known" ? ["alerted on"] : []),
    ],
  };
}

const isExternal = ({ classes }: User): boolean => classes.every((one) => one !== "member" && one !== "internalGuest");

/** At most so many policies are named that stop an account. */
const MOST_NAMED = 3;

function stoppedBy(id: UserId, { tenant }: Audited): readonly string[] {
  const access = emergencyAccess(tenant, id);
  if (access.kind === "open") return [];
  const names = access.by.slice(0, MOST_NAMED).map(({ displayName }) => named(displayName));
  return [`is stopped by ${listing(names, "and")}`];
}

function alertOn(id: UserId, { facts: { breakGlassAlerts } }: Audited): "watched" | "none" | "not known" {
  const watching = partOf(breakGlassAlerts)?.some(({ isEnabled, watches }) => isEnabled !== false && watches.has(id));
  if (watching === true) return "watched";
  return wholeOf(breakGlassAlerts) === undefined ? "not known" : "none";
}
