import assert from "node:assert/strict";
import { judgeCheck } from "../../../src/audit/audit";
import type { StepNumber } from "../../../src/audit/check";
import { aPolicy, aTenant, people, userId } from "../../cli/a-tenant";
import { contextOn } from "../printed";
import { registerEntry } from "../tenants/compliant";

type Case = readonly [
  title: string,
  step: StepNumber,
  tenant: object,
  answer: "passed" | "failed" | "unknown",
  /** Stands in the reason, the evidence or what to do. */
  says: RegExp,
  register?: string,
];

const ROLE = "62e90394-69f5-4237-9190-012177145e10";
const API = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
const applications = (includeApplications: readonly string[], excludeApplications: readonly string[] = []) => ({
  conditions: { applications: { includeApplications, excludeApplications } },
});

const SOME_APP = "abababab-0000-4000-8000-000000000001";
const AZURE_DEVOPS = "499b84ac-1321-427f-aa17-267ca6975798";

/** What the step about excluded resources says of a policy for all of them, but for these. */
const EXCLUDED: readonly (readonly [exclude: readonly string[], answer: Case[3], says: RegExp])[] = [
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
const EXCLUDED_USER = aTenant([EXCLUDING], { users: people(2) });
const dueBy = (reviewBy: string): string =>
  registerEntry(`user: ${userId(1)}`, "service-account", "Backup", reviewBy).replace(/^/, "exclusions:\n");
const excluding = (users: object): object => aTenant([aPolicy({ users })]);
const on = (include: readonly string[], exclude?: readonly string[]): object =>
  aTenant([aPolicy(applications(include, exclude))]);
const NO_GUESTS = { guestOrExternalUserTypes: "none", externalTenants: null };
const MISSING_PAGE = {
  ...aTenant([aPolicy({ users: { includeUsers: [userId(1), userId(2)] } })], { users: people(2) }),
  "users@odata.nextLink": "https://graph.example/users?page=2",
  notRead: [{ key: "users", why: "page 2 broke off" }],
};
const NO_CLIENTS = aTenant([
  aPolicy({ conditions: { applications: { includeApplications: [API] }, clientAppTypes: undefined } }),
]);

const CASES: readonly Case[] = [
  [
    "an overdue exclusion",
    8,
    EXCLUDED_USER,
    "failed",
    /excludes person-1\S* \(its review was due by 2026-09-30\)/,
    dueBy("2026-09-30"),
  ],
  [
    "one whose review is too far off",
    8,
    EXCLUDED_USER,
    "failed",
    /2029-01-31, more than a year ahead\)/,
    dueBy("2029-01-31"),
  ],
  ["an exclusion that another policy may make up for, which isn't understood", 8, OR_ODD, "unknown", /excludes/],
  ...EXCLUDED.map(
    ([exclude, answer, says]): Case => [
      `what is excluded: ${exclude.join(" and ") || "nothing"}`,
      13,
      on(["All"], exclude),
      answer,
      says,
    ],
  ),
  [
    "content of another policy that a verdict depends on",
    5,
    OR_ODD,
    "unknown",
    /isn't understood in "Odd" \(flurble: /,
  ],
  ["a group of resources as an include", 9, on(["Office365"]), "passed", /included resources: Select: Office365/],
  [
    "an excluded resource that isn't understood",
    13,
    on(["All"], ["Windows Azure"]),
    "unknown",
    /in a way that isn't understood/,
  ],
  [
    "an excluded user who isn't there",
    8,
    excluding({ excludeUsers: [userId(9)] }),
    "passed",
    /user: isn't in the directory/,
  ],
  [
    "an excluded role that nobody holds",
    8,
    excluding({ excludeRoles: [ROLE] }),
    "passed",
    /excluded role: nobody holds it/,
  ],
  [
    "an excluded role that nobody knows who may make active",
    8,
    { ...excluding({ excludeRoles: [ROLE] }), notRead: ["roleEligibilitySchedules"] },
    "unknown",
    /Could not tell who may activate an excluded role/,
  ],
  [
    "an excluded type of guest that is none",
    8,
    excluding({ excludeGuestsOrExternalUsers: NO_GUESTS }),
    "passed",
    /Nobody is excluded/,
  ],
  ["client types that aren't there", 14, NO_CLIENTS, "failed", /conditions\.clientAppTypes: isn't there/],
  ["a page of users that is missing, which somebody may be on", 7, MISSING_PAGE, "unknown", /covers only/],
];

describe("a step names", () => {
  for (const [title, step, tenant, answer, says, register] of CASES)
    it(title, () => {
      const { because, evidence, todo, answer: found } = judgeCheck(step, contextOn({ tenant, register }));
      assert.equal(found, answer, because);
      assert.match([because, ...evidence.map(({ what, value }) => `${what}: ${value}`), ...todo].join("\n"), says);
    });
});
