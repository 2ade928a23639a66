import type { Policy } from "../../model/policy";
import { type Conclusion, failed, type Observation, observation, passed, unknown } from "../answer";
import { type Audited, policySubject } from "../audited";
import { asked } from "../check";
import type { Beside } from "./beside";
import { type Guard, guardOf, isGuarded, isRegistering, mayGuard } from "./registration-guard";
import { methodsOf, type Unregistered, unregistered, unregisteredInWords } from "./unregistered";

/**
 * Whether whoever has stolen a password could register MFA for its owner: which people have no method, and whether a policy
 * guards the registration.
 */
export const registration: Beside = {
  title: "Who could register MFA for the victim",
  ask: asked({
    look: (audited) => ({ people: unregistered(audited), guard: guardOf(audited) }),
    evidence: ({ people }, audited) => [
      ...methodsOf(people, audited),
      ...audited.tenant.policies.filter(mayGuard).map(target),
    ],
    conclude,
  }),
};

const target = (policy: Policy): Observation =>
  observation(
    policySubject(policy),
    "target",
    isRegistering(policy) ? "Register security information" : "All resources, and so this user action",
  );

const GUARD_WORDS: { readonly [G in Guard]: string } = {
  everywhere: "Policies guard the registration of a method for everybody.",
  "but at trusted places": "Policies guard the registration of a method everywhere but in trusted locations.",
  "unless excepted":
    "Policies on all resources guard the registration, unless the tenant's settings except it, which aren't known.",
  "not settled": "Whether policies guard the registration of a method isn't settled.",
  "for some": "Policies guard the registration of a method for some, and leave it open for others.",
  nowhere: "No policy guards the registration of a method.",
};

const GUARD_IT =
  "guard the registration of security information: MFA, a trusted place or a Temporary Access Pass, for all users; and have everybody in scope register a method";
const READ_IT =
  "read the tenant with AuditLog.Read.All, for who has registered a method, and Policy.Read.All, for the settings of Conditional Access";

function conclude(
  { people, guard }: { readonly people: Unregistered; readonly guard: Guard },
  audited: Audited,
): Conclusion {
  const because = `${unregisteredInWords(people, audited)} ${GUARD_WORDS[guard]}`;
  const isKnown = people.is !== "not known";
  if (isGuarded(guard) || people.is === "nobody") return passed(because);
  if (guard === "unless excepted" || guard === "not settled") return unknown(because, READ_IT);
  if (guard === "for some" && !isKnown) return unknown(because, READ_IT);
  return isKnown ? failed(because, GUARD_IT) : failed(because, GUARD_IT, READ_IT);
}
