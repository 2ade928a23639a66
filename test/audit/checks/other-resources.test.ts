import { AZURE_MANAGEMENT } from "../../../src/law/model/ids";
import { aPolicy, groupId, userId } from "../../cli/a-tenant";
import { altered } from "../altered";
import { assertAnswer } from "../law-of-doubt";
import { COMPLIANT_REGISTER, compliantTenant } from "../tenants/compliant";

const GOOD = compliantTenant();
const instead = (policy: object): object => altered(GOOD, { policies: [policy] });
const onApi = aPolicy({ users: { excludeUsers: [userId(1), userId(2)], excludeGroups: [groupId(1)] } });
const users = { excludeRoles: [groupId(9)], excludeUsers: [userId(1), userId(2)] };
const onAll = aPolicy({ users, conditions: { applications: { includeApplications: ["All"] } } });
const WITHOUT_PAGE = { ...instead(onAll), "roleAssignments@odata.nextLink": "x" };
const elsewhere = { applications: { includeApplications: ["All"], excludeApplications: [AZURE_MANAGEMENT] } };

for (const [title, tenant, answer, because] of [
  ["a policy on all resources", GOOD, "passed", /Nobody reaches the other resources/],
  ["a policy on the API alone", instead(onApi), "failed", /5 other resources .* Azure DevOps/],
  ["an excluded role of which a page is missing", WITHOUT_PAGE, "unknown", /whether somebody reaches Azure DevOps/],
  [
    "a policy on all resources but the API",
    instead({ ...onApi, ...aPolicy({ conditions: elsewhere, users: { excludeUsers: [userId(1), userId(2)] } }) }),
    "passed",
    /Nobody reaches the other resources/,
  ],
] as const)
  describe("whether other resources require MFA", () => {
    it(`${title}: ${answer}`, () =>
      assertAnswer("other-doors", { tenant, register: COMPLIANT_REGISTER }, answer, because));
  });
