import assert from "node:assert/strict";
import { judgeCheck } from "../../../src/audit/audit";
import type { StepNumber } from "../../../src/audit/check";
import { aPolicy, aTenant, GLOBAL_ADMINISTRATOR, people, userId } from "../../cli/a-tenant";
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

const API = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
const SOME_APP = "abababab-0000-4000-8000-000000000001";
const AZURE_DEVOPS = "499b84ac-1321-427f-aa17-267ca6975798";

/** What the step about excluded resources says of a policy for all of them, but for these. */
const EXCLUDED: readonly (readonly [exclude: readonly string[], answer: Case[3], says: string])[] = [
  [[], "passed", "None"],
  [[SOME_APP], "passed", SOME_APP],
  [[SOME_APP, AZURE_DEVOPS], "passed", `${SOME_APP} and ${AZURE_DEVOPS}`],
  [["MicrosoftAdminPortals"], "passed", "Microsoft Admin Portals"],
  [[SOME_APP, "MicrosoftAdminPortals"], "passed", `${SOME_APP} and Microsoft Admin Portals`],
  [["Office365", SOME_APP], "passed", `${SOME_APP} and Office365`],
  [[API, SOME_APP], "failed", `Windows Azure Service Management API and ${SOME_APP}`],
  [["All"], "failed", "All"],
];

const EXCLUDING = aPolicy({ users: { excludeUsers: [userId(1)] } });
const OR_ODD = aTenant([EXCLUDING, { ...aPolicy({ id: "odd", displayName: "Odd" }), flurble: true }]);
const EXCLUDED_USER = aTenant([EXCLUDING], { users: people(2) });
const WITH_ROLE = aPolicy({ users: { excludeUsers: [userId(1)], excludeRoles: [GLOBAL_ADMINISTRATOR] } });
const HELD = [{ principalId: userId(2), roleDefinitionId: GLOBAL_ADMINISTRATOR }];
const BESIDE_A_ROLE = aTenant([WITH_ROLE], { users: people(2), roleAssignments: HELD });
const dueBy = (reviewBy: string): string =>
  registerEntry(`user: ${userId(1)}`, "service-account", "Backup", reviewBy).replace(/^/, "exclusions:\n");
const excluding = (users: object): object => aTenant([aPolicy({ users })]);
const on = (includeApplications: readonly string[], excludeApplications: readonly string[] = []): object =>
  aTenant([aPolicy({ conditions: { applications: { includeApplications, excludeApplications } } })]);
const EXCLUDED_ROLE = excluding({ excludeRoles: [GLOBAL_ADMINISTRATOR] });
const WHO_MAY_NOT_KNOWN = { ...EXCLUDED_ROLE, notRead: ["roleEligibilitySchedules"] };
const NO_GUESTS = excluding({
  excludeGuestsOrExternalUsers: { guestOrExternalUserTypes: "none", externalTenants: null },
});
const MISSING_PAGE = {
  ...aTenant([aPolicy({ users: { includeUsers: [userId(1), userId(2)] } })], { users: people(2) }),
  "users@odata.nextLink": "https://graph.example/users?page=2",
  notRead: [{ key: "users", why: "page 2 broke off" }],
};
const NO_CLIENTS = aTenant([aPolicy({ conditions: { clientAppTypes: undefined } })]);

const CASES: readonly Case[] = [
  ["an overdue exclusion", 8, EXCLUDED_USER, "failed", /person-1\S* \(.* due by 2026-09-30\)/, dueBy("2026-09-30")],
  ["an overdue exclusion beside a role", 8, BESIDE_A_ROLE, "failed", /hold .*; .* of roles/, dueBy("2026-09-30")],
  ["one whose review is too far off", 8, EXCLUDED_USER, "failed", /2029-01-31, more than a year/, dueBy("2029-01-31")],
  ["an exclusion that another policy may make up for, which isn't understood", 8, OR_ODD, "unknown", /excludes/],
  ...EXCLUDED.map(
    ([exclude, answer, says]): Case => [
      ...([`what is excluded: ${exclude.join(" and ") || "nothing"}`, 13, on(["All"], exclude), answer] as const),
      new RegExp(`excluded resources: ${says}$`, "m"),
    ],
  ),
  ["an excluded resource that is none", 13, on(["All"], ["a-moon"]), "unknown", /applications\.excludeApplications/],
  ["content of another policy that a verdict depends on", 5, OR_ODD, "unknown", /^flurble: an unknown key/m],
  ["a group of resources as an include", 9, on(["Office365"]), "passed", /included resources: Office365/],
  ["a resource that isn't understood", 13, on(["All"], ["Windows Azure"]), "unknown", /may exclude Azure management/],
  ["an excluded user who isn't there", 8, excluding({ excludeUsers: [userId(9)] }), "passed", /isn't in the directory/],
  ["an excluded role that somebody holds", 8, BESIDE_A_ROLE, "failed", /excluded role: held by somebody who isn't/],
  ["an excluded role that nobody holds", 8, EXCLUDED_ROLE, "passed", /excluded role: nobody holds it/],
  ["one that nobody knows who may make active", 8, WHO_MAY_NOT_KNOWN, "unknown", /who may activate an excluded role/],
  ["an excluded type of guest that is none", 8, NO_GUESTS, "passed", /Nobody is excluded/],
  ["client types that aren't there", 14, NO_CLIENTS, "failed", /conditions\.clientAppTypes: isn't there/],
  ["a page of users that is missing, which somebody is on", 7, MISSING_PAGE, "failed", /covers only/],
];

describe("a step names", () => {
  for (const [title, step, tenant, answer, says, register] of CASES)
    it(title, () => {
      const { because, evidence, todo, answer: found } = judgeCheck(step, contextOn({ tenant, register }));
      assert.equal(found, answer, because);
      assert.match([because, ...evidence.map(({ what, value }) => `${what}: ${value}`), ...todo].join("\n"), says);
    });
});
