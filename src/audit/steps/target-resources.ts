import { names } from "../../law/applications";
import { AZURE_MANAGEMENT } from "../../law/model/ids";
import type { ApplicationList, Policy } from "../../law/model/policy";
import { present } from "../../text/present";
import { listing } from "../../text/sentence";
import { explainApplications, groupsOfResources } from "../../words/explain";
import { type Answer, type Observation, passed, unknown } from "../answer";
import { type AuditContext, notesOf, ofPolicy } from "../context";
import { doing, saidOf } from "../policies-in-words";
import { NO_POLICY, ofTheCarriers } from "./of-the-carriers";

export function resourcesRead({ carriers }: AuditContext): Answer {
  const unread = carriers.policies.filter((policy) => notKnownIn(policy).length > 0);
  const evidence = unread.length > 0 ? unread.flatMap(notKnownIn) : carriers.policies.flatMap(included);
  if (carriers.kind === "none") return { ...NO_POLICY, evidence };
  const conclusion =
    unread.length === 0
      ? passed("Every resource that the policies name is understood.")
      : unknown(
          `Which resources ${doing(unread, "is", "are")} about isn't known in full.`,
          "choose the Windows Azure Service Management API there by name, or all resources",
        );
  return { ...conclusion, evidence };
}

const API = "Windows Azure Service Management API";

const BY_ATTRIBUTES = {
  field: "conditions.applications.applicationFilter",
  why: "it chooses by attributes that aren't in the file",
};

/** What of a policy's resources isn't understood, or depends on attributes of applications, which no file has. */
function notKnownIn(policy: Policy): readonly Observation[] {
  const { include, exclude, filter } = policy.applications;
  const matters = filter === "exclude" || (filter === "include" && names(include) === "no");
  const odd = typeof filter === "object" && filter;
  const notes = [...include.notUnderstood, ...exclude.notUnderstood, odd, matters && BY_ATTRIBUTES];
  return notesOf(policy, present(notes));
}

const faultsOf = (policies: readonly Policy[]): string =>
  saidOf(policies, (policy) => explainApplications({ policy }).why);
const mendOf = (policy: Policy): string => explainApplications({ policy }).fix;

/** Whether a policy selects resources, whichever they are: not none of them, and not an action of the user's. */
export const isSelection = (policy: Policy): boolean => {
  const { include, filter, otherTarget } = policy.applications;
  const isSomeListed = include.all || include.ids.size > 0 || include.adminPortals || include.notUnderstood.length > 0;
  return (
    !otherTarget && (isSomeListed || filter !== "none" || groupsOfResources(policy, "includeApplications").length > 0)
  );
};

export const include = ofTheCarriers({
  facet: "resources",
  isAbout: (policy) => !isSelection(policy),
  evidence: included,
  good: (policies) => {
    const includes = doing(policies, "includes", "include");
    const onAll = policies.filter(({ applications }) => applications.include.all);
    if (onAll.length === 0) return `${includes} selected resources.`;
    return onAll.length === policies.length
      ? `${includes} All resources, which is more than is asked for.`
      : `${includes} selected resources or all of them.`;
  },
  bad: faultsOf,
  fix: mendOf,
});

export const select = ofTheCarriers({
  facet: "resources",
  evidence: (policy) => [ofPolicy(policy, API, listed(policy))],
  good: (policies) => {
    const listing = policies.filter(lists);
    const covering = policies.filter((policy) => !lists(policy));
    const parts = present([
      listing.length > 0 && `${doing(listing, "lists", "list")} it`,
      covering.length > 0 && `${doing(covering, "covers", "cover")} it by All resources`,
    ]);
    return `${parts.join(" and ")}.`;
  },
  bad: faultsOf,
  fix: mendOf,
});

const lists = ({ applications: { include } }: Policy): boolean => include.ids.has(AZURE_MANAGEMENT);

function listed(policy: Policy): string {
  if (lists(policy)) return "listed";
  return policy.applications.include.all ? "covered by All resources" : "not listed";
}

export const exclude = ofTheCarriers({
  facet: "resourceExclusions",
  evidence: excluded,
  good: () => "No exclusion takes the API out again.",
  bad: faultsOf,
  fix: mendOf,
});

/** What a policy includes, as the form of the Entra admin center says it. */
function included(policy: Policy): readonly Observation[] {
  const { include, filter, otherTarget } = policy.applications;
  const some = [...namesIn(include, filter === "include"), ...groupsOfResources(policy, "includeApplications")];
  const selected = some.length === 0 ? "None" : `Select: ${listing(some, "and")}`;
  const value = otherTarget ? "User actions or authentication contexts" : include.all ? "All resources" : selected;
  return [ofPolicy(policy, "included resources", value)];
}

function excluded(policy: Policy): readonly Observation[] {
  const { exclude, filter } = policy.applications;
  const some = [...namesIn(exclude, filter === "exclude"), ...groupsOfResources(policy, "excludeApplications")];
  const value = exclude.all ? "All" : listing(some, "and") || "None";
  const unclear = notesOf(policy, exclude.notUnderstood);
  return unclear.length > 0 ? unclear : [ofPolicy(policy, "excluded resources", value)];
}

const namesIn = ({ ids, adminPortals }: ApplicationList, byFilter: boolean): readonly string[] => [
  ...Array.from(ids, (id) => (id === AZURE_MANAGEMENT ? API : String(id))),
  ...(adminPortals ? ["Microsoft Admin Portals"] : []),
  ...(byFilter ? ["resources by a filter"] : []),
];
