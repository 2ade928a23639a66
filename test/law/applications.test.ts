import assert from "node:assert/strict";
import { AZURE_MANAGEMENT } from "../../src/law/model/ids";
import { aSignIn } from "../verifier/builders/a-sign-in";
import { stops } from "../verifier/builders/stops";

const API = AZURE_MANAGEMENT;
const GRAPH = "00000003-0000-0000-c000-000000000000";
const PORTAL = "c44b4083-3bb0-49c1-b47d-974e53cbdf3c";
const filter = (mode: string) => ({ mode, rule: 'CustomSecurityAttribute.tier -eq "0"' });

const rows: readonly { title: string; applications: Record<string, unknown>; is: "yes" | "no" | "unclear" }[] = [
  { title: "everything", applications: { includeApplications: ["All"] }, is: "yes" },
  { title: "its id in capitals", applications: { includeApplications: [API.toUpperCase()] }, is: "yes" },
  { title: "nothing", applications: { includeApplications: ["None"] }, is: "no" },
  { title: "other ids", applications: { includeApplications: [GRAPH, PORTAL] }, is: "no" },
  { title: "the admin portals", applications: { includeApplications: ["MicrosoftAdminPortals"] }, is: "no" },
  { title: "Office 365", applications: { includeApplications: ["Office365"] }, is: "no" },
  { title: "agents' resources", applications: { includeApplications: ["AllAgentIdResources"] }, is: "no" },
  {
    title: "everything but the API",
    applications: { includeApplications: ["All"], excludeApplications: [API] },
    is: "no",
  },
  {
    title: "the API, which is excluded again in capitals",
    applications: { includeApplications: [API], excludeApplications: [API.toUpperCase()] },
    is: "no",
  },
  {
    title: "everything but everything",
    applications: { includeApplications: ["All"], excludeApplications: ["All"] },
    is: "no",
  },
  {
    title: "everything but the portals and others",
    applications: {
      includeApplications: ["All"],
      excludeApplications: ["MicrosoftAdminPortals", "Office365", PORTAL, GRAPH],
    },
    is: "yes",
  },
  { title: "a filter that includes, alone", applications: { applicationFilter: filter("include") }, is: "no" },
  {
    title: "the API beside a filter that includes",
    applications: { includeApplications: [API], applicationFilter: filter("include") },
    is: "yes",
  },
  {
    title: "everything but what a filter excludes",
    applications: { includeApplications: ["All"], applicationFilter: filter("exclude") },
    is: "no",
  },
  {
    title: "a filter of a mode that nobody knows",
    applications: { includeApplications: ["All"], applicationFilter: filter("later") },
    is: "unclear",
  },
  {
    title: "a filter of a mode that nobody knows, alone",
    applications: { applicationFilter: filter("later") },
    is: "unclear",
  },
  { title: "a user action", applications: { includeUserActions: ["urn:user:registersecurityinfo"] }, is: "no" },
  {
    title: "a user action beside everything",
    applications: { includeApplications: ["All"], includeUserActions: ["urn:user:registerdevice"] },
    is: "no",
  },
  {
    title: "an authentication context",
    applications: { includeAuthenticationContextClassReferences: ["c1"] },
    is: "no",
  },
  { title: "a word that nobody knows", applications: { includeApplications: ["AllAzure"] }, is: "unclear" },
  {
    title: "everything but a word that nobody knows",
    applications: { includeApplications: ["All"], excludeApplications: ["AllAzure"] },
    is: "unclear",
  },
];

const WORDS = { yes: "targets", no: "doesn't target", unclear: "may or may not target" };

describe("a policy", () => {
  for (const { title, applications, is } of rows)
    it(`for ${title} ${WORDS[is]} Azure management`, () =>
      assert.equal(stops({ conditions: { applications } }, aSignIn()), is));

  for (const [state, is] of Object.entries({
    enabled: "yes",
    disabled: "no",
    enabledForReportingButNotEnforced: "no",
    later: "unclear",
  }))
    it(`whose state is ${state} ${is === "yes" ? "is" : is === "no" ? "isn't" : "may be"} enforced`, () =>
      assert.equal(stops({ state }, aSignIn()), is));

  it("about workload identities never applies to a person", () =>
    assert.equal(
      stops(
        { conditions: { clientApplications: { includeServicePrincipals: ["ServicePrincipalsInMyTenant"] } } },
        aSignIn(),
      ),
      "no",
    ));
});
