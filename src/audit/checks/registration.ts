import { withPolicies } from "../../law/evaluate";
import { isEnforced, stopsWithoutMfa } from "../../law/grant";
import type { TenantEvidence } from "../../law/model/evidence";
import type { UserId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { Answer } from "../../report/report";
import { present } from "../../text/present";
import { counted, listingSome } from "../../text/sentence";
import { type Exposure, exposureOf } from "../../verifier/questions/lets-in";
import { guardsRegistering, isRegistering, registering } from "../../verifier/registering";
import { type Conclusion, failed, observation, passed } from "../answer";
import { type AuditContext, ofPolicy } from "../context";
import { couldNotTell, type Doubt, missingPolicies, partOf, readWith, roleFor, wholeOf } from "../not-known";

/**
 * Whether somebody with a stolen password could register MFA in place of the account's owner. Nobody can if each person has a method, or
 * if policies protect the registration everywhere, trusted locations included. The verifier is asked as if the registration were the API.
 * @see Microsoft Graph, "conditionalAccessRoot: evaluate", example of a user action (2025-07); Microsoft Entra, "Protecting
 * authentication method registration with Conditional Access"
 */
export function registration(context: AuditContext): Answer {
  const people = inScope(context);
  const guards = context.tenant.policies.filter(canProtect);
  return {
    ...concluded(people, guards, context),
    evidence: [
      ...idsOf(people.filter(hasNone))
        .slice(0, MOST_OBSERVED)
        .map((id) => observation(context.names.subject("user", id), "registered methods", "none for MFA")),
      ...guards.map((policy) =>
        ofPolicy(policy, "target", isRegistering(policy) ? "Register security information" : "All resources"),
      ),
    ],
  };
}

/** Whether a policy can protect the registration: it is on, requires MFA or blocks, and covers the registration. */
const canProtect = (policy: Policy): boolean =>
  isEnforced(policy) !== "no" &&
  stopsWithoutMfa(policy.grant) !== "no" &&
  !policy.workloadIdentitiesOnly &&
  guardsRegistering(policy);

interface Person {
  /** `undefined` for anyone that the file doesn't list. */
  readonly id: UserId | undefined;
  /** `undefined` if that isn't known. */
  readonly hasMethod: boolean | undefined;
}

const hasNone = ({ hasMethod }: Person): boolean => hasMethod === false;

/** Everybody who isn't exempt, including disabled accounts. */
function inScope({ tenant, facts, exempt }: AuditContext): readonly Person[] {
  const registrations = partOf(facts.userRegistrationDetails);
  const listed = (tenant.users ?? []).flatMap(({ id }): readonly Person[] =>
    exempt.isExempt(id) ? [] : [{ id, hasMethod: registrations?.get(id)?.isMfaRegistered }],
  );
  const areOthers = tenant.users === undefined || tenant.mayLackItems?.has("users") === true;
  return areOthers ? [...listed, { id: undefined, hasMethod: undefined }] : listed;
}

function concluded(people: readonly Person[], guards: readonly Policy[], context: AuditContext): Conclusion {
  const perhaps = people.filter(({ hasMethod }) => hasMethod !== true);
  if (perhaps.length === 0) return passed("Everybody has registered a method.");
  const { whole, tenant } = context;
  const mayExcept = wholeOf(context.facts.conditionalAccessSettings)?.exceptsNoUserAction !== true;
  const { policies } = registering(whole.tenant, mayExcept ? isRegistering : guardsRegistering);
  const exposure = exposureOf(withPolicies(whole, policies), context.people);
  const isIn = ({ users, classes }: Exposure["certain"]) => {
    const listed = new Set(users);
    const areOthersIn = tenant.users !== undefined || classes.length > 0; // others than a list of users may be anybody
    return ({ id }: Person): boolean => (id === undefined ? areOthersIn : listed.has(id));
  };
  const [isOpen, isCertain] = [isIn(exposure.possible), isIn(exposure.certain)];
  const open = perhaps.filter((person) => !exposure.isWhole || isOpen(person));
  if (open.length === 0) return passed(`${without(perhaps, context)}Policies protect the registration of a method.`);
  const inSettings = mayExcept && !guards.every(isRegistering) && settingsNotKnown(context.facts);
  const doubts = present<Doubt>([missingPolicies(context), inSettings]);
  const bad = open.filter((person) => hasNone(person) && isCertain(person));
  if (doubts.length === 0 && bad.length > 0) return failed(`${without(bad, context)}${NOT_PROTECTED}`, PROTECT);
  const content = open.every(isCertain) ? [] : [CONTENT];
  const { because, ...rest } = couldNotTell([...doubtsAbout(open, context.facts), ...doubts, ...content]);
  return { ...rest, because: `${without(open, context)}${PERHAPS_NOT} ${because}` };
}

const PERHAPS_NOT = "No policy is known to protect the registration of a method for everybody at every location.";
const NOT_PROTECTED = "No policy protects the registration of a method for them at every location.";
const PROTECT =
  "require MFA for the registration of security information, of all users and at all locations, and hand out Temporary Access Passes for it; and have everybody register a method";

const settingsNotKnown = ({ conditionalAccessSettings: settings }: TenantEvidence): Doubt => ({
  what: "whether the tenant's settings except the registration from policies on all resources",
  todo: `check the settings of Conditional Access, or ${readWith(roleFor(settings, "Policy.Read.ConditionalAccess"))}`,
});

const CONTENT: Doubt = {
  what: "whether the policies protect the registration",
  todo: "check what isn't known or understood in the policies listed here as evidence: groups, roles, locations and new content",
};

/** What isn't known about these people. */
function doubtsAbout(people: readonly Person[], { users, userRegistrationDetails }: TenantEvidence): readonly Doubt[] {
  const areOthers = people.some(({ id }) => id === undefined);
  return present<Doubt>([
    !people.every(hasNone) && {
      what: "who has registered a method",
      todo: readWith(roleFor(userRegistrationDetails, "AuditLog.Read.All")),
    },
    areOthers && { what: "which accounts exist", todo: readWith(roleFor(users, "User.Read.All")) },
  ]);
}

const idsOf = (people: readonly Person[]): readonly UserId[] => people.flatMap(({ id }) => id ?? []);

const MOST_NAMED = 5;
const MOST_OBSERVED = 50;

/** `2 accounts have no registered method: alice and bob (disabled). ` Empty if none of these people is known to have none. */
function without(people: readonly Person[], { names }: AuditContext): string {
  const words = idsOf(people.filter(hasNone)).map(names.person);
  const have = counted(words.length, "account has", "accounts have");
  return words.length === 0 ? "" : `${have} no registered method: ${listingSome(words, MOST_NAMED)}. `;
}
