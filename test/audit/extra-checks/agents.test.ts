import { aPolicy, groupId, userId } from "../../cli/a-tenant";
import { compliantTenant } from "../tenants/compliant";
import { altered, firstPage, MISSING, notWhollyRead } from "./altered";
import { type Fact, itsDoubtsAreLawful } from "./law-of-doubt";

const AGENT = { id: userId(9), displayName: "agent", "@odata.type": "#microsoft.graph.agentUser" };
const GOOD = compliantTenant();
const ONE = altered(GOOD, { "users.5": AGENT });

const blocking = (changes: object = {}, users: object = {}, conditions: object = {}): object => ({
  ...aPolicy({
    id: "a",
    displayName: "Block agents",
    users: { includeUsers: ["AllAgentIdUsers"], ...users },
    conditions,
    grantControls: { operator: "OR", builtInControls: ["block"] },
  }),
  ...changes,
});
const beside = (policy: object): object => altered(ONE, { "policies.1": policy });

const FACTS: readonly Fact[] = [
  {
    name: "who there is",
    unknowable: {
      missing: [altered(GOOD, { users: MISSING })],
      null: [altered(GOOD, { users: null })],
      "in part": [firstPage(GOOD, "users", 2), notWhollyRead(GOOD, "users", 2)],
      "not understood": [altered(GOOD, { "users.5": "agent" })],
    },
    readings: [GOOD, ONE],
    asks: /User\.Read\.All/,
  },
  {
    name: "which policies there are",
    unknowable: {
      missing: "what isn't there is refused",
      null: "what isn't there is refused",
      "in part": [firstPage(ONE, "policies", 1), notWhollyRead(ONE, "policies", 1)],
      "not understood": "each policy is a fact of its own",
    },
    readings: [ONE, beside(blocking())],
    asks: /Policy\.Read\.All/,
  },
  {
    name: "what a policy that blocks agents says",
    unknowable: {
      missing: [beside(blocking({ state: undefined }))],
      null: [beside(blocking({ state: null }))],
      "in part": "an object is there as a whole",
      "not understood": [
        beside(blocking({ state: "sometimes" })),
        beside(blocking({}, { excludeGroups: [groupId(9)] })),
        beside(blocking({}, {}, { weather: { is: "bad" } })),
        beside(blocking({}, {}, { platforms: { includePlatforms: ["toaster"] } })),
        beside(blocking({ grantControls: { operator: "OR", builtInControls: ["exile"] } })),
        beside(
          blocking(
            {},
            {},
            { applications: { includeApplications: ["All"], applicationFilter: { mode: "exclude", rule: "x" } } },
          ),
        ),
      ],
    },
    readings: [beside(blocking()), beside(blocking({ state: "disabled" }))],
    asks: /AllAgentIdUsers/,
  },
];

describe("agents' user accounts", () => itsDoubtsAreLawful("agents", undefined, FACTS));
