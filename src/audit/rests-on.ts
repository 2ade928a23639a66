import type { NotRead } from "../law/model/evidence";
import { shortened } from "../text/sentence";
import type { Answer } from "./answer";
import type { Audited } from "./audited";
import type { BesideId } from "./besides";
import { DECIDING } from "./settled";
import type { StepNumber } from "./steps/step";

/** Keys of a tenant file on which an answer rests beside those, or instead. */
const RESTS_ON: { readonly [C in StepNumber | BesideId]?: readonly string[] } = {
  3: ["securityDefaults", "subscribedSkus"],
  "mfa-registration": ["userRegistrationDetails", "conditionalAccessSettings", ...DECIDING],
  "excluded-groups": ["groups", "administrativeUnits"],
  "service-principals": ["servicePrincipals", "roleEligibilitySchedules", ...DECIDING],
  "security-defaults": ["securityDefaults"],
  licence: ["subscribedSkus"],
};

/** The step about whom the policies exclude: whoever may make an excluded role active is among them. */
const EXCLUSIONS: StepNumber = 8;
const ANYBODY_ELIGIBLE = "Who may make an excluded role active isn't known, so the register may lack somebody.";

/** An answer that isn't known, with what of that on which it rests could not be read, and why. */
export function naming(given: Answer, check: StepNumber | BesideId, { facts, carriers }: Audited): Answer {
  const { notRead } = facts;
  const eligible = notRead.find(({ key }) => key === "roleEligibilitySchedules");
  const excludesRoles = carriers.policies.some(({ users }) => users.exclude.roles.size > 0);
  const answer: Answer =
    check === EXCLUSIONS && given.kind === "passed" && excludesRoles && eligible !== undefined
      ? { ...given, kind: "unknown", because: ANYBODY_ELIGIBLE, todo: [whatToDo(eligible)] }
      : given;
  if (answer.kind !== "unknown") return answer;
  const keys = RESTS_ON[check] ?? DECIDING;
  const [first, ...rest] = answer.todo;
  return { ...answer, todo: [first, ...rest, ...notRead.filter(({ key }) => keys.includes(key)).map(whatToDo)] };
}

const whatToDo = ({ why, role }: NotRead): string =>
  role === undefined
    ? `look at why, and read the tenant again: ${shortened(why)}`
    : `give whoever reads the tenant the application role ${role}, with admin consent: ${shortened(why)}`;
