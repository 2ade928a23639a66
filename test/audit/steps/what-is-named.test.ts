import assert from "node:assert/strict";
import { judgeCheck } from "../../../src/audit/audit";
import type { StepNumber } from "../../../src/audit/check";
import { aPolicy, aTenant, people, userId } from "../../cli/a-tenant";
import { contextOn } from "../printed";
import { registerEntry } from "../tenants/compliant";

interface Case {
  readonly title: string;
  readonly tenant: object;
  readonly register?: string;
  readonly step: StepNumber;
  readonly answer: "passed" | "failed" | "unknown";
  /** Stands in the reason, the evidence or what to do. */
  readonly says: RegExp;
}

const API = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
const applications = (include: readonly string[], exclude: readonly string[] = []) => ({
  conditions: { applications: { includeApplications: include, excludeApplications: exclude } },
});

const SOME_APP = "abababab-0000-4000-8000-000000000001";
const AZURE_DEVOPS = "499b84ac-1321-427f-aa17-267ca6975798";

/** What the step about excluded resources says of a policy for all of them, but for these. */
const EXCLUDED: readonly (readonly [exclude: readonly string[], answer: Case["answer"], says: RegExp])[] = [
  [[], "passed", /excluded resources: None$/m],
  [[SOME_APP], "passed", new RegExp(`excluded resources: ${SOME_APP}$`, "m")],
  [[SOME_APP, AZURE_DEVOPS], "passed", new RegExp(`excluded resources: ${SOME_APP} and ${AZURE_DEVOPS}$`, "m")],
  [["MicrosoftAdminPortals"], "passed", /excluded resources: Microsoft Admin Portals$/m],
  [[SOME_APP, "MicrosoftAdminPortals"], "passed", new RegExp(`: ${SOME_APP} and Microsoft Admin Portals$`, "m")],
  [["Office365", SOME_APP], "passed", new RegExp(`: ${SOME_APP} and Office365$`, "m")],
  [[API, SOME_APP], "failed", new RegExp(`: Windows Azure Service Management API and ${SOME_APP}$`, "m")],
  [["All"], "failed", /excluded resources: All$/m],
  [["a-moon"], "unknown", /conditions\.applications\.excludeApplications/],
];

const EXCLUDING = aPolicy({ users: { excludeUsers: [userId(1)] } });
const OR_ODD = aTenant([EXCLUDING, { ...aPolicy({ id: "odd", displayName: "Odd" }), flurble: true }]);
const dueBy = (reviewBy: string): Pick<Case, "tenant" | "register" | "step" | "answer"> => ({
  tenant: aTenant([EXCLUDING], { users: people(2) }),
  register: registerEntry(`user: ${userId(1)}`, "service-account", "Backup", reviewBy).replace(/^/, "exclusions:\n"),
  step: 8,
  answer: "failed",
});

const CASES: readonly Case[] = [
  {
    title: "an exclusion whose review is overdue",
    ...dueBy("2026-09-30"),
    says: /leaves out person-1\S* \(its review was due by 2026-09-30\)/,
  },
  {
    title: "an exclusion whose review is too far off",
    ...dueBy("2029-01-31"),
    says: /leaves out person-1\S* \(its review is due by 2029-01-31, more than a year off\)/,
  },
  {
    title: "an exclusion that another policy may make up for, which isn't understood",
    tenant: OR_ODD,
    step: 8,
    answer: "unknown",
    says: /leaves out/,
  },
  ...EXCLUDED.map(
    ([exclude, answer, says]): Case => ({
      title: `what is excluded: ${exclude.join(" and ") || "nothing"}`,
      tenant: aTenant([aPolicy(applications(["All"], exclude))]),
      step: 13,
      answer,
      says,
    }),
  ),
  {
    title: "content of another policy that a verdict depends on",
    tenant: OR_ODD,
    step: 5,
    answer: "unknown",
    says: /depends on what isn't understood in "Odd" \(flurble: /,
  },
  {
    title: "a group of resources as an include",
    tenant: aTenant([aPolicy(applications(["Office365"]))]),
    step: 9,
    answer: "passed",
    says: /included resources: Select: Office365/,
  },
  {
    title: "a group of resources as an exclude",
    tenant: aTenant([aPolicy(applications(["All"], ["Office365"]))]),
    step: 13,
    answer: "passed",
    says: /excluded resources: Office365/,
  },
  {
    title: "an excluded resource that isn't understood",
    tenant: aTenant([aPolicy(applications(["All"], ["Windows Azure"]))]),
    step: 13,
    answer: "unknown",
    says: /leaves out resources in a way that isn't understood/,
  },
  {
    title: "an excluded user who isn't in the directory",
    tenant: aTenant([aPolicy({ users: { excludeUsers: [userId(9)] } })]),
    step: 8,
    answer: "passed",
    says: /excluded user: isn't in the directory/,
  },
  {
    title: "an excluded role that nobody holds",
    tenant: aTenant([aPolicy({ users: { excludeRoles: ["62e90394-69f5-4237-9190-012177145e10"] } })]),
    step: 8,
    answer: "passed",
    says: /excluded role: nobody holds it/,
  },
  {
    title: "an excluded type of guest that is none",
    tenant: aTenant([
      aPolicy({ users: { excludeGuestsOrExternalUsers: { guestOrExternalUserTypes: "none", externalTenants: null } } }),
    ]),
    step: 8,
    answer: "passed",
    says: /Nobody is excluded/,
  },
  {
    title: "client types that aren't there",
    tenant: aTenant([
      aPolicy({ conditions: { applications: { includeApplications: [API] }, clientAppTypes: undefined } }),
    ]),
    step: 14,
    answer: "failed",
    says: /conditions\.clientAppTypes: isn't there/,
  },
  {
    title: "a page of users that is missing, which somebody may be on",
    tenant: {
      ...aTenant([aPolicy({ users: { includeUsers: [userId(1), userId(2)] } })], { users: people(2) }),
      "users@odata.nextLink": "https://graph.example/users?page=2",
      notRead: [{ key: "users", why: "page 2 broke off" }],
    },
    step: 7,
    answer: "unknown",
    says: /covers only/,
  },
];

describe("a step names", () => {
  for (const { title, tenant, register, step, answer, says } of CASES)
    it(title, () => {
      const { because, evidence, kind, ...rest } = judgeCheck(step, contextOn({ tenant, register }));
      const told = [
        because,
        ...evidence.map(({ what, value }) => `${what}: ${value}`),
        ...("todo" in rest ? rest.todo : []),
      ];
      assert.equal(kind, answer, because);
      assert.match(told.join("\n"), says);
    });
});
