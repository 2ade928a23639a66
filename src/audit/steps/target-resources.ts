import { namesApi } from "../../law/applications";
import { AZURE_MANAGEMENT } from "../../law/model/ids";
import type { AssignmentSide, Policy } from "../../law/model/policy";
import type { Answer, Evidence } from "../../report/report";
import { present } from "../../text/present";
import { listing } from "../../text/sentence";
import { EXPLAIN } from "../../words/explain";
import { describeEach, namesOf } from "../../words/policies";
import { passed, unknown } from "../answer";
import { type AuditContext, notesOf, ofPolicy } from "../context";
import { NO_POLICY, policyStep } from "./policy-step";

/** Step 9: whether the policies' resources can be read. */
export function resourcesRead({ carriers }: AuditContext): Answer {
  const unread = carriers.policies.filter((policy) => notKnownIn(policy).length > 0);
  const evidence = unread.length > 0 ? unread.flatMap(notKnownIn) : carriers.policies.flatMap(included);
  if (carriers.kind === "none") return { ...NO_POLICY, evidence };
  const conclusion =
    unread.length === 0
      ? passed("Every resource that the policies name is understood.")
      : unknown(
          `The resources of ${namesOf(unread)} aren't all known.`,
          "select the Windows Azure Service Management API there by name, or all resources",
        );
  return { ...conclusion, evidence };
}

const API = "Windows Azure Service Management API";

const BY_ATTRIBUTES = {
  field: "conditions.applications.applicationFilter",
  why: "it selects by attributes that aren't in the file",
};

/** The parts of a policy's resources that aren't understood, or that depend on attributes of applications, which no file has. */
function notKnownIn(policy: Policy): readonly Evidence[] {
  const { include, exclude, filter } = policy.applications;
  const matters = filter === "exclude" || (filter === "include" && namesApi(include) === "no");
  const odd = typeof filter === "object" && filter;
  const notes = [...include.notUnderstood, ...exclude.notUnderstood, odd, matters && BY_ATTRIBUTES];
  return notesOf(policy, present(notes));
}

const faultsIn = (policies: readonly Policy[]): string =>
  describeEach(policies, (policy) => EXPLAIN.applications(policy).why);
const fixOf = (policy: Policy): string => EXPLAIN.applications(policy).fix;

/** Whether a policy selects any resources at all: neither no resource nor a user action. */
const isSelection = (policy: Policy): boolean => {
  const { include, filter, otherTarget } = policy.applications;
  const isSomeListed = include.all || include.notUnderstood.length > 0 || namesIn(policy, "include").length > 0;
  return !otherTarget && (isSomeListed || filter !== "none");
};

/** Step 10: whether the policies include resources. */
export const include = policyStep({
  part: "resources",
  isAbout: (policy) => !isSelection(policy),
  evidence: included,
  good: (policies) =>
    describeEach(policies, ({ applications }) => `includes ${applications.include.all ? "All" : "selected"} resources`),
  bad: faultsIn,
  fix: fixOf,
});

/** Step 11: whether the API is listed, or covered by All resources. */
export const select = policyStep({
  part: "resources",
  evidence: (policy) => [ofPolicy(policy, `includes the ${API}`, howIncluded(policy))],
  good: (policies) => describeEach(policies, (policy) => `includes the API ${howIncluded(policy)}`),
  bad: faultsIn,
  fix: fixOf,
});

function howIncluded({ applications: { include } }: Policy): string {
  if (include.ids.has(AZURE_MANAGEMENT)) return "by name";
  return include.all ? "with All resources" : "not at all";
}

/** Step 13: whether the API is excluded again. */
export const exclude = policyStep({
  part: "resourceExclusions",
  evidence: excluded,
  good: () => "The API isn't excluded.",
  bad: faultsIn,
  fix: fixOf,
});

/** What a policy includes, in the words of the Entra admin center. */
function included(policy: Policy): readonly Evidence[] {
  const { include, otherTarget } = policy.applications;
  const selected = listing(namesIn(policy, "include"), "and") || "None";
  const value = otherTarget ? "User actions or authentication contexts" : include.all ? "All resources" : selected;
  return [ofPolicy(policy, "included resources", value)];
}

function excluded(policy: Policy): readonly Evidence[] {
  const { exclude } = policy.applications;
  const value = exclude.all ? "All" : listing(namesIn(policy, "exclude"), "and") || "None";
  const unclear = notesOf(policy, exclude.notUnderstood);
  return unclear.length > 0 ? unclear : [ofPolicy(policy, "excluded resources", value)];
}

/** The resources that one side of a policy names. */
function namesIn({ applications, written }: Policy, side: AssignmentSide): readonly string[] {
  const { ids, adminPortals } = applications[side];
  return present([
    ...Array.from(ids, (id) => (id === AZURE_MANAGEMENT ? API : String(id))),
    adminPortals && "Microsoft Admin Portals",
    applications.filter === side && "resources by a filter",
    /^\[.*"Office365"/i.test(written.in(`conditions.applications.${side}Applications`)) && "Office365",
  ]);
}
