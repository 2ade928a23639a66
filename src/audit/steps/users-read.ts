import type { Policy } from "../../model/policy";
import { describeRole } from "../../report/principal";
import { counted } from "../../text/sentence";
import { notUnderstoodInAssignment } from "../../verifier/not-understood";
import { type Observation, observation, passed, unknown } from "../answer";
import { type Audited, groupSubject, policySubject } from "../audited";
import { asked } from "../check";
import { NO_POLICY } from "./of-the-carriers";
import type { Step } from "./step";
import { included } from "./users-include";

export const usersRead: Step = {
  title: "Users",
  must: "the policies' users can be read, group members and role holders included",
  inBenchmark: true,
  ask: asked({
    look: (audited) => audited.carriers.policies.flatMap((policy) => notKnownIn(policy, audited)),
    evidence: (notKnown, audited) =>
      notKnown.length > 0 ? notKnown : audited.carriers.policies.flatMap((policy) => included(policy, audited)),
    conclude: (notKnown, { carriers }) => {
      if (carriers.kind === "none") return NO_POLICY;
      if (notKnown.length === 0) return passed("Everybody whom the policies include or exclude is known.");
      return unknown(
        `${counted(notKnown.length, "assignment")} of the policies' users ${notKnown.length === 1 ? "isn't" : "aren't"} known.`,
        "read the tenant with GroupMember.Read.All and RoleManagement.Read.Directory, or write the groups into the tenant file",
      );
    },
  }),
};

/** What of a policy's users isn't known or understood. */
const notKnownIn = (policy: Policy, audited: Audited): readonly Observation[] => [
  ...notKnownOf(policy, "include", audited),
  ...notKnownOf(policy, "exclude", audited),
];

function notKnownOf(policy: Policy, clause: "include" | "exclude", audited: Audited): readonly Observation[] {
  const { membership } = audited;
  const { groups, roles } = policy.users[clause];
  const odd = notUnderstoodInAssignment(policy.users[clause]);
  const openGroups = [...groups].filter((id) => membership.mayHoldOthers(id));
  const openRoles = [...roles].filter((id) => membership.ofRole(id, clause).mayHoldOthers);
  return [
    ...odd.map(({ field, why }) => observation(policySubject(policy), field, why)),
    ...openGroups.map((id) =>
      observation(groupSubject(id, audited), `${clause}d group`, "its members aren't all known"),
    ),
    ...openRoles.map((id) =>
      observation({ kind: "role", id, name: describeRole(id) }, `${clause}d role`, "who holds it isn't known"),
    ),
  ];
}
