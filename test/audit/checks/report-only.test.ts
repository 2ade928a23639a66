import { AZURE_MANAGEMENT } from "../../../src/law/model/ids";
import { aPolicy, groupId, userId } from "../../cli/a-tenant";
import { altered } from "../altered";
import { assertAnswer } from "../law-of-doubt";
import { COMPLIANT_REGISTER, compliantTenant } from "../tenants/compliant";

const GOOD = compliantTenant();
const WAITING = { state: "enabledForReportingButNotEnforced" };
const instead = (policy: object): object => altered(GOOD, { policies: [policy] });
const also = (policy: object): object => altered(GOOD, { "policies.1": policy });
const onApi = aPolicy({ users: { excludeUsers: [userId(1), userId(2)], excludeGroups: [groupId(1)] } });
const users = { excludeRoles: [groupId(9)], excludeUsers: [userId(1), userId(2)] };
const onAll = aPolicy({ users, conditions: { applications: { includeApplications: ["All"] } } });
const WITHOUT_PAGE = { ...instead(onAll), "roleAssignments@odata.nextLink": "x" };
const elsewhere = { applications: { includeApplications: ["All"], excludeApplications: [AZURE_MANAGEMENT] } };

for (const [id, title, tenant, answer, because] of [
  ["report-only", "there is none", GOOD, "not applicable", /No policy/],
  ["report-only", "one would close the way in", instead(aPolicy(WAITING)), "failed", /would stop sign-ins/],
  [
    "report-only",
    "one would close nothing",
    also(aPolicy({ ...WAITING, id: "i", users: { includeUsers: ["None"] } })),
    "passed",
    /would stop nobody/,
  ],
  ["other-doors", "a policy on all resources", GOOD, "passed", /Nobody reaches the other resources/],
  ["other-doors", "a policy on the API alone", instead(onApi), "failed", /5 other resources .* Azure DevOps/],
  [
    "other-doors",
    "an excluded role of which a page is missing",
    WITHOUT_PAGE,
    "unknown",
    /whether somebody reaches Azure DevOps/,
  ],
  [
    "other-doors",
    "a policy on all resources but the API",
    instead({ ...onApi, ...aPolicy({ conditions: elsewhere, users: { excludeUsers: [userId(1), userId(2)] } }) }),
    "passed",
    /Nobody reaches the other resources/,
  ],
] as const)
  describe("what an audit looks at beside the steps", () => {
    it(`${id}: ${title}: ${answer}`, () => assertAnswer(id, { tenant, register: COMPLIANT_REGISTER }, answer, because));
  });
