import type { PowerfulApplication } from "../../model/evidence";
import { counted, listing, shortened } from "../../text/sentence";
import { type Conclusion, failed, type Observation, observation, passed, unknown } from "../answer";
import type { Audited } from "../audited";
import { asked } from "../check";
import { howToRead, partOf, wholeOf } from "../known";
import type { Beside } from "./beside";

/** Service principals that may change policies. MFA doesn't stop them, so how many there are is what matters. */
export const servicePrincipals: Beside = {
  title: "Service principals that may change policies",
  ask: asked({
    look: ({ facts }) => partOf(facts.applications)?.flatMap(withPower),
    evidence: (able = []) => able.map(roles),
    conclude,
  }),
};

/** Application roles with which the control can be switched off: by the policies, or by who is in a group or holds a role. */
const CHANGES_POLICIES =
  /^(Policy\.ReadWrite\.ConditionalAccess|Policy\.ReadWrite\.AuthenticationMethod|RoleManagement\.ReadWrite\.Directory|AppRoleAssignment\.ReadWrite\.All|Directory\.ReadWrite\.All|Group\.ReadWrite\.All|GroupMember\.ReadWrite\.All)$/;
const DIRECTLY = "Policy.ReadWrite.ConditionalAccess";

/** One identity deploys the policies; each further one is another way to switch them off. */
const NEEDED = 1;
const MOST_NAMED = 4;

/** The application with those of its roles that are about the control; nothing where it has none. */
function withPower(application: PowerfulApplication): readonly PowerfulApplication[] {
  const able = application.roles.filter((role) => CHANGES_POLICIES.test(role));
  return able.length === 0 ? [] : [{ ...application, roles: able }];
}

const roles = ({ id, displayName, roles }: PowerfulApplication): Observation =>
  observation({ kind: "service principal", id, name: displayName ?? id }, "application roles", listing(roles, "and"));

function conclude(able: readonly PowerfulApplication[] | undefined, { facts }: Audited): Conclusion {
  const howTo = howToRead(facts.applications, "Application.Read.All");
  if (able === undefined) return unknown("Which service principals may change policies isn't known.", howTo);
  const directly = able.filter((one) => one.roles.includes(DIRECTLY));
  const may = `${counted(directly.length, "service principal")} may change policies`;
  const names = directly.slice(0, MOST_NAMED).map(({ displayName, id }) => shortened(displayName ?? id));
  if (directly.length > NEEDED)
    return failed(
      `${may}; one that deploys them is enough: ${listing(names, "and")}.`,
      `take ${DIRECTLY} from those that deploy no policies`,
    );
  if (wholeOf(facts.applications) === undefined) return unknown(`${may}, and the list isn't whole.`, howTo);
  const others = able.length - directly.length;
  return passed(`${may}${others > 0 ? `, and ${counted(others, "other")} groups or roles` : ""}.`);
}
