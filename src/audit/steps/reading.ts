import { listing, shortened } from "../../text/sentence";
import { type Answer, failed, type Observation, passed, unknown } from "../answer";
import type { Audited } from "../audited";
import { licenceAnswer } from "../besides/licence";
import { securityDefaultsAnswer } from "../besides/security-defaults";
import { partOf } from "../known";
import { worst } from "../worst";
import type { Step } from "./step";

type DecidingList = "users" | "groups" | "roleAssignments" | "policies" | "namedLocations";

const LIST_OF: { readonly [L in DecidingList]: (audited: Audited) => number | undefined } = {
  users: ({ tenant }) => tenant.users?.length,
  groups: ({ tenant }) => tenant.groups?.size,
  roleAssignments: ({ tenant }) => tenant.roleAssignments?.length,
  policies: ({ tenant }) => tenant.policies.length,
  namedLocations: ({ tenant }) => tenant.locations?.size,
};

/** Whether these lists were read as a whole. */
function areRead(audited: Audited, lists: readonly DecidingList[], what: string): Answer {
  const { tenant, facts } = audited;
  const partial = (tenant.partlyKnown ?? []).filter(({ field }) => lists.some((list) => list === field));
  const refused = facts.notRead.filter(({ key }) => lists.some((list) => list === key));
  const missing = lists.filter((list) => LIST_OF[list](audited) === undefined);
  const evidence = lists.map(
    (list): Observation => ({
      subject: undefined,
      what: list,
      value: LIST_OF[list](audited)?.toLocaleString("en-US") ?? "not known",
    }),
  );
  if (partial.length + refused.length + missing.length === 0) return passed(`${what} can be read.`, evidence);
  const roles = [...new Set(refused.flatMap(({ role }) => role ?? []))];
  return unknown(
    partial.length > 0
      ? `Only a part is there of ${listing(
          partial.map(({ field }) => field),
          "and",
        )}.`
      : `What was read has no ${listing(missing, "or")}${
          refused.length === 0
            ? ""
            : `: ${listing(
                refused.map(({ why }) => shortened(why)),
                "and",
              )}`
        }.`,
    [
      roles.length > 0
        ? `give whoever reads the tenant the application role ${listing(roles, "and")}, with admin consent`
        : "write the tenant down with `azmfa snapshot`, which reads these lists as a whole",
    ],
    evidence,
  );
}

export const openEntra: Step = {
  title: "Open Microsoft Entra ID",
  must: "the tenant can be read, with the permissions that the steps need",
  inBenchmark: true,
  ask: (audited) => {
    const { readAt } = audited.facts;
    const organization = partOf(audited.facts.organization);
    const read = areRead(
      audited,
      ["users", "groups", "roleAssignments"],
      "The directory's people, groups and role assignments",
    );
    const evidence: readonly Observation[] = [
      ...(organization === undefined
        ? []
        : [
            {
              subject: {
                kind: "tenant",
                id: organization.id ?? "",
                name: organization.displayName ?? organization.id ?? "",
              } as const,
              what: "tenant",
              value: organization.displayName ?? organization.id ?? "not known",
            },
          ]),
      ...(readAt === undefined ? [] : [{ subject: undefined, what: "read at", value: readAt }]),
    ];
    return { ...read, evidence: [...evidence, ...read.evidence] };
  },
};

export const security: Step = {
  title: "Security",
  must: "the tenant's policies can be read, and what they refer to",
  inBenchmark: true,
  ask: (audited) => areRead(audited, ["policies", "namedLocations"], "The policies and named locations"),
};

export const conditionalAccess: Step = {
  title: "Security → Conditional Access",
  must: "Conditional Access is licensed, and security defaults are off",
  inBenchmark: true,
  ask: (audited) => {
    const answers = [securityDefaultsAnswer(audited), licenceAnswer(audited)];
    const because = answers.map((answer) => answer.because).join(" ");
    const evidence = answers.flatMap((answer) => answer.evidence);
    const [first = "", ...rest] = answers.flatMap((answer) => ("todo" in answer ? answer.todo : []));
    switch (worst(answers)) {
      case "failed":
        return failed(because, [first, ...rest], evidence);
      case "unknown":
        return unknown(because, [first, ...rest], evidence);
      default:
        return passed(because, evidence);
    }
  },
};
