import { counted, listing, shortened } from "../../text/sentence";
import { type Answer, failed, type Observation, passed, unknown } from "../answer";
import type { Audited } from "../audited";
import { howToRead, partOf, wholeOf } from "../known";

/** Application roles with which the control can be switched off: by the policies, or by who is in a group or holds a role. */
const CHANGES_POLICIES =
  /^(Policy\.ReadWrite\.ConditionalAccess|Policy\.ReadWrite\.AuthenticationMethod|RoleManagement\.ReadWrite\.Directory|AppRoleAssignment\.ReadWrite\.All|Directory\.ReadWrite\.All|Group\.ReadWrite\.All|GroupMember\.ReadWrite\.All)$/;
const DIRECTLY = "Policy.ReadWrite.ConditionalAccess";

/** One identity deploys the policies; each further one is another way to switch them off. */
const NEEDED = 1;

/** Service principals that may change policies. MFA doesn't stop them, so how many there are is what matters. */
export function servicePrincipalsAnswer({ facts }: Audited): Answer {
  const applications = partOf(facts.applications);
  if (applications === undefined)
    return unknown("Which service principals may change policies isn't known.", [
      howToRead(facts.applications, "Application.Read.All"),
    ]);
  const able = applications.flatMap((one) => {
    const roles = one.roles.filter((role) => CHANGES_POLICIES.test(role));
    return roles.length === 0 ? [] : [{ ...one, roles }];
  });
  const evidence = able.map(
    ({ id, displayName, roles }): Observation => ({
      subject: { kind: "service principal", id, name: displayName ?? id },
      what: "application roles",
      value: listing(roles, "and"),
    }),
  );
  const directly = able.filter(({ roles }) => roles.includes(DIRECTLY));
  if (directly.length > NEEDED)
    return failed(
      `${counted(directly.length, "service principal")} may change policies; one that deploys them is enough: ${listing(
        directly.slice(0, 4).map(({ displayName, id }) => shortened(displayName ?? id)),
        "and",
      )}.`,
      [`take ${DIRECTLY} from those that deploy no policies`],
      evidence,
    );
  if (wholeOf(facts.applications) === undefined)
    return unknown(
      `${counted(directly.length, "service principal")} may change policies, and the list isn't whole.`,
      [howToRead(facts.applications, "Application.Read.All")],
      evidence,
    );
  return passed(
    `${counted(directly.length, "service principal")} may change policies${able.length > directly.length ? `, and ${counted(able.length - directly.length, "other")} groups or roles` : ""}.`,
    evidence,
  );
}
