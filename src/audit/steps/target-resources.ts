import { AZURE_MANAGEMENT } from "../../model/ids";
import type { Policy } from "../../model/policy";
import { explainApplications } from "../../report/why/explain";
import { listing, named, shortened } from "../../text/sentence";
import { names } from "../../verifier/law/applications";
import { type Observation, passed, unknown } from "../answer";
import { policySubject } from "../audited";
import { askOfCarriers, NO_POLICY, together } from "./of-the-carriers";
import type { Step } from "./step";

const API = `the Windows Azure Service Management API (${AZURE_MANAGEMENT})`;

/** What a policy includes, as the form of the Entra admin center says it. */
function included({ applications: { include, filter, otherTarget } }: Policy): string {
  if (otherTarget) return "User actions or authentication contexts";
  if (include.all) return "All resources";
  const parts = [
    ...[...include.ids].map((id) => (id === AZURE_MANAGEMENT ? "Windows Azure Service Management API" : String(id))),
    ...(include.adminPortals ? ["Microsoft Admin Portals"] : []),
    ...(filter === "include" ? ["resources by a filter"] : []),
  ];
  return parts.length === 0 ? "None" : `Select: ${parts.join(", ")}`;
}

const includeEvidence = (policy: Policy): readonly Observation[] => [
  { subject: policySubject(policy), what: "included resources", value: included(policy) },
];

export const resourcesRead: Step = {
  title: "Target resources",
  must: "the policies' resources can be read",
  inBenchmark: true,
  ask: ({ carriers }) => {
    if (carriers.kind === "none") return NO_POLICY;
    const unread = carriers.policies.filter((policy) => unreadIn(policy).length > 0);
    if (unread.length === 0)
      return passed("Every resource that the policies name is understood.", carriers.policies.flatMap(includeEvidence));
    return unknown(
      `Which resources ${listing(
        unread.map(({ displayName }) => named(displayName)),
        "and",
      )} ${unread.length === 1 ? "is" : "are"} about isn't known in full.`,
      ["choose the Windows Azure Service Management API there by name, or all resources"],
      unread.flatMap(unreadIn),
    );
  },
};

/** What of a policy's resources isn't understood, or hangs on attributes of applications, which no file has. */
function unreadIn(policy: Policy): readonly Observation[] {
  const { include, exclude, filter } = policy.applications;
  const matters = filter === "exclude" || (filter === "include" && names(include) === "no");
  return [
    ...include.notUnderstood,
    ...exclude.notUnderstood,
    ...(typeof filter === "string" ? [] : [filter]),
    ...(matters
      ? [
          {
            field: "conditions.applications.applicationFilter",
            why: "it chooses by attributes that aren't in the file",
          },
        ]
      : []),
  ].map(({ field, why }): Observation => ({ subject: policySubject(policy), what: field, value: why }));
}

export const include: Step = {
  title: "Target resources → Include",
  must: "Select resources, or a superset of it such as All resources",
  inBenchmark: true,
  ask: (audited) =>
    askOfCarriers(audited, {
      facet: "resources",
      good: (policies) =>
        policies.every(({ applications }) => applications.include.all)
          ? `${together(policies)} ${policies.length === 1 ? "includes" : "include"} All resources, which is more than is asked for.`
          : `${together(policies)} ${policies.length === 1 ? "includes" : "include"} selected resources, or all of them.`,
      bad: (policy) => explainApplications({ policy }).why,
      fix: (policy) => explainApplications({ policy }).fix,
      evidence: includeEvidence,
    }),
};

export const select: Step = {
  title: "Target resources → Include → Select",
  must: "Windows Azure Service Management API is listed, or covered by All resources",
  inBenchmark: true,
  ask: (audited) =>
    askOfCarriers(audited, {
      facet: "resources",
      good: (policies) =>
        `${listing(
          policies.map(({ displayName, applications }) =>
            applications.include.ids.has(AZURE_MANAGEMENT)
              ? `${named(displayName)} lists it`
              : `${named(displayName)} covers it by All resources`,
          ),
          "and",
        )}.`,
      bad: (policy) => explainApplications({ policy }).why,
      fix: (policy) => explainApplications({ policy }).fix,
      evidence: (policy) => [
        {
          subject: policySubject(policy),
          what: shortened(API),
          value: policy.applications.include.ids.has(AZURE_MANAGEMENT)
            ? "listed"
            : policy.applications.include.all
              ? "covered by All resources"
              : "not listed",
        },
      ],
    }),
};
